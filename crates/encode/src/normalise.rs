//! Text as BERT's uncased models see it: no control characters, no accents, small letters, and what
//! stands between spaces and punctuation.
//!
//! Follows `BertNormalizer` and `BertPreTokenizer` of the library `tokenizers`.

use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

static CONTROL: LazyLock<Regex> = LazyLock::new(|| class(r"\p{C}"));
static MARK: LazyLock<Regex> = LazyLock::new(|| class(r"\p{Mn}"));
static PUNCTUATION: LazyLock<Regex> = LazyLock::new(|| class(r"\p{P}"));

fn class(name: &str) -> Regex {
    Regex::new(&format!("^{name}$")).expect("a class that Unicode has")
}

fn is(class: &Regex, character: char) -> bool {
    class.is_match(character.encode_utf8(&mut [0; 4]))
}

/// The words of a text, as the vocabulary writes them.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for character in normalised(text).chars() {
        let alone = is_punctuation(character);
        if alone || character.is_whitespace() {
            words.extend(Some(std::mem::take(&mut word)).filter(|word| !word.is_empty()));
        }
        if alone {
            words.push(character.to_string());
        } else if !character.is_whitespace() {
            word.push(character);
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn normalised(text: &str) -> String {
    if text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_ascii_lowercase();
    }
    let spaced: String = text.chars().filter_map(cleaned).flat_map(spaced).collect();
    let bare = spaced.nfd().filter(|&character| !is_mark(character));
    bare.flat_map(char::to_lowercase).collect()
}

/// White space as a space, and nothing for what does not show.
fn cleaned(character: char) -> Option<char> {
    if character.is_whitespace() {
        return Some(' ');
    }
    let shows = character != '\u{fffd}' && !is_control(character);
    shows.then_some(character)
}

/// With spaces around what is a word by itself in Chinese writing.
fn spaced(character: char) -> impl Iterator<Item = char> {
    let around = is_chinese(character).then_some(' ');
    around.into_iter().chain([character]).chain(around)
}

fn is_control(character: char) -> bool {
    match character.is_ascii() {
        true => character.is_ascii_control(),
        false => is(&CONTROL, character),
    }
}

fn is_mark(character: char) -> bool {
    !character.is_ascii() && is(&MARK, character)
}

fn is_punctuation(character: char) -> bool {
    match character.is_ascii() {
        true => character.is_ascii_punctuation(),
        false => is(&PUNCTUATION, character),
    }
}

fn is_chinese(character: char) -> bool {
    matches!(
        u32::from(character),
        0x4e00..=0x9fff
            | 0x3400..=0x4dbf
            | 0x2_0000..=0x2_a6df
            | 0x2_a700..=0x2_b73f
            | 0x2_b740..=0x2_b81f
            | 0x2_b920..=0x2_ceaf
            | 0xf900..=0xfaff
            | 0x2_f800..=0x2_fa1f
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected);
    }

    #[test]
    fn letters_are_small_and_bare() {
        check("Zäpfchen", &["zapfchen"]);
        check("ÉCOLE", &["ecole"]);
        check("İzmir", &["izmir"]);
    }

    #[test]
    fn punctuation_stands_alone() {
        check("don't", &["don", "'", "t"]);
        check("a—b$c", &["a", "—", "b", "$", "c"]);
        check("“so", &["“", "so"]);
    }

    #[test]
    fn what_does_not_show_is_gone() {
        check("a\u{0}b\u{200b}c\u{fffd}d\u{7f}", &["abcd"]);
        check("a\tb\u{a0}c", &["a", "b", "c"]);
        check("", &[]);
    }

    #[test]
    fn chinese_characters_are_words() {
        check("x中文y", &["x", "中", "文", "y"]);
    }
}
