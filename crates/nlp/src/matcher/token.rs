//! What one token of a pattern must be like.
//!
//! | Feature | Values |
//! |---|---|
//! | `ORTH` (or `TEXT`), `LOWER` | a string, `IN`, `NOT_IN`, `REGEX` |
//! | `NORM`, `PREFIX`, `SUFFIX`, `SHAPE` | a string, `IN`, `NOT_IN` |
//! | `LEMMA`, `TAG`, `POS`, `DEP` | a string, `IN`, `NOT_IN`, `REGEX` |
//! | `MORPH` | a string, `IN`, `NOT_IN`, `REGEX`, `IS_SUBSET`, `IS_SUPERSET`, `INTERSECTS` |
//! | `IS_SPACE`, `SPACY` | true, false |
//!
//! DIFFERENCE: spaCy tells a morphology that is set to nothing (`_`) from one that is not set;
//! here both are the empty string. A `REGEX` is read as the `regex` crate does: in Python, `$` also
//! stands before a line break at the end.

use regex::Regex;

use crate::draft::{Draft, RawToken};
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::lexeme::Lexeme;
use crate::morphology;
use crate::msgpack::Value;
use crate::strings;

/// All the tests that a token must pass.
#[derive(Debug)]
pub(super) struct TokenTest(Vec<Test>);

/// What a pattern can be filed under: one of these a token must have to pass.
#[derive(Debug)]
pub(super) enum Keys<'t> {
    Lower(&'t [u64]),
    Tag(&'t [Label]),
}

#[derive(Debug)]
enum Test {
    /// The id of a feature of the word form is (or is not) one of these.
    Form {
        feature: fn(&Lexeme) -> u64,
        ids: Vec<u64>,
        negated: bool,
    },
    /// The id of the lower-case form is one of these.
    Lower(Vec<u64>),
    /// The tag is one of these, which are sorted.
    Tag(Vec<Label>),
    /// The label in a layer is one of these, which are sorted.
    Layer {
        layer: fn(&Draft) -> &[Label],
        labels: Vec<Label>,
    },
    Lemma(Predicate),
    /// The pattern is found in the form as it stands, or in lower case.
    Text {
        pattern: Regex,
        lower: bool,
    },
    Flag {
        flag: fn(&RawToken) -> bool,
        value: bool,
    },
}

/// A question about a string.
#[derive(Debug)]
enum Predicate {
    In(Vec<String>),
    NotIn(Vec<String>),
    Matches(Regex),
    /// About the features of a morphology.
    IsSubset(Vec<String>),
    IsSuperset(Vec<String>),
    Intersects(Vec<String>),
}

impl TokenTest {
    /// Reads the map of one token; `OP` is read elsewhere.
    pub(super) fn read(
        token: &[(Value<'_>, Value<'_>)],
        labels: &Labels,
        place: &str,
    ) -> Result<Self, Error> {
        let mut tests = Vec::new();
        for (name, value) in token {
            let name = name
                .as_str()
                .ok_or_else(|| Error::unsupported(place, "a feature given by its number"))?;
            let reader = Reader {
                name: &name.to_ascii_uppercase(),
                labels,
                place,
            };
            if reader.name != "OP" {
                reader.tests(value, &mut tests)?;
            }
        }
        Ok(Self(tests))
    }

    /// Whether the token at `index` passes.
    pub(super) fn holds(&self, draft: &Draft, index: usize, text: &str) -> bool {
        self.0.iter().all(|test| test.holds(draft, index, text))
    }

    /// The most selective things of which every token that passes must have one.
    pub(super) fn keys(&self) -> Option<Keys<'_>> {
        self.0
            .iter()
            .find_map(Test::lower_keys)
            .or_else(|| self.0.iter().find_map(Test::tag_keys))
    }
}

