//! The words of a command line, as the shell that it was copied from would split it.

/// The words of a command; an error says what keeps it from being split.
pub(super) fn words(command: &str) -> Result<Vec<String>, &'static str> {
    let command = command.replace("\r\n", "\n");
    let command = if command.contains("^\"") { without_carets(&command) } else { command };
    let command = plainly_quoted(&command.replace("\\\n", " "));
    let mut words = shlex::Shlex::new(&command);
    let split = words.by_ref().collect();
    if words.had_error {
        return Err("has a quotation mark that is not closed");
    }
    Ok(split)
}

/// The command line of Windows escapes with carets: what follows one stands for itself, and a line goes on after it.
fn without_carets(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut characters = command.chars();
    while let Some(character) = characters.next() {
        match character {
            '^' => plain.extend(characters.next().map(|escaped| if escaped == '\n' { ' ' } else { escaped })),
            other => plain.push(other),
        }
    }
    plain
}

/// Writes `$'…'`, in which browsers and shells escape as C does, in single quotes, which a POSIX splitter knows.
fn plainly_quoted(command: &str) -> String {
    let mut plain = String::with_capacity(command.len());
    let mut rest = command.chars().peekable();
    let mut quote = None;
    while let Some(character) = rest.next() {
        match (quote, character) {
            (None, '$') if rest.peek() == Some(&'\'') => {
                rest.next();
                plain.push('\'');
                plain.push_str(&c_escaped(&mut rest).replace('\'', "'\\''"));
                plain.push('\'');
                continue;
            }
            (None, '\'' | '"') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None | Some('"'), '\\') => {
                plain.push(character);
                plain.extend(rest.next());
                continue;
            }
            _ => {}
        }
        plain.push(character);
    }
    plain
}

/// The text up to the closing quote of `$'…'`.
fn c_escaped(rest: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let mut text = String::new();
    while let Some(character) = rest.next() {
        let escaped = match character {
            '\'' => break,
            '\\' => rest.next(),
            other => {
                text.push(other);
                continue;
            }
        };
        match escaped {
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(unit @ ('x' | 'u' | 'U')) => {
                let most = match unit {
                    'x' => 2,
                    'u' => 4,
                    _ => 8,
                };
                let mut digits = String::new();
                while let Some(digit) = rest.next_if(|next| digits.len() < most && next.is_ascii_hexdigit()) {
                    digits.push(digit);
                }
                text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
            }
            other => text.extend(other),
        }
    }
    text
}
