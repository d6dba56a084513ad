//! In what way a holder speaks of responsibility: the same words are a claim in the doer's mouth,
//! an accusation or a report in another's.

use ascribe_knowledge::ResponsibilityRule;
use ascribe_model::{Attribution, AttributionId, Commitment, EntityId, Factuality, Mode, Stance};
use ascribe_nlp::Token;

use super::{Sources, head_of};
use crate::entities;
use crate::reading::Reading;

/// Words that say who did it.
#[derive(Clone, Copy)]
pub(super) struct Saying<'r> {
    pub(super) rule: ResponsibilityRule,
    pub(super) actor: Option<EntityId>,
    /// The word for the actor.
    pub(super) word: Option<Token<'r>>,
    pub(super) cue: Token<'r>,
}

/// The mode as the holder makes it.
pub(super) fn of(saying: Saying<'_>, holder: &Attribution, sources: Sources<'_>) -> Mode {
    let own_side = is_own_side(saying, holder, sources);
    let is_narration = holder.id == AttributionId::NARRATION;
    let denies = holder.stance == Stance::Denies;
    let hedged = holder.stance == Stance::Suspects || is_hedged(saying, sources.reading);
    match saying.rule.mode {
        Mode::Denied if !own_side => Mode::Cleared,
        Mode::Reported if own_side && denies => Mode::Denied,
        Mode::Reported if own_side => Mode::Claimed,
        Mode::Reported if denies => Mode::Cleared,
        Mode::Reported | Mode::Accused if hedged => Mode::Suspected,
        Mode::Reported if saying.rule.names_doer && !is_narration => Mode::Accused,
        given => given,
    }
}

/// Whether the holder is the actor, or one who speaks for it.
fn is_own_side(saying: Saying<'_>, holder: &Attribution, sources: Sources<'_>) -> bool {
    let is_actor = |entity: Option<EntityId>| entity.is_some() && entity == saying.actor;
    is_actor(holder.holder)
        || is_actor(spoken_for(holder, sources))
        || saying.word.is_some_and(is_first_person)
}

/// The body for which the source of an attribution speaks.
pub(super) fn spoken_for(said: &Attribution, sources: Sources<'_>) -> Option<EntityId> {
    let head = head_of(*said.source.first()?, sources)?;
    entities::spoken_for(head, sources.entities, sources.reading)
}

pub(super) fn is_first_person(word: Token<'_>) -> bool {
    matches!(
        word.text().to_lowercase().as_str(),
        "we" | "i" | "us" | "our"
    )
}

/// "suspected rebels", "were probably behind".
fn is_hedged(saying: Saying<'_>, reading: Reading<'_>) -> bool {
    let is_hedge = |token: Token<'_>| {
        reading
            .knowledge
            .lexicons
            .contains("hedges", &token.text().to_lowercase())
    };
    saying.cue.children().any(is_hedge)
        || saying
            .word
            .is_some_and(|word| word.children().any(is_hedge))
}

pub(super) const fn stance(mode: Mode) -> Stance {
    match mode {
        Mode::Claimed => Stance::Claims,
        Mode::Denied | Mode::Cleared | Mode::Disavowed => Stance::Denies,
        Mode::Accused | Mode::FalseFlag => Stance::Accuses,
        Mode::Suspected => Stance::Suspects,
        Mode::Reported | Mode::NoneClaimed => Stance::Asserts,
    }
}

pub(super) const fn factuality(mode: Mode) -> Factuality {
    match mode {
        Mode::Denied | Mode::Cleared | Mode::Disavowed => Factuality::DENIED,
        Mode::Suspected => Factuality {
            commitment: Commitment::Probable,
            positive: true,
        },
        Mode::NoneClaimed => Factuality::UNKNOWN,
        Mode::Claimed | Mode::Accused | Mode::Reported | Mode::FalseFlag => Factuality::CERTAIN,
    }
}
