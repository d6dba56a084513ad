//! Who is said to have done it, or to have said so.
//!
//! "The army and the police" are two; "its fighters" are the body's; "we" are those who speak.

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{Attribution, EntityId, EntityKind, Mode};
use ascribe_nlp::Token;

use super::{Sources, head_of};
use crate::{entities, nouns, speakers};

/// One who is said to have done it.
#[derive(Clone, Copy)]
pub(super) struct Doer<'r> {
    /// `None` where the words say that nobody did.
    pub(super) entity: Option<EntityId>,
    /// The word for them; `None` where it goes without saying.
    pub(super) word: Option<Token<'r>>,
}

/// Those whom the words of a rule name, in the order of the text.
pub(super) fn all<'r>(
    fit: &Found<'r, ResponsibilityRule>,
    given: Mode,
    said: &Attribution,
    sources: Sources<'r>,
) -> Vec<Doer<'r>> {
    let Some(word) = fit.capture("actor") else {
        return unnamed(fit, given, said, sources).into_iter().collect();
    };
    let can_act = |entity: &EntityId| !fit.rule.gives.of_body || is_body(*entity, sources);
    let known = |word| {
        let entity = entity(word, given, said, sources).filter(can_act)?;
        Some(Doer {
            entity: Some(entity),
            word: Some(word),
        })
    };
    nouns::joined(word).into_iter().filter_map(known).collect()
}

/// Where the words name no actor: nobody, or the speaker's own side.
fn unnamed<'r>(
    fit: &Found<'r, ResponsibilityRule>,
    given: Mode,
    said: &Attribution,
    sources: Sources<'r>,
) -> Option<Doer<'r>> {
    let nobody = Doer {
        entity: None,
        word: None,
    };
    if fit.rule.gives.of_speaker {
        let source = head_of(*said.source.first()?, sources)?;
        return Some(Doer {
            entity: Some(speaking_body(said, sources)?),
            word: Some(source),
        });
    }
    (given == Mode::NoneClaimed).then_some(nobody)
}

/// Whom `word` means: the body for which a spokesman denies it, the one whose fighters did it, the
/// speaker where it is "we".
fn entity(
    word: Token<'_>,
    given: Mode,
    said: &Attribution,
    sources: Sources<'_>,
) -> Option<EntityId> {
    let Sources {
        entities, reading, ..
    } = sources;
    let speaks = matches!(given, Mode::Claimed | Mode::Denied | Mode::Disavowed);
    let body = || entities::spoken_for(word, entities, reading).filter(|_| speaks);
    let is_first = is_first_person(word, sources);
    let owned = || {
        word.children()
            .any(|child| child.dep() == "poss" && is_first_person(child, sources))
    };
    let speaker = || speaking_body(said, sources);
    let pointed =
        || speaker().filter(|_| is_first || given == Mode::Disavowed && word.pos() == "PRON");
    body()
        .or_else(|| speaker().filter(|_| owned()))
        .or_else(|| speakers::self_named(word, entities))
        .or_else(|| entities::body_of(word, entities, reading))
        .or_else(|| entities::mentioned_at(word.span(), entities))
        .or_else(pointed)
        .map(|entity| body_behind(entity, speaks, sources))
}

/// A spokesman who claims or denies does so for the body he is of.
fn body_behind(entity: EntityId, speaks: bool, sources: Sources<'_>) -> EntityId {
    let part_of = sources.entities[entity.index()].part_of;
    part_of
        .filter(|_| speaks && is_person(entity, sources))
        .unwrap_or(entity)
}

fn is_body(entity: EntityId, sources: Sources<'_>) -> bool {
    let kind = sources.entities[entity.index()].kind;
    !matches!(
        kind,
        EntityKind::Person | EntityKind::PlaceName | EntityKind::Media
    )
}

fn is_person(entity: EntityId, sources: Sources<'_>) -> bool {
    sources.entities[entity.index()].kind == EntityKind::Person
}

/// The body for which the source of an attribution speaks, or the source itself.
pub(super) fn speaking_body(said: &Attribution, sources: Sources<'_>) -> Option<EntityId> {
    let holder = said.holder.map(|holder| body_behind(holder, true, sources));
    spoken_for(said, sources).or(holder)
}

/// The body for which the source of an attribution speaks.
pub(super) fn spoken_for(said: &Attribution, sources: Sources<'_>) -> Option<EntityId> {
    let head = head_of(*said.source.first()?, sources)?;
    entities::spoken_for(head, sources.entities, sources.reading)
}

/// "we", "our".
pub(super) fn is_first_person(word: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    lexicons.contains("first_person", &word.text().to_lowercase())
}
