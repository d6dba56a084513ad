//! Marks of an event beyond its cells: that it happens again and again, that the attacker died.
//!
//! Rules over the tree read them (`data/events/rules/attributes.toml`). Does not know whom an event
//! hit; that civilians were aimed at is told by its parts.

use std::collections::BTreeMap;

use ascribe_model::RuleName;
use ascribe_nlp::{Sentence, Token, TokenId};
use ascribe_text::{Span, Text};

use super::trigger::Trigger;
use crate::reading::Reading;

/// A mark and the words it stands on.
#[derive(Clone)]
pub(super) struct Mark {
    pub(super) name: &'static str,
    pub(super) span: Span<Text>,
    pub(super) rule: RuleName,
}

/// The marks of each token of a sentence.
pub(super) struct Found(BTreeMap<TokenId, Vec<Mark>>);

pub(super) fn find(reading: Reading<'_>, sentence: Sentence<'_>) -> Found {
    let mut found: BTreeMap<TokenId, Vec<Mark>> = BTreeMap::new();
    for pattern in reading.knowledge.events.attributes.find(sentence) {
        let Some(token) = pattern.capture("trigger") else {
            continue;
        };
        let words = pattern.at.tokens().into_iter().map(Token::span);
        found.entry(token.id()).or_default().push(Mark {
            name: pattern.rule.gives.attribute,
            span: words.fold(token.span(), Span::hull),
            rule: pattern.rule.name.clone(),
        });
    }
    Found(found)
}

impl Found {
    /// The marks of the trigger's event.
    pub(super) fn of(&self, trigger: &Trigger<'_>) -> Vec<Mark> {
        let tokens = trigger.tokens.iter();
        let marks = tokens.filter_map(|token| self.0.get(&token.id()));
        marks.flatten().cloned().collect()
    }
}
