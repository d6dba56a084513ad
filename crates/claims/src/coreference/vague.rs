//! Nouns that are for a body only where it does something: "the party said", but not "both parties
//! to the talks", nor "to lay a foundation".
//!
//! Asked only of those who are new: "the group" after a name is that group wherever it stands.

use ascribe_nlp::Token;

use crate::entities::{How, Seed, is_agent, is_subject};
use crate::reading::Reading;

/// Words below a noun that are looked at.
const BELOW: usize = 8;

/// Whether `seed` speaks of no body in particular.
pub(super) fn is_vague(seed: &Seed<'_>, reading: Reading<'_>) -> bool {
    let lemma = seed.head.lemma().to_lowercase();
    let is_vague =
        seed.how == How::Described && reading.knowledge.lexicons.contains("vague_bodies", &lemma);
    is_vague && !is_somebody(seed.head, reading)
}

fn is_somebody(noun: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    let is = |list, token: Token<'_>| lexicons.contains(list, &token.lemma().to_lowercase());
    let acts = || is_subject(noun) && is("agent_verbs", noun.head());
    let says_what = |child: Token<'_>| {
        is("armed_modifiers", child)
            || is("civil_modifiers", child)
            || is("naming_verbs", child)
            || child.pos() == "PROPN"
            || child.dep() == "appos"
    };
    let is_met = || noun.dep() == "pobj" && is("foe_prepositions", noun.head());
    acts()
        || is_agent(noun)
        || noun.dep() == "appos"
        || noun.dep() == "poss"
        || is_met()
        || noun.children().take(BELOW).any(says_what)
}
