//! What a denial answers: "denied it", "rejected the charge".
//!
//! The event for which the one who denies was last blamed; or one whose doers are of the same side,
//! as soldiers are of the army. A denial of what somebody else is said to have done is none of
//! responsibility.

use ascribe_knowledge::ResponsibilityRule;
use ascribe_model::{EntityId, EntityKind, Event, EventId, Mode, ParticipantRole, Responsibility};
use ascribe_text::{Span, Text};

use super::Sources;
use super::actor::Doer;
use super::event::{self, Words};

/// The event that the words of a rule are about, given what was told before.
pub(super) fn event(
    words: Words<'_>,
    rule: ResponsibilityRule,
    doers: &[Doer<'_>],
    before: &[Responsibility],
    sources: Sources<'_>,
) -> Option<EventId> {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_charge = words.deed.is_none()
        && words
            .scope
            .is_some_and(|scope| lexicons.contains("accusation_nouns", scope.lemma()));
    if !rule.answers && !is_charge {
        return event::meant(words, sources);
    }
    let blamed = blamed(doers, before).or_else(|| of_own_side(words, doers, sources));
    blamed.or_else(|| event::meant(words, sources).filter(|_| !rule.answers))
}

/// The event for which one of them was last blamed.
fn blamed(doers: &[Doer<'_>], before: &[Responsibility]) -> Option<EventId> {
    let is_blamed = |one: &&Responsibility| {
        doers.iter().any(|doer| doer.entity == one.actor)
            && matches!(
                one.mode,
                Mode::Accused | Mode::Suspected | Mode::Reported | Mode::Claimed
            )
    };
    before
        .iter()
        .rev()
        .filter(is_blamed)
        .find_map(|one| one.event)
}

/// The event last told of before, if one of them or their own side did it.
fn of_own_side(words: Words<'_>, doers: &[Doer<'_>], sources: Sources<'_>) -> Option<EventId> {
    let last = event::last_told(words.cue, sources)?;
    let accused = last.participants.iter();
    let mut accused = accused.filter(|one| one.role == ParticipantRole::Perpetrator);
    let is_side = |entity: EntityId| {
        let denying = doers.iter().filter_map(|doer| doer.entity);
        denying
            .into_iter()
            .any(|denier| denier == entity || is_same_side(denier, entity, sources))
    };
    accused
        .any(|one| one.entity.is_some_and(is_side))
        .then_some(last.id)
}

/// "soldiers" and "the army", "troops" and "the government".
fn is_same_side(denier: EntityId, doer: EntityId, sources: Sources<'_>) -> bool {
    let entity = |id: EntityId| &sources.entities[id.index()];
    let is_state = |id: EntityId| {
        matches!(
            entity(id).kind,
            EntityKind::Forces | EntityKind::Government | EntityKind::Authority
        )
    };
    entity(doer).part_of == Some(denier) || is_state(denier) && is_state(doer)
}

/// Where an event is told of.
pub(super) fn mentions(event: &Event) -> impl Iterator<Item = Span<Text>> + '_ {
    std::iter::once(event.trigger).chain(event.mentions.iter().copied())
}
