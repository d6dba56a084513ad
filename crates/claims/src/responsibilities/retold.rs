//! Who did it, where an event is told again: "Soldiers burned the mill. A witness said the soldiers
//! had burned it at night."
//!
//! Another voice that tells of the event with the doer beside it tells who did it too. Knows the
//! places where one event is mentioned.

use ascribe_model::{Event, Participant, ParticipantRole};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Sources;
use super::answer::mentions;
use super::done::perpetrators;
use crate::entities;

/// Verbs above one that shares their subject at most.
const VERBS: usize = 4;

/// The doers that stand beside a mention of the event, each with the words of the mention.
pub(super) fn all(event: &Event, sources: Sources<'_>) -> Vec<(Span<Text>, Participant)> {
    let known: Vec<_> = perpetrators(event).filter_map(|one| one.entity).collect();
    let one = |span: Span<Text>| {
        let word = doer(sources.reading.token_at(span.start())?)?;
        let entity = entities::mentioned_at(word.span(), sources.entities)?;
        let again = Participant {
            role: ParticipantRole::Perpetrator,
            entity: Some(entity),
            span: word.span(),
        };
        known.contains(&entity).then_some((span, again))
    };
    mentions(event).filter_map(one).collect()
}

/// The subject of an active verb, or the agent of a passive one.
fn doer<'r>(told: Token<'r>) -> Option<Token<'r>> {
    if told.pos() != "VERB" || told.children().any(|child| child.dep() == "neg") {
        return None;
    }
    if child(told, "auxpass").is_some() {
        return child(told, "agent").and_then(|by| child(by, "pobj"));
    }
    let shares = |verb: &Token<'r>| verb.dep() == "conj" && child(*verb, "nsubj").is_none();
    let up = std::iter::successors(Some(told), |verb| shares(verb).then(|| verb.head()));
    let mut subjects = up.take(VERBS).filter_map(|verb| child(verb, "nsubj"));
    subjects.next()
}

fn child<'r>(verb: Token<'r>, dep: &str) -> Option<Token<'r>> {
    verb.children().find(|child| child.dep() == dep)
}
