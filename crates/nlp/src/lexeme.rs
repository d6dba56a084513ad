//! What depends on a word form alone, as spaCy's vocabulary computes it.
//!
//! A form's norm is what the pipeline's table `lexeme_norm` says, else a common form of its
//! punctuation or currency sign, else the form in lower case.
//!
//! DIFFERENCE: Hindi, Nepali and Haitian Creole compute norms in ways of their own; here they are
//! as in any other language. Letters and digits are those of a newer Unicode than Python's.

mod characters;

use std::borrow::Cow;

use rustc_hash::FxHashMap;

pub(crate) use characters::{is_letter, is_space};

use crate::error::Error;
use crate::lookups::Lookups;
use crate::strings;

/// The features of a word form, each the 64-bit id of its string (`strings::id`), as spaCy's
/// `Lexeme` has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Lexeme {
    pub(crate) orth: u64,
    pub(crate) norm: u64,
    pub(crate) lower: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

/// What a pipeline knows about word forms.
#[derive(Debug, Clone)]
pub(crate) struct Vocabulary {
    /// From the id of a form to the id of its norm, where that is not its lower case.
    norms: FxHashMap<u64, u64>,
}

/// Forms of as many characters or more all have the shape `LONG`.
const LONG_FORM: usize = 100;

/// Equal characters in a row beyond this many are left out of a shape.
const LONGEST_RUN: usize = 4;

/// How many characters at its end are a form's suffix.
const SUFFIX_LENGTH: usize = 3;

/// Norms that hold in every language, from `spacy.lang.norm_exceptions`.
#[rustfmt::skip]
const BASE_NORMS: &[(&str, &[&str])] = &[
    ("'s", &["'s", "'S", "’s", "’S"]),
    ("'", &["’", "‘", "´", "`"]),
    ("\"", &["”", "“", "''", "``", "´´", "„", "»", "«", "‘‘", "’’"]),
    ("?", &["？"]), ("!", &["！"]), (",", &["，"]), (";", &["；"]), (":", &["："]), (".", &["。", "।"]),
    ("...", &["…"]),
    ("-", &["—", "–", "--", "---", "——"]),
    ("$", &["€", "£", "¥", "฿", "US$", "C$", "A$", "₺", "₹", "৳", "₩", "Mex$", "₣", "E£"]),
];

impl Vocabulary {
    /// The vocabulary of a pipeline with the tables `lookups` (`vocab/lookups.bin`).
    ///
    /// # Errors
    /// If a norm is not a string.
    pub(crate) fn new(lookups: &Lookups<'_>) -> Result<Self, Error> {
        let mut norms = FxHashMap::default();
        for (norm, forms) in BASE_NORMS {
            norms.extend(
                forms
                    .iter()
                    .map(|form| (strings::id(form), strings::id(norm))),
            );
        }
        let table = lookups.table("lexeme_norm");
        for (form, norm) in table.into_iter().flat_map(|table| table.entries()) {
            let corrupt =
                || Error::corrupt("vocab/lookups.bin: lexeme_norm", "a norm is not a string");
            norms.insert(form, strings::id(norm.as_str().ok_or_else(corrupt)?));
        }
        Ok(Self { norms })
    }

    /// The features of `form`.
    pub(crate) fn lexeme(&self, form: &str) -> Lexeme {
        let orth = strings::id(form);
        let lower = strings::id(&lower(form));
        Lexeme {
            orth,
            norm: self.norms.get(&orth).copied().unwrap_or(lower),
            lower,
            prefix: strings::id(prefix(form)),
            suffix: strings::id(suffix(form)),
            shape: strings::id(&shape(form)),
            is_space: !form.is_empty() && form.chars().all(is_space),
        }
    }
}

/// `form` in lower case, the same in every language.
fn lower(form: &str) -> Cow<'_, str> {
    if form
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase())
    {
        return Cow::Borrowed(form);
    }
    Cow::Owned(form.to_lowercase())
}

/// The first character.
fn prefix(form: &str) -> &str {
    let end = form.chars().next().map_or(0, char::len_utf8);
    &form[..end]
}

