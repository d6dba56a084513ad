//! Who is said to have done it, or to have said so.
//!
//! "The army and the police" are two; "its fighters" are the body's; "we" are those who speak.

use ascribe_knowledge::{Found, ResponsibilityRule};
use ascribe_model::{Attribution, AttributionId, EntityId, EntityKind, Mode};
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
    let is_before = word.dep() == "compound";
    let rule = fit.rule.gives;
    let is_group = |entity: EntityId| sources.entities[entity.index()].kind == EntityKind::Group;
    let can_act = |entity: &EntityId| {
        (!rule.of_body || can_own_deeds(*entity, is_before, sources))
            && (!rule.of_group || is_group(*entity))
    };
    let known = |word| {
        let entity = entity(word, given, said, sources).filter(can_act)?;
        Some(Doer {
            entity: Some(entity),
            word: Some(word),
        })
    };
    named(word).into_iter().filter_map(known).collect()
}

/// Those whom a learned reader takes for the actors, or the speaker's own side.
pub(super) fn of_word<'r>(
    word: Token<'r>,
    given: Mode,
    said: &Attribution,
    sources: Sources<'r>,
) -> Vec<Doer<'r>> {
    let known = |word| {
        let entity = entity(word, given, said, sources)?;
        Some(Doer {
            entity: Some(entity),
            word: Some(word),
        })
    };
    named(word).into_iter().filter_map(known).collect()
}

/// Those whom a noun phrase lists: "the army and the police", "two groups, the Front and the Guard".
fn named(word: Token<'_>) -> Vec<Token<'_>> {
    let mut all = nouns::joined(antecedent(word));
    let beside = word.children().find(|child| child.dep() == "appos");
    let listed = beside.map(nouns::joined).unwrap_or_default();
    if listed.len() > 1 {
        all.retain(|one| one.tag() != "NNS");
        all.extend(listed);
    }
    all
}

/// The noun that "who" or "which" stands for; other words stand for themselves.
fn antecedent(word: Token<'_>) -> Token<'_> {
    let clause = word.ancestors().find(|above| above.dep() == "relcl");
    let is_relative = matches!(word.tag(), "WDT" | "WP");
    clause
        .filter(|_| is_relative)
        .map_or(word, |clause| clause.head())
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
        .or_else(|| owner(word, sources))
        .or_else(|| entities::mentioned_at(word.span(), entities))
        .or_else(pointed)
        .or_else(|| speaker_as_pronoun(word, said, sources))
        .map(|entity| body_behind(entity, speaks, sources))
}

/// "France denied that it did": the subject of what is said, where nothing nearer is known for it.
pub(super) fn speaker_as_pronoun(
    word: Token<'_>,
    said: &Attribution,
    sources: Sources<'_>,
) -> Option<EntityId> {
    let verb = word.head();
    let is_said =
        verb.dep() == "ccomp" && said.cue.iter().any(|cue| cue.contains(verb.head().span()));
    let is_subject = matches!(word.dep(), "nsubj" | "nsubjpass") && word.tag() == "PRP";
    speaking_body(said, sources).filter(|_| is_said && is_subject)
}

/// "its soldiers", "government warplanes": the body whose people or arms they are.
pub(super) fn owner(word: Token<'_>, sources: Sources<'_>) -> Option<EntityId> {
    let lexicons = &sources.reading.knowledge.lexicons;
    let lemma = word.lemma().to_lowercase();
    let is_arms = lexicons.contains("arms_of", &lemma);
    let is_people = lexicons.contains("members", &lemma);
    let owns = |child: &Token<'_>| {
        is_people && child.tag() == "PRP$"
            || is_arms && matches!(child.dep(), "poss" | "compound" | "amod" | "nmod")
    };
    let mut owners = word
        .children()
        .filter(owns)
        .filter_map(|owner| entities::mentioned_at(owner.span(), sources.entities));
    owners.find(|owner| can_own_deeds(*owner, false, sources))
}

/// A spokesman who claims or denies does so for the body he is of.
fn body_behind(entity: EntityId, speaks: bool, sources: Sources<'_>) -> EntityId {
    let part_of = sources.entities[entity.index()].part_of;
    part_of
        .filter(|_| speaks && is_person(entity, sources))
        .unwrap_or(entity)
}

/// Whether it is a body that can be a deed's doer where it stands beside it. What stands before the
/// noun ("the embassy attack") is as often the target, but for groups and forces.
fn can_own_deeds(entity: EntityId, is_before: bool, sources: Sources<'_>) -> bool {
    let kind = sources.entities[entity.index()].kind;
    let fights = matches!(kind, EntityKind::Group | EntityKind::Forces);
    let is_other = matches!(
        kind,
        EntityKind::Person | EntityKind::PlaceName | EntityKind::Media
    );
    fights || !is_before && !is_other
}

fn is_person(entity: EntityId, sources: Sources<'_>) -> bool {
    sources.entities[entity.index()].kind == EntityKind::Person
}

/// The body for which the source of an attribution speaks, or the source itself.
pub(super) fn speaking_body(said: &Attribution, sources: Sources<'_>) -> Option<EntityId> {
    let holder = said.holder.map(|holder| body_behind(holder, true, sources));
    let author = || sources.author.filter(|_| is_own_voice(said, sources));
    spoken_for(said, sources).or(holder).or_else(author)
}

/// The report's voice, and where it says of itself "we say".
pub(super) fn is_own_voice(said: &Attribution, sources: Sources<'_>) -> bool {
    let source = || head_of(*said.source.first()?, sources);
    said.id == AttributionId::NARRATION
        || said.parent == Some(AttributionId::NARRATION)
            && source().is_some_and(|word| is_first_person(word, sources))
}

/// The body for which the source of an attribution speaks.
pub(super) fn spoken_for(said: &Attribution, sources: Sources<'_>) -> Option<EntityId> {
    let head = head_of(*said.source.first()?, sources)?;
    entities::spoken_for(head, sources.entities, sources.reading)
}

/// "we", "our", but not "the US".
pub(super) fn is_first_person(word: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    word.pos() != "PROPN" && lexicons.contains("first_person", &word.text().to_lowercase())
}
