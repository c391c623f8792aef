//! The WebAssembly face: buffers in linear memory, and the calls that read and write them. No logic.
//!
//! JavaScript writes the text and the tokens of a document into the buffers, calls [`run`], and reads the answer where
//! the buffers say that it is. Nothing is kept from one call to the next but the room of the buffers, so
//! an instance that was replaced loses nothing. What crosses is wiped after each call, the stack too, and everything
//! else when it is freed.
#![cfg(target_arch = "wasm32")]

use std::cell::RefCell;
use std::hint::black_box;

#[cfg(feature = "diagnose")]
use serde::Serialize;
use tawqee::crossing::{self, Document, DocumentBuf, Function};
use wasm_bindgen::prelude::*;
use zeroize::Zeroize;
use zeroizing_alloc::ZeroAlloc;

/// Wipes what is freed: strings of a request may hold a token or a card number, and a string that grows leaves a copy.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<std::alloc::System> = ZeroAlloc(std::alloc::System);

/// Words at the start of the buffer of tokens that say where the answer is.
const PLACES: usize = 4;

/// What crosses. JavaScript touches it between calls, never during one.
struct Buffers {
    text: Vec<u8>,
    words: Vec<u32>,
    answer: DocumentBuf,
}

thread_local! {
    static BUFFERS: RefCell<Buffers> = RefCell::new(Buffers {
        text: Vec::new(),
        words: Vec::new(),
        answer: DocumentBuf::with_names(crossing::names()),
    });
}

/// Makes room for a text of so many bytes and for so many words of tokens. It may move both.
#[wasm_bindgen]
pub fn reserve(bytes: usize, words: usize) {
    BUFFERS.with_borrow_mut(|buffers| {
        if bytes > buffers.text.len() {
            // A text that moves leaves no copy behind: it may hold keys and cards.
            let mut larger = vec![0; bytes];
            larger.iter_mut().zip(&buffers.text).for_each(|(byte, written)| *byte = *written);
            buffers.text.zeroize();
            buffers.text = larger;
        }
        buffers.words.resize(buffers.words.len().max(words).max(PLACES), 0);
    });
}

/// Where the text is written.
#[wasm_bindgen(js_name = textAt)]
#[must_use]
pub fn text_at() -> usize {
    BUFFERS.with_borrow(|buffers| buffers.text.as_ptr() as usize)
}

/// Where the tokens are written, and after a call where the answer's text and tokens are, and how long.
#[wasm_bindgen(js_name = wordsAt)]
#[must_use]
pub fn words_at() -> usize {
    BUFFERS.with_borrow(|buffers| buffers.words.as_ptr() as usize)
}

/// Carries out a call of a class: a document of so many bytes and words, and a body behind its text. Says whether it
/// went well; the answer is an error otherwise.
#[wasm_bindgen]
#[must_use]
pub fn run(function: u32, class: usize, bytes: usize, words: usize, body: usize) -> bool {
    let done = with_document(bytes, words, body, |document, body, answer| {
        Function::of(function).is_some_and(|function| crossing::call(function, class, document, body, answer))
    });
    wipe_stack();
    done
}

/// Says why a signature is refused. The report is JavaScript data at once.
///
/// # Errors
/// `{ code, message, … }`.
#[cfg(feature = "diagnose")]
#[wasm_bindgen]
pub fn diagnose(question: u32, class: usize, bytes: usize, words: usize) -> Result<JsValue, JsValue> {
    let told = with_document(bytes, words, 0, |document, _, _| crossing::diagnose(question, class, document));
    wipe_stack();
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    match told {
        Ok(report) => Ok(report.serialize(&serializer)?),
        Err(error) => Err(error.serialize(&serializer)?),
    }
}

/// How much of the stack is wiped, in bytes: more than any call uses, and nearly twice what the deepest diagnosis of the
/// samples does.
const STACK: usize = if cfg!(feature = "diagnose") { 16 * 1024 } else { 8 * 1024 };

/// Writes over the frames of what was called before: the last block of a hashed text, for one, has the key in it.
#[inline(never)]
fn wipe_stack() {
    black_box(&mut [0_u8; STACK]);
}

/// Hands on what was written, and wipes it afterwards: it holds keys and cards.
// In a frame of its own, which `wipe_stack` reaches.
#[inline(never)]
fn with_document<R>(
    bytes: usize,
    words: usize,
    body: usize,
    then: impl FnOnce(Document<'_>, &[u8], &mut DocumentBuf) -> R,
) -> R {
    BUFFERS.with_borrow_mut(|buffers| {
        let Buffers { text, words: tokens, answer } = buffers;
        let (document, rest) = text.split_at_checked(bytes).unwrap_or_default();
        // Never another text than an encoder wrote.
        let document = std::str::from_utf8(document).unwrap_or_default();
        let (document_tokens, _) = tokens.get(..words).unwrap_or_default().as_chunks();
        let document = Document::new(document, document_tokens, crossing::names().list());
        let result = then(document, rest.get(..body).unwrap_or_default(), answer);
        text.get_mut(..bytes + body).unwrap_or_default().zeroize();
        let (told, told_tokens) = answer.parts();
        let places = [told.as_ptr() as usize, told.len(), told_tokens.as_ptr() as usize, told_tokens.len() * 3];
        for (word, place) in tokens.iter_mut().zip(places) {
            *word = u32::try_from(place).unwrap_or_default();
        }
        result
    })
}