impl Test {
    fn lower_keys(&self) -> Option<Keys<'_>> {
        if let Self::Lower(ids) = self {
            Some(Keys::Lower(ids))
        } else {
            None
        }
    }

    fn tag_keys(&self) -> Option<Keys<'_>> {
        if let Self::Tag(labels) = self {
            Some(Keys::Tag(labels))
        } else {
            None
        }
    }

    fn holds(&self, draft: &Draft, index: usize, text: &str) -> bool {
        let token = &draft.tokens[index];
        match self {
            Self::Form {
                feature,
                ids,
                negated,
            } => ids.contains(&feature(&token.lexeme)) != *negated,
            Self::Lower(ids) => ids.contains(&token.lexeme.lower),
            Self::Tag(labels) => labels.binary_search(&draft.tags[index]).is_ok(),
            Self::Layer { layer, labels } => labels.binary_search(&layer(draft)[index]).is_ok(),
            Self::Lemma(predicate) => predicate.holds(draft.lemmas.get(index)),
            Self::Text {
                pattern,
                lower: false,
            } => pattern.is_match(token.span.slice(text)),
            Self::Text {
                pattern,
                lower: true,
            } => pattern.is_match(&token.span.slice(text).to_lowercase()),
            Self::Flag { flag, value } => flag(token) == *value,
        }
    }
}

impl Predicate {
    fn holds(&self, value: &str) -> bool {
        let mut features = value.split('|').filter(|feature| !feature.is_empty());
        let lists = |values: &[String], value: &str| values.iter().any(|listed| listed == value);
        match self {
            Self::In(values) => lists(values, value),
            Self::NotIn(values) => !lists(values, value),
            Self::Matches(pattern) => pattern.is_match(value),
            Self::IsSubset(values) => features.all(|feature| lists(values, feature)),
            Self::IsSuperset(values) => values
                .iter()
                .all(|listed| value.split('|').any(|feature| feature == listed)),
            Self::Intersects(values) => features.any(|feature| lists(values, feature)),
        }
    }
}

/// Reads the value of one feature.
struct Reader<'a> {
    name: &'a str,
    labels: &'a Labels,
    place: &'a str,
}

