//! The words that name events, and the type each is of.
//!
//! A word settles a type by itself ("assassination"), or a pattern does ("opened fire"); where
//! both speak, the pattern of the highest rank does. Two words of one clause that tell of one
//! event ("killed 40 in an attack") are one trigger.

use std::collections::BTreeMap;

use ascribe_knowledge::EventType;
use ascribe_model::RuleName;
use ascribe_nlp::{Sentence, Token, TokenId};

use super::{covers, learned};
use crate::reading::Reading;

/// A pattern of this rank is surer of its event than a rule for lookalikes.
pub(super) const SURE: u32 = 5;

/// One or more words of a clause that name an event.
pub(super) struct Trigger<'r> {
    /// Invariant: at least one; the first is the one that names it best.
    pub(super) tokens: Vec<Token<'r>>,
    /// The type's identifier.
    pub(super) kind: String,
    /// The rule that settled the type.
    pub(super) rule: RuleName,
    pub(super) rank: u32,
    /// How sure it is that the word names an event, from 0 to 1.
    pub(super) score: f32,
    /// Whether the word is one for events of any type of its kin: "attack".
    is_general: bool,
    /// Whether the word only points back to an event told before: "the violence".
    pub(super) only_points: bool,
}

impl<'r> Trigger<'r> {
    pub(super) fn new(token: Token<'r>, kind: String, rule: RuleName, rank: u32) -> Self {
        Self {
            tokens: vec![token],
            kind,
            rule,
            rank,
            score: 1.0,
            is_general: false,
            only_points: false,
        }
    }

    /// The same, less sure.
    pub(super) fn scored(self, score: f32) -> Self {
        Self { score, ..self }
    }

    /// The word that names the event.
    pub(super) fn token(&self) -> Token<'r> {
        self.tokens[0]
    }

    /// The words that tell of the deed itself, without those for its aim.
    pub(super) fn deeds(&self) -> impl Iterator<Item = Token<'r>> + '_ {
        let is_aim = |one: &Token<'r>| self.tokens.iter().any(|other| is_aim_of(*one, *other));
        let tokens = self.tokens.iter().copied();
        tokens.filter(move |one| !is_aim(one))
    }

    /// How well the type is settled: patterns before words, words of one meaning before general
    /// ones, finer types before families.
    pub(super) fn weight(&self) -> (u32, bool, usize) {
        (self.rank, !self.is_general, self.kind.matches('/').count())
    }
}

