//! Character encodings other than UTF-8.

/// What windows-1256 has from 0x80 on.
const WINDOWS_1256: &str = "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈگ‘’“”•–—ک™ڑ›œ\u{200c}\u{200d}ں\u{a0}،¢£¤¥¦§¨©ھ«¬\u{ad}®¯°±²³´µ¶·¸¹؛»¼½¾؟\
    ہءآأؤإئابةتثجحخدذرزسشصض×طظعغـفقكàلâمنهوçèéêëىيîï\u{64b}\u{64c}\u{64d}\u{64e}ô\u{64f}\u{650}÷\u{651}ù\u{652}ûü\u{200e}\u{200f}ے";

/// Windows' Arabic, with `?` for what it does not have.
pub(super) fn windows_1256(text: &[u8]) -> Vec<u8> {
    let byte = |character: char| match u8::try_from(u32::from(character)) {
        Ok(byte) if byte.is_ascii() => byte,
        _ => {
            let place = WINDOWS_1256.chars().position(|known| known == character);
            place.and_then(|place| u8::try_from(place + 0x80).ok()).unwrap_or(b'?')
        }
    };
    String::from_utf8_lossy(text).chars().map(byte).collect()
}

pub(super) fn utf16(text: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    String::from_utf8_lossy(text).encode_utf16().flat_map(bytes).collect()
}

/// Latin-1, with `?` for what it does not have.
pub(super) fn latin1(text: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(text).chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')).collect()
}

/// Of every UTF-16 unit the lower byte.
pub(super) fn lower_bytes(text: &[u8]) -> Vec<u8> {
    String::from_utf8_lossy(text).encode_utf16().map(|unit| unit.to_le_bytes()).map(|[low, _]| low).collect()
}

/// ASCII, with `?` for every other character.
pub(super) fn ascii(text: &[u8]) -> Vec<u8> {
    let plain = |character: char| u8::try_from(u32::from(character)).ok().filter(u8::is_ascii).unwrap_or(b'?');
    String::from_utf8_lossy(text).chars().map(plain).collect()
}

/// UTF-8 bytes taken for Latin-1 and encoded again.
pub(super) fn twice(text: &[u8]) -> Vec<u8> {
    text.iter().map(|byte| char::from(*byte)).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_written_in_other_encodings() {
        assert_eq!(WINDOWS_1256.chars().count(), 128);
        assert_eq!(windows_1256("aعلي€漢".as_bytes()), [b'a', 0xda, 0xe1, 0xed, 0x80, b'?']);
        assert_eq!(twice("é".as_bytes()), "Ã©".as_bytes());
        assert_eq!(ascii("aé".as_bytes()), b"a?");
        assert_eq!(latin1("é漢".as_bytes()), [0xe9, b'?']);
        assert_eq!(lower_bytes("é漢".as_bytes()), [0xe9, 0x22]);
        assert_eq!(utf16(b"a", u16::to_le_bytes), b"a\0");
    }
}
