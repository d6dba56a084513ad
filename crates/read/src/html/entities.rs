//! Character references: `&amp;`, `&#8212;`, `&#x2014;`.
//!
//! As the WHATWG standard reads them (HTML, section 13.2.5.72 and on). The names are the
//! standard's, from a library's table.

use web_atoms::NAMED_ENTITIES;

/// No name of the standard is longer, its semicolon included.
const LONGEST_NAME: usize = 32;

/// What the bytes 0x80 to 0x9F mean in windows-1252, which old pages write as numbers.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// A character reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// Its length in bytes.
    pub(super) length: usize,
    /// What it stands for.
    pub(super) character: char,
    /// Some names stand for two characters.
    pub(super) second: Option<char>,
}

/// The reference that `words` begins with, if it begins with one.
///
/// In an attribute a name without its semicolon is none before a letter, a digit or `=`: addresses
/// are full of `&copy=1`.
pub(super) fn reference(words: &str, in_attribute: bool) -> Option<Reference> {
    let body = words.strip_prefix('&')?;
    match body.strip_prefix('#') {
        Some(number) => numeric(number),
        None => named(body, in_attribute),
    }
}

/// `words` with every reference resolved.
pub(super) fn resolved(words: &str, in_attribute: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        match reference(rest, in_attribute) {
            Some(found) => {
                out.push(found.character);
                out.extend(found.second);
                rest = &rest[found.length..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

fn numeric(number: &str) -> Option<Reference> {
    let (digits, radix) = match number.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    let prefix = number.len() - digits.len();
    let count = digits
        .bytes()
        .take_while(|&byte| char::from(byte).is_digit(radix))
        .count();
    if count == 0 {
        return None;
    }
    let semicolon = usize::from(digits[count..].starts_with(';'));
    let value = digits[..count].trim_start_matches('0');
    // What does not fit 32 bits is no character either.
    let value = match value {
        "" => 0,
        value => u32::from_str_radix(value, radix).unwrap_or(u32::MAX),
    };
    Some(Reference {
        length: 2 + prefix + count + semicolon,
        character: character(value),
        second: None,
    })
}

fn character(value: u32) -> char {
    match value {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => WINDOWS[(value - 0x80) as usize],
        _ => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn named(body: &str, in_attribute: bool) -> Option<Reference> {
    let letters = body
        .bytes()
        .take(LONGEST_NAME)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    let longest = letters + usize::from(body[letters..].starts_with(';'));
    // The table also holds the beginnings of names, which stand for nothing.
    let (length, first, second) = (2..=longest).rev().find_map(|length| {
        let (first, second) = *NAMED_ENTITIES.get(&body[..length])?;
        (first != 0).then_some((length, first, second))
    })?;
    let next = body[length..].bytes().next();
    let goes_on = next.is_some_and(|next| next.is_ascii_alphanumeric() || next == b'=');
    if in_attribute && !body[..length].ends_with(';') && goes_on {
        return None;
    }
    Some(Reference {
        length: 1 + length,
        character: char::from_u32(first)?,
        second: char::from_u32(second).filter(|&second| second != '\0'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, expected: &str) {
        assert_eq!(resolved(words, false), expected, "{words}");
    }

    #[test]
    fn names() {
        check("A &amp; B &mdash; C&nbsp;D", "A & B — C\u{a0}D");
        check("&amp", "&");
        check("&notit; &notin;", "¬it; ∉");
        check("&NotEqualTilde;", "≂\u{338}");
        check("AT&T & &nosuchname; &;", "AT&T & &nosuchname; &;");
    }

    #[test]
    fn numbers() {
        check("&#8212;&#x2014;&#X2014", "———");
        check(
            "&#146;&#0;&#xD800;&#99999999999;",
            "’\u{fffd}\u{fffd}\u{fffd}",
        );
        check("&#; &#x; &#é", "&#; &#x; &#é");
        check(&format!("&#{}65;", "0".repeat(1000)), "A");
    }

    #[test]
    fn addresses_keep_their_ampersands() {
        assert_eq!(resolved("?a=1&copy=2&amp;b", true), "?a=1&copy=2&b");
        assert_eq!(resolved("&copy", true), "©");
    }
}