/// The triggers of a sentence, in the order of the text.
pub(super) fn find<'r>(reading: Reading<'r>, sentence: Sentence<'r>) -> Vec<Trigger<'r>> {
    let mut found: BTreeMap<TokenId, Trigger<'r>> = BTreeMap::new();
    for token in sentence.tokens() {
        if let Some(kind) = by_word(token, reading) {
            let rule = RuleName::new("event/word@1");
            let kindred = &reading.knowledge.events.kindred;
            let trigger = Trigger {
                is_general: kindred.is_general_for(&token.lemma().to_lowercase(), &kind.id),
                ..Trigger::new(token, kind.id.clone(), rule, 0)
            };
            found.insert(token.id(), trigger);
        }
    }
    for token in sentence.tokens() {
        let Some(kind) = pointed_at(token, reading) else {
            continue;
        };
        found.entry(token.id()).or_insert_with(|| Trigger {
            only_points: true,
            ..Trigger::new(token, kind, RuleName::new("event/general-word@1"), 0)
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
            found.insert(token.id(), Trigger::new(token, kind, rule, rank));
        }
    }
    for lookalike in events.lookalikes.find(sentence) {
        let Some(token) = lookalike.capture("trigger") else {
            continue;
        };
        if found
            .get(&token.id())
            .is_some_and(|trigger| trigger.rank < SURE)
        {
            found.remove(&token.id());
        }
    }
    learned::settle(&mut found, sentence, reading);
    joined(found.into_values().collect(), reading)
}

/// "the incident", "this violence": a general word that says nothing new; the type it points at.
fn pointed_at(token: Token<'_>, reading: Reading<'_>) -> Option<String> {
    let kindred = &reading.knowledge.events.kindred;
    let kind = kindred.general_kind(&token.lemma().to_lowercase())?;
    let is_definite = token
        .children()
        .any(|child| is_word(child, "det", "definite_determiners", reading));
    let is_bare = !token
        .children()
        .any(|child| matches!(child.dep(), "prep" | "acl" | "relcl" | "compound"));
    (token.tag() == "NN" && is_definite && is_bare).then(|| kind.to_owned())
}

/// Whether the token stands in that relation and is a word of that list.
pub(super) fn is_word(token: Token<'_>, dep: &str, list: &str, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    token.dep() == dep && lexicons.contains(list, &token.text().to_lowercase())
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

/// Makes one of triggers that tell of one event. Such words lie close in the tree, so that only
/// those that stand near each other are compared.
fn joined<'r>(triggers: Vec<Trigger<'r>>, reading: Reading<'r>) -> Vec<Trigger<'r>> {
    const NEAR: usize = 12;
    let mut out: Vec<Trigger<'_>> = Vec::new();
    for trigger in triggers {
        let token = trigger.token();
        let first = out.len().saturating_sub(NEAR);
        let kindred = &reading.knowledge.events.kindred;
        let same = out[first..].iter_mut().find(|other| {
            let can_be = covers(&other.kind, &trigger.kind)
                || covers(&trigger.kind, &other.kind)
                || kindred.are_kin(&other.kind, &trigger.kind);
            let mut tokens = other.tokens.iter().take(NEAR);
            let is_aim = is_aim_of(token, other.token()) && other.kind == trigger.kind;
            is_aim || can_be && tokens.any(|one| is_one_event(*one, token, reading))
        });
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

fn is_one_event(one: Token<'_>, other: Token<'_>, reading: Reading<'_>) -> bool {
    belongs_to(one, other, reading) || belongs_to(other, one, reading)
}

/// "fired tear gas to *disperse* them": the aim of a deed of the same kind is no second one.
fn is_aim_of(aim: Token<'_>, deed: Token<'_>) -> bool {
    matches!(aim.dep(), "advcl" | "xcomp") && aim.tag() == "VB" && aim.head().id() == deed.id()
}

/// "killed in an *attack*", "the *attack* targeted", "an *attack* in which they killed",
/// "the blast, a suicide *attack*", "the blast was an *attack*".
fn belongs_to(noun: Token<'_>, other: Token<'_>, reading: Reading<'_>) -> bool {
    if noun.pos() == "VERB" {
        return false;
    }
    let (above, is) = (noun.head(), |one: Token<'_>, two: Token<'_>| {
        one.id() == two.id()
    });
    let in_its_course =
        noun.dep() == "pobj" && is_course(above, reading) && is(above.head(), other);
    let acts =
        other.pos() == "VERB" && matches!(noun.dep(), "nsubj" | "nsubjpass") && is(above, other);
    let tells = other.dep() == "relcl" && is(other.head(), noun) || is_when_of(other, noun);
    let renames = noun.dep() == "appos" && is(above, other);
    let predicate = noun.dep() == "attr"
        && above.pos() == "AUX"
        && is(other.head(), above)
        && other.dep() == "nsubj";
    let is_not = above.children().any(|child| child.dep() == "neg");
    in_its_course || acts || tells || renames || predicate && !is_not
}

/// "survived an *attack* in 2029, when a grenade was *thrown*".
fn is_when_of(clause: Token<'_>, noun: Token<'_>) -> bool {
    let is_when = clause
        .children()
        .any(|child| child.dep() == "advmod" && child.tag() == "WRB");
    let is_below = |token: Token<'_>| {
        token
            .ancestors()
            .take(2)
            .any(|above| above.id() == noun.id())
    };
    let below_verb = |token: Token<'_>| {
        let mut above = std::iter::once(token).chain(token.ancestors().take(2));
        noun.dep() == "dobj" && above.any(|one| one.id() == noun.head().id())
    };
    let beside = below_verb(clause.head());
    let is_after = noun.id() < clause.id();
    is_when
        && is_after
        && matches!(clause.dep(), "relcl" | "advcl")
        && (beside || is_below(clause.head()))
}

/// "*in* an attack", "*during* the raid".
pub(super) fn is_course(preposition: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    lexicons.contains("course_prepositions", &preposition.text().to_lowercase())
}
