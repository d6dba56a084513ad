//! What a token must be like: one `field:value|value`.

use std::borrow::Cow;

use super::lexicon::{Lexicon, holds};
use crate::Token;

/// One condition of a node.
#[derive(Debug, Clone)]
pub(super) struct Condition {
    pub(super) field: Field,
    pub(super) values: Values,
    /// As written.
    pub(super) text: String,
}

/// Alternatives for one field of a token.
#[derive(Debug, Clone, Default)]
pub(super) struct Values {
    pub(super) negated: bool,
    /// Empty means that every value will do.
    pub(super) alternatives: Vec<Value>,
}

/// One alternative.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Exactly(Box<str>),
    BeginsWith(Box<str>),
    EndsWith(Box<str>),
    In(Lexicon),
    /// Any value but the empty one.
    Something,
}

/// What of a token a condition is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Field {
    Lemma,
    Lower,
    Text,
    Tag,
    Relation,
    Name,
    PartOfSpeech,
    Morphology,
}

impl Field {
    /// The fields as patterns write them, the most selective first.
    pub(super) const TABLE: [(&'static str, Self); 8] = [
        ("lemma", Self::Lemma),
        ("lower", Self::Lower),
        ("text", Self::Text),
        ("tag", Self::Tag),
        ("dep", Self::Relation),
        ("ent", Self::Name),
        ("pos", Self::PartOfSpeech),
        ("morph", Self::Morphology),
    ];

    /// The field's value for `token`. Morphology is the whole list of features.
    pub(super) fn of(self, token: Token<'_>) -> Cow<'_, str> {
        match self {
            Self::Lemma => token.lemma().into(),
            Self::Lower => lower(token.text()),
            Self::Text => token.text().into(),
            Self::Tag => token.tag().into(),
            Self::Relation => token.dep().into(),
            Self::Name => token.entity_kind().into(),
            Self::PartOfSpeech => token.pos().into(),
            Self::Morphology => token.morph().into(),
        }
    }
}

impl Condition {
    /// Whether `token` satisfies it.
    pub(super) fn holds(&self, token: Token<'_>) -> bool {
        let value = self.field.of(token);
        match self.field {
            Field::Morphology => self.values.hold_for_any(value.split('|')),
            _ => self.values.hold_for(&value),
        }
    }
}

impl Values {
    /// Whether one of them (or, negated, none of them) is `value`.
    pub(super) fn hold_for(&self, value: &str) -> bool {
        self.hold_for_any(std::iter::once(value))
    }

    /// The words that satisfy them, where these can be listed.
    pub(super) fn listed(&self) -> Option<Vec<&str>> {
        if self.negated || self.alternatives.is_empty() {
            return None;
        }
        let mut words = Vec::new();
        for alternative in &self.alternatives {
            match alternative {
                Value::Exactly(word) => words.push(word.as_ref()),
                Value::In(lexicon) => words.extend(lexicon.iter().map(AsRef::as_ref)),
                _ => return None,
            }
        }
        words.sort_unstable();
        words.dedup();
        Some(words)
    }

    fn hold_for_any<'v>(&self, mut values: impl Iterator<Item = &'v str>) -> bool {
        if self.alternatives.is_empty() {
            return true;
        }
        values.any(|value| self.alternatives.iter().any(|one| one.is(value))) != self.negated
    }
}

impl Value {
    fn is(&self, value: &str) -> bool {
        match self {
            Self::Exactly(word) => **word == *value,
            Self::BeginsWith(start) => value.starts_with(&**start),
            Self::EndsWith(end) => value.ends_with(&**end),
            Self::In(lexicon) => holds(lexicon, value),
            Self::Something => !value.is_empty(),
        }
    }
}

fn lower(text: &str) -> Cow<'_, str> {
    let is_lower = text
        .bytes()
        .all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower {
        text.into()
    } else {
        text.to_lowercase().into()
    }
}