/// The last three characters, or as many as there are.
fn suffix(form: &str) -> &str {
    let start = form
        .char_indices()
        .rev()
        .take(SUFFIX_LENGTH)
        .last()
        .map_or(0, |(at, _)| at);
    &form[start..]
}

/// The form with its letters as `X` and `x` and its digits as `d`; of more than four equal signs
/// in a row, four. "Kunduz-2024" has the shape `Xxxxx-dddd`.
fn shape(form: &str) -> Cow<'static, str> {
    if form.len() >= LONG_FORM && form.chars().count() >= LONG_FORM {
        return Cow::Borrowed("LONG");
    }
    let mut shape = String::with_capacity(form.len());
    let (mut last, mut run) = (None, 0);
    for sign in form.chars().map(characters::shape_sign) {
        run = if last == Some(sign) { run + 1 } else { 1 };
        last = Some(sign);
        if run <= LONGEST_RUN {
            shape.push(sign);
        }
    }
    Cow::Owned(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        // {"lexeme_norm": {"cos": "because", "₣": "francs"}}
        let bytes = b"\x81\xablexeme_norm\x82\xa3cos\xa7because\xa3\xe2\x82\xa3\xa6francs";
        Vocabulary::new(&Lookups::read(bytes, "test").unwrap()).unwrap()
    }

    // Expectations as `spacy.lang.lex_attrs` of spaCy 3.8.18 gives them.
    #[track_caller]
    fn check(form: &str, expected: [&str; 4]) {
        let found = [&lower(form), prefix(form), suffix(form), &shape(form)];
        assert_eq!(found, expected, "{form:?}");
    }

    #[test]
    fn features_of_forms() {
        check("Kunduz-2024", ["kunduz-2024", "K", "024", "Xxxxx-dddd"]);
        check("governments", ["governments", "g", "nts", "xxxx"]);
        check("A", ["a", "A", "A", "X"]);
        check("......", ["......", ".", "...", "...."]);
        check("naïve", ["naïve", "n", "ïve", "xxxx"]);
        check("٢٠٢٤م", ["٢٠٢٤م", "٢", "٢٤م", "ddddx"]);
        check("𝒳", ["𝒳", "𝒳", "𝒳", "X"]);
        check("", ["", "", "", ""]);
    }

    #[test]
    fn lower_case_as_in_python() {
        check("ΟΔΟΣ", ["οδος", "Ο", "ΔΟΣ", "XXXX"]);
        check("İl", ["i̇l", "İ", "İl", "Xx"]);
        check("STRAẞE", ["straße", "S", "AẞE", "XXXX"]);
        check("ǅ", ["ǆ", "ǅ", "ǅ", "x"]);
    }

    #[test]
    fn letters_and_digits_as_in_python() {
        check("m²", ["m²", "m", "m²", "xd"]);
        check("Ⅷ", ["ⅷ", "Ⅷ", "Ⅷ", "Ⅷ"]);
        check("ⓐ", ["ⓐ", "ⓐ", "ⓐ", "ⓐ"]);
        check("हिन्दी", ["हिन्दी", "ह", "\u{94d}\u{926}\u{940}", "xिx्xी"]);
        check("½", ["½", "½", "½", "½"]);
    }

    #[test]
    fn long_forms() {
        check(&"é".repeat(99), [&"é".repeat(99), "é", "ééé", "xxxx"]);
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }

    #[test]
    fn norms() {
        let vocabulary = vocabulary();
        let check =
            |form, norm| assert_eq!(vocabulary.lexeme(form).norm, strings::id(norm), "{form}");
        check("cos", "because");
        check("Cos", "cos");
        check("“", "\"");
        check("₣", "francs");
        check("€", "$");
    }

    #[test]
    fn white_space() {
        let vocabulary = vocabulary();
        let check =
            |form, expected| assert_eq!(vocabulary.lexeme(form).is_space, expected, "{form:?}");
        check("\n\u{a0}\u{1c}", true);
        check("\u{200b}", false);
        check(" a", false);
        check("", false);
    }
}
