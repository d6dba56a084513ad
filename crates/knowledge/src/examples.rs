//! Examples that stand beside a pattern: texts it must match, and texts it must not.
//!
//! What a match must capture is marked in the text: `{source:An army spokesman} {cue:said} so`.

use ascribe_nlp::dependency::{Match, Pattern, PatternSet};
use ascribe_nlp::{Doc, Pipeline};
use ascribe_text::{Span, Text};

/// One example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text without marks.
    pub text: String,
    /// What must be captured, in order of the closing marks.
    pub marks: Vec<Mark>,
}

/// A stretch of an example that a capture must lie in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The capture's name.
    pub name: String,
    /// The stretch within the example's text.
    pub span: Span<Text>,
}

/// A pattern with its examples.
#[derive(Debug, Clone, Copy)]
pub struct PatternCase<'k> {
    /// The pattern.
    pub pattern: &'k Pattern,
    /// What it is for, in one sentence.
    pub meaning: &'k str,
    /// Texts that it must match.
    pub matches: &'k [Example],
    /// Texts that it must not match.
    pub rejects: &'k [Example],
}

impl Example {
    /// Reads an example; marks may stand within marks.
    ///
    /// # Errors
    /// What is wrong with it, where a mark has no name or is not closed.
    ///
    /// ```
    /// let example = ascribe_knowledge::Example::parse("{source:Police} said so").unwrap();
    /// assert_eq!(example.text, "Police said so");
    /// assert_eq!(example.marks[0].span.slice(&example.text), "Police");
    /// ```
    pub fn parse(marked: &str) -> Result<Self, String> {
        let mut example = Self {
            text: String::new(),
            marks: Vec::new(),
        };
        let mut open = Vec::new();
        let mut rest = marked;
        while let Some(at) = rest.find(['{', '}']) {
            example.text.push_str(&rest[..at]);
            let begins = rest[at..].starts_with('{');
            rest = &rest[at + 1..];
            if begins {
                let (name, after) = rest
                    .split_once(':')
                    .ok_or("after `{` write the capture's name and `:`")?;
                open.push((name.to_owned(), example.text.len()));
                rest = after;
            } else {
                let (name, start) = open.pop().ok_or("a `}` closes nothing")?;
                example.marks.push(Mark {
                    name,
                    span: Span::new(start, example.text.len()),
                });
            }
        }
        example.text.push_str(rest);
        if open.is_empty() {
            Ok(example)
        } else {
            Err("a `{` is not closed".to_owned())
        }
    }
}

impl PatternCase<'_> {
    /// What is wrong with the pattern by its examples; empty where nothing is.
    #[must_use]
    pub fn failures(self, pipeline: &Pipeline) -> Vec<String> {
        let set = PatternSet::new(vec![self.pattern.clone()]);
        let missed = self
            .matches
            .iter()
            .filter(|example| !fits(&set, &pipeline.annotate(&example.text), example));
        let wrong = self
            .rejects
            .iter()
            .filter(|example| fits(&set, &pipeline.annotate(&example.text), example));
        let name = self.pattern.name();
        let missed = missed.map(|example| format!("{name} does not match: {}", example.text));
        missed
            .chain(wrong.map(|example| format!("{name} matches: {}", example.text)))
            .collect()
    }
}

/// Whether some match captures every mark of the example.
fn fits(set: &PatternSet, doc: &Doc, example: &Example) -> bool {
    doc.sentences().any(|sentence| {
        set.find(sentence)
            .iter()
            .any(|found| captures(found, &example.marks))
    })
}

fn captures(found: &Match<'_>, marks: &[Mark]) -> bool {
    let lies_in = |mark: &Mark| {
        found
            .capture(&mark.name)
            .is_some_and(|token| mark.span.contains(token.span()))
    };
    marks.iter().all(lies_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(marked: &str, expected: &[(&str, &str)]) {
        let example = Example::parse(marked).unwrap();
        let found: Vec<_> = example
            .marks
            .iter()
            .map(|mark| (mark.name.as_str(), mark.span.slice(&example.text)))
            .collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn marks_nest() {
        check("no mark", &[]);
        check(
            "{source:Police} {cue:said}",
            &[("source", "Police"), ("cue", "said")],
        );
        check(
            "{content:{actor:It} did it}",
            &[("actor", "It"), ("content", "It did it")],
        );
    }

    #[test]
    fn broken_marks_are_told() {
        for broken in ["{source Police", "{source:Police", "Police}"] {
            assert!(Example::parse(broken).is_err(), "{broken}");
        }
    }
}
