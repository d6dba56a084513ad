//! The words that name events, and the type each is of.
//!
//! A word settles a type by itself ("assassination"), or a pattern does ("opened fire"); where
//! both speak, the pattern of the highest rank does. Two words of one clause that tell of one
//! event ("killed 40 in an attack") are one trigger.

use std::collections::BTreeMap;

use ascribe_knowledge::EventType;
use ascribe_model::RuleName;
use ascribe_nlp::{Sentence, Token, TokenId};

use crate::reading::Reading;

/// One or more words of a clause that name an event.
pub(super) struct Trigger<'r> {
    /// Invariant: at least one; the first is the one that names it best.
    pub(super) tokens: Vec<Token<'r>>,
    /// The type's identifier.
    pub(super) kind: String,
    /// The rule that settled the type.
    pub(super) rule: RuleName,
    rank: u32,
    /// Whether the word only points back to an event told before: "the violence".
    pub(super) only_points: bool,
}

impl<'r> Trigger<'r> {
    /// The word that names the event.
    pub(super) fn token(&self) -> Token<'r> {
        self.tokens[0]
    }

    /// How well the type is settled: patterns before words, finer types before families.
    pub(super) fn weight(&self) -> (u32, usize) {
        (self.rank, self.kind.matches('/').count())
    }
}

/// The triggers of a sentence, in the order of the text.
pub(super) fn find<'r>(reading: Reading<'r>, sentence: Sentence<'r>) -> Vec<Trigger<'r>> {
    let mut found: BTreeMap<TokenId, Trigger<'r>> = BTreeMap::new();
    for token in sentence.tokens() {
        if let Some(kind) = by_word(token, reading) {
            let rule = RuleName::new("event/word@1");
            found.insert(
                token.id(),
                Trigger {
                    tokens: vec![token],
                    kind: kind.id.clone(),
                    rule,
                    rank: 0,
                    only_points: false,
                },
            );
        }
    }
    let pointers = sentence
        .tokens()
        .filter(|token| points_back(*token, reading));
    for token in pointers {
        found.entry(token.id()).or_insert_with(|| Trigger {
            tokens: vec![token],
            kind: "violence".to_owned(),
            rule: RuleName::new("event/general-word@1"),
            rank: 0,
            only_points: true,
        });
    }
    let events = &reading.knowledge.events;
    for pattern in events.patterns.find(sentence) {
        let Some(token) = pattern.capture("trigger") else {
            continue;
        };
        let rank = pattern.rule.gives.rank;
        if found.get(&token.id()).is_none_or(|known| known.rank < rank) {
            let (kind, rule) = (pattern.rule.gives.kind.clone(), pattern.rule.name.clone());
            found.insert(
                token.id(),
                Trigger {
                    tokens: vec![token],
                    kind,
                    rule,
                    rank,
                    only_points: false,
                },
            );
        }
    }
    for lookalike in events.lookalikes.find(sentence) {
        if let Some(token) = lookalike.capture("trigger") {
            found.remove(&token.id());
        }
    }
    joined(found.into_values().collect())
}

/// "the incident", "this violence": a general word that says nothing new.
fn points_back(token: Token<'_>, reading: Reading<'_>) -> bool {
    let is_general = reading
        .knowledge
        .lexicons
        .contains("event_anaphors", &token.lemma().to_lowercase());
    let is_definite = token.children().any(|child| {
        child.dep() == "det"
            && ["the", "this", "that"].contains(&child.text().to_lowercase().as_str())
    });
    let is_bare = !token
        .children()
        .any(|child| matches!(child.dep(), "prep" | "acl" | "relcl" | "compound"));
    is_general && token.tag() == "NN" && is_definite && is_bare
}

fn by_word<'r>(token: Token<'_>, reading: Reading<'r>) -> Option<&'r EventType> {
    let events = &reading.knowledge.events;
    let lemma = token.lemma().to_lowercase();
    match token.pos() {
        "VERB" => events.of_verb(&lemma),
        "NOUN" | "PROPN" if token.entity_kind() != "PERSON" => events.of_noun(&lemma),
        _ => None,
    }
}

/// Makes one of triggers that tell of one event.
fn joined(triggers: Vec<Trigger<'_>>) -> Vec<Trigger<'_>> {
    let mut out: Vec<Trigger<'_>> = Vec::new();
    for trigger in triggers {
        let token = trigger.token();
        let same = out
            .iter_mut()
            .find(|other| other.tokens.iter().any(|one| is_one_event(*one, token)));
        match same {
            Some(other) => other.take(trigger),
            None => out.push(trigger),
        }
    }
    out
}

impl Trigger<'_> {
    /// Adds the words of `other`; the better-settled type stays, of equals the noun's.
    fn take(&mut self, mut other: Self) {
        let is_noun = |trigger: &Self| usize::from(trigger.token().pos() != "VERB");
        let merit = |trigger: &Self| (!trigger.only_points, trigger.weight(), is_noun(trigger));
        if merit(self) < merit(&other) {
            std::mem::swap(self, &mut other);
        }
        self.tokens.append(&mut other.tokens);
    }
}

fn is_one_event(one: Token<'_>, other: Token<'_>) -> bool {
    belongs_to(one, other) || belongs_to(other, one)
}

/// "killed in an *attack*", "the *attack* targeted", "an *attack* in which they killed",
/// "the blast, a suicide *attack*", "the blast was an *attack*".
fn belongs_to(noun: Token<'_>, other: Token<'_>) -> bool {
    if noun.pos() == "VERB" {
        return false;
    }
    let (above, is) = (noun.head(), |one: Token<'_>, two: Token<'_>| {
        one.id() == two.id()
    });
    let in_its_course = noun.dep() == "pobj"
        && ["in", "during", "by"].contains(&above.lemma())
        && is(above.head(), other);
    let acts =
        other.pos() == "VERB" && matches!(noun.dep(), "nsubj" | "nsubjpass") && is(above, other);
    let tells = other.dep() == "relcl" && is(other.head(), noun);
    let renames = noun.dep() == "appos" && is(above, other);
    let predicate = noun.dep() == "attr"
        && above.lemma() == "be"
        && is(other.head(), above)
        && other.dep() == "nsubj";
    let is_not = above.children().any(|child| child.dep() == "neg");
    in_its_course || acts || tells || renames || predicate && !is_not
}
