//! Classes of characters as Python has them, where the standard library's are others.

use std::sync::LazyLock;

use regex::Regex;

/// General category L: narrower than the standard library's *alphabetic*, which takes in vowel
/// signs and Roman numerals.
static LETTER: LazyLock<Regex> = LazyLock::new(|| class(r"\p{L}"));

/// Unicode's numeric types *decimal* and *digit*; the latter is not among the properties that
/// patterns know.
static DIGIT: LazyLock<Regex> = LazyLock::new(|| {
    class(concat!(
        r"[\p{Nd}²³¹፩-፱᧚⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒",
        r"\x{10A40}-\x{10A43}\x{10E60}-\x{10E68}\x{11052}-\x{1105A}\x{1F100}-\x{1F10A}]",
    ))
});

/// Whether Python's `str.isspace` holds: Unicode's white space and the four separators of ASCII.
pub(crate) fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

/// What stands for `character` in a shape.
pub(super) fn shape_sign(character: char) -> char {
    if is_letter(character) {
        if character.is_uppercase() { 'X' } else { 'x' }
    } else if is_digit(character) {
        'd'
    } else {
        character
    }
}

/// Whether Python's `str.isalpha` holds.
pub(crate) fn is_letter(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    character.is_alphabetic() && is_in(&LETTER, character)
}

/// Whether Python's `str.isdigit` holds.
fn is_digit(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_digit();
    }
    character.is_numeric() && is_in(&DIGIT, character)
}

fn is_in(class: &Regex, character: char) -> bool {
    class.is_match(character.encode_utf8(&mut [0; 4]))
}

fn class(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(characters: &str, expected: &str) {
        assert_eq!(
            characters.chars().map(shape_sign).collect::<String>(),
            expected
        );
    }

    #[test]
    fn letters() {
        check("aZéЖ漢", "xXxXx");
        check("ǅªʰ", "xxx");
    }

    #[test]
    fn digits() {
        check("7٧²①፩", "ddddd");
    }

    #[test]
    fn neither() {
        check("½Ⅷ_-\u{301}", "½Ⅷ_-\u{301}");
    }
}
