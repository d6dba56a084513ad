//! The form by which spellings of one name are compared: without accents and apostrophes, and with a
//! space for a hyphen.
//!
//! Keeps case: "IS" is a name, "is" is none. Knows letters, no names.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The name as others may spell it too.
///
/// ```
/// use ascribe_knowledge::spelling;
/// assert_eq!(spelling("Da\u{2019}ish al-H\u{f3}rn"), "Daish al Horn");
/// ```
#[must_use]
pub fn spelling(name: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii() && !matches!(c, '\'' | '`' | '-');
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let letters = name.nfd().filter(|c| !is_combining_mark(*c));
    Cow::Owned(letters.filter_map(letter).collect())
}

fn letter(c: char) -> Option<char> {
    match c {
        '\'' | '`' | '\u{2018}' | '\u{2019}' | '\u{2bb}' | '\u{2bc}' | '\u{2be}' | '\u{2bf}' => {
            None
        }
        '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' => Some(' '),
        _ => Some(c),
    }
}