impl Reader<'_> {
    fn tests(&self, value: &Value<'_>, tests: &mut Vec<Test>) -> Result<(), Error> {
        if let Some(flag) = flag(self.name) {
            let value = value.as_bool().or_else(|| Some(value.as_u64()? != 0));
            let value = value.ok_or_else(|| self.corrupt("is neither true nor false"))?;
            tests.push(Test::Flag { flag, value });
        } else if let Some(string) = value.as_str() {
            tests.push(self.equality(string)?);
        } else {
            let predicates = value
                .as_map()
                .ok_or_else(|| self.corrupt("is neither a string nor a predicate"))?;
            for (kind, operand) in predicates {
                tests.push(self.predicate(kind.as_str().unwrap_or_default(), operand)?);
            }
        }
        Ok(())
    }

    /// As in spaCy, only lists of morphologies are put in normal form.
    fn equality(&self, value: &str) -> Result<Test, Error> {
        let value = if self.name == "MORPH" && value == "_" {
            ""
        } else {
            value
        };
        self.test(Predicate::In(vec![value.to_owned()]))
    }

    fn predicate(&self, kind: &str, operand: &Value<'_>) -> Result<Test, Error> {
        let kind = kind.to_ascii_uppercase();
        if kind == "REGEX" {
            let pattern = operand
                .as_str()
                .ok_or_else(|| self.unsupported("REGEX with a predicate inside"))?;
            return self.test(Predicate::Matches(self.pattern(pattern)?));
        }
        let values = || self.values(operand);
        match kind.as_str() {
            "IN" => self.test(Predicate::In(values()?)),
            "NOT_IN" => self.test(Predicate::NotIn(values()?)),
            "IS_SUBSET" if self.name == "MORPH" => self.test(Predicate::IsSubset(values()?)),
            "IS_SUPERSET" if self.name == "MORPH" => self.test(Predicate::IsSuperset(values()?)),
            "INTERSECTS" if self.name == "MORPH" => self.test(Predicate::Intersects(values()?)),
            _ => Err(self.unsupported(format_args!("the predicate {kind}"))),
        }
    }

    fn values(&self, operand: &Value<'_>) -> Result<Vec<String>, Error> {
        let values = operand
            .as_array()
            .ok_or_else(|| self.corrupt("lists no values"))?;
        let value = |value: &Value<'_>| value.as_str().map(|value| self.normalised(value));
        let values = values.iter().map(value).collect::<Option<_>>();
        values.ok_or_else(|| self.unsupported("a value that is not a string"))
    }

    /// Morphologies are compared in their normal form.
    fn normalised(&self, value: &str) -> String {
        if self.name == "MORPH" {
            morphology::normalised(value)
        } else {
            value.to_owned()
        }
    }

    fn test(&self, predicate: Predicate) -> Result<Test, Error> {
        if self.name == "LEMMA" {
            return Ok(Test::Lemma(predicate));
        }
        if let Some(layer) = layer(self.name) {
            let known = self.labels.iter().filter(|(_, name)| predicate.holds(name));
            let labels = known.map(|(label, _)| label).collect();
            return Ok(if self.name == "TAG" {
                Test::Tag(labels)
            } else {
                Test::Layer { layer, labels }
            });
        }
        let feature =
            form_feature(self.name).ok_or_else(|| self.unsupported("the feature itself"))?;
        let ids = |values: Vec<String>| values.iter().map(|value| strings::id(value)).collect();
        match predicate {
            Predicate::In(values) if self.name == "LOWER" => Ok(Test::Lower(ids(values))),
            Predicate::In(values) => Ok(Test::Form {
                feature,
                ids: ids(values),
                negated: false,
            }),
            Predicate::NotIn(values) => Ok(Test::Form {
                feature,
                ids: ids(values),
                negated: true,
            }),
            Predicate::Matches(pattern) => match self.name {
                "ORTH" | "TEXT" => Ok(Test::Text {
                    pattern,
                    lower: false,
                }),
                "LOWER" => Ok(Test::Text {
                    pattern,
                    lower: true,
                }),
                _ => Err(self.unsupported("the predicate REGEX")),
            },
            _ => Err(self.unsupported("this predicate")),
        }
    }

    fn pattern(&self, pattern: &str) -> Result<Regex, Error> {
        Regex::new(pattern)
            .map_err(|error| self.unsupported(format_args!("REGEX {pattern:?} ({error})")))
    }

    fn corrupt(&self, what: &str) -> Error {
        Error::corrupt(
            self.place,
            format_args!("the value of {} {what}", self.name),
        )
    }

    fn unsupported(&self, what: impl std::fmt::Display) -> Error {
        Error::unsupported(
            self.place,
            format_args!("{}: {what} is not supported in a token pattern", self.name),
        )
    }
}

fn flag(name: &str) -> Option<fn(&RawToken) -> bool> {
    match name {
        "IS_SPACE" => Some(|token| token.lexeme.is_space),
        "SPACY" => Some(|token| token.space),
        _ => None,
    }
}

fn layer(name: &str) -> Option<fn(&Draft) -> &[Label]> {
    match name {
        "TAG" => Some(|draft| &draft.tags),
        "POS" => Some(|draft| &draft.parts_of_speech),
        "DEP" => Some(|draft| &draft.relations),
        "MORPH" => Some(|draft| &draft.morphs),
        _ => None,
    }
}

fn form_feature(name: &str) -> Option<fn(&Lexeme) -> u64> {
    match name {
        "ORTH" | "TEXT" => Some(|lexeme| lexeme.orth),
        "LOWER" => Some(|lexeme| lexeme.lower),
        "NORM" => Some(|lexeme| lexeme.norm),
        "PREFIX" => Some(|lexeme| lexeme.prefix),
        "SUFFIX" => Some(|lexeme| lexeme.suffix),
        "SHAPE" => Some(|lexeme| lexeme.shape),
        _ => None,
    }
}
