//! One of the tokenizer's regular expressions.

use std::ops::Range;

use fancy_regex::{RegexInput, RegexOptionsBuilder};

use super::python_syntax;
use crate::error::Error;

/// How much of a pattern an error shows.
const SHOWN: usize = 40;

/// A compiled pattern that matches what Python's `re` matches.
///
/// A search that backtracks a million times finds nothing; only text made for it comes there.
#[derive(Debug)]
pub(super) struct Pattern {
    regex: fancy_regex::Regex,
    /// Bytes that every match contains.
    required: Vec<u8>,
}

impl Pattern {
    /// Compiles `pattern`; `place` names it in errors.
    ///
    /// # Errors
    /// If the pattern uses something that is not supported.
    pub(super) fn new(pattern: &str, place: &str) -> Result<Self, Error> {
        let head: String = pattern.chars().take(SHOWN).collect();
        let unsupported =
            |why| Error::unsupported(place, format_args!("the pattern {head:?}...: {why}"));
        let rewritten = python_syntax::rewrite(pattern).map_err(unsupported)?;
        let mut options = RegexOptionsBuilder::new();
        // Look-around is slow; with this, it is tried only where the rest of the pattern matches.
        options.seek(true);
        let required = options
            .required_bytes(&rewritten)
            .map_err(|error| unsupported(error.to_string()))?;
        let regex = options
            .build(rewritten)
            .map_err(|error| unsupported(error.to_string()))?;
        Ok(Self {
            regex,
            required: required.iter().collect(),
        })
    }

    /// The first match in `text`.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        self.find_from(text, 0)
    }

    /// All matches in `text` that do not overlap, as Python's `re.finditer` finds them: an empty
    /// match may follow another one directly.
    pub(super) fn find_all<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut from = Some(0);
        std::iter::from_fn(move || {
            let found = self.find_from(text, from?)?;
            from = if found.is_empty() {
                after_next(text, found.end)
            } else {
                Some(found.end)
            };
            Some(found)
        })
    }

    /// Whether `text` begins with a match.
    pub(super) fn matches_start(&self, text: &str) -> bool {
        let possible = self
            .required
            .iter()
            .all(|byte| text.as_bytes().contains(byte));
        possible
            && matches!(
                self.regex.find_input(RegexInput::new(text).anchored(true)),
                Ok(Some(_))
            )
    }

    fn find_from(&self, text: &str, from: usize) -> Option<Range<usize>> {
        let found = self.regex.find_from_pos(text, from).ok()??;
        Some(found.range())
    }
}

/// The offset after the character at `at`, if there is one.
fn after_next(text: &str, at: usize) -> Option<usize> {
    Some(at + text[at..].chars().next()?.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Marks every match in `text` with brackets.
    #[track_caller]
    fn check(pattern: &str, marked: &str) {
        let text = marked.replace(['[', ']'], "");
        let pattern = Pattern::new(pattern, "test").unwrap();
        let mut found = text.clone();
        let ranges: Vec<_> = pattern.find_all(&text).collect();
        for range in ranges.iter().rev() {
            found.insert(range.end, ']');
            found.insert(range.start, '[');
        }
        assert_eq!(found, marked);
        assert_eq!(pattern.find(&text), ranges.first().cloned());
    }

    // Expectations as Python 3.11's `re` gives them.
    #[test]
    fn finds_what_python_finds() {
        check(r"(?<=[a-z])-(?=[a-z])", "-a[-]b-1 c-");
        check(r"(?<=[0-9])(?:km|m|k)$", "m 10[km]");
        check(r"\+(?![0-9])", "+1[+]a[+]");
        check(r"\w+", "[a_1²Ⅷ]\u{301}[b]");
        check(r"\s", "a[\u{1c}]b[\u{a0}]c\u{200b}");
        check(r"\b", "[]ab[] ");
        check(r"\<", "a[<]b");
        check(r"x|", "[]a[x][]");
    }

    #[test]
    fn matching_begins_at_the_start() {
        for pattern in ["b|ab", "(?!x)b|a(?=b)|ab", "[a-c]b"] {
            let pattern = Pattern::new(pattern, "test").unwrap();
            assert!(pattern.matches_start("abc"));
            assert!(!pattern.matches_start("xxab"));
        }
    }

    #[test]
    fn errors_name_the_pattern() {
        let error = Pattern::new("(?x)a b", "tokenizer: prefix_search").unwrap_err();
        assert!(error.is_unsupported());
        assert!(
            error.to_string().contains("prefix_search") && error.to_string().contains("(?x)a b")
        );
    }
}
