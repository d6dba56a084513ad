//! Who is judged: groups that fight, forces, governments; never a company or a club.
//!
//! A body counts where the report shows it in violence: by its name or the words for it, as a doer,
//! or as one whose fighters are spoken of. Knows one report.

use std::collections::BTreeSet;

use ascribe_knowledge::{Gender, Person};
use ascribe_model::{BlockKind, Entity, EntityId, EntityKind, Mention, Mode, ParticipantRole};
use ascribe_nlp::Token;

use super::Sources;
use crate::reading::Reading;
use crate::{clauses, entities, nouns};

/// Two names at the beginning of a sentence take no more tokens than these.
const NAMES_WITHIN: usize = 12;

/// Those whom a report can judge.
pub(crate) struct Armed {
    /// Those that the report shows in arms.
    armed: BTreeSet<EntityId>,
    /// These, and the other groups of a report that is about violence.
    groups: BTreeSet<EntityId>,
    /// Whether the report tells of violence at all.
    is_about_violence: bool,
}

impl Armed {
    pub(crate) fn of(sources: Sources<'_>) -> Self {
        let by_name = sources
            .entities
            .iter()
            .filter(|one| is_named_so(one, sources.reading))
            .map(|one| one.id);
        let armed: BTreeSet<EntityId> = deeds(sources).into_iter().chain(by_name).collect();
        let is_about_violence = !armed.is_empty() || !sources.events.is_empty();
        let has_forces = sources
            .entities
            .iter()
            .any(|one| one.kind == EntityKind::Forces);
        let joins = |one: &&Entity| match one.kind {
            EntityKind::Group => {
                (is_about_violence || has_forces)
                    && (is_named(one) || is_about_violence && is_called_group(one, sources.reading))
            }
            EntityKind::Organisation | EntityKind::Other => {
                is_about_violence && is_called_group(one, sources.reading)
            }
            _ => false,
        };
        let others = sources.entities.iter().filter(joins).map(|one| one.id);
        Self {
            groups: armed.iter().copied().chain(others).collect(),
            armed,
            is_about_violence: is_about_violence || has_forces,
        }
    }

    /// As what an entity is judged, where it can be.
    pub(crate) fn kind(&self, entity: &Entity) -> Option<EntityKind> {
        match entity.kind {
            EntityKind::Group | EntityKind::Organisation | EntityKind::Other => self
                .groups
                .contains(&entity.id)
                .then_some(EntityKind::Group),
            kind @ (EntityKind::Forces | EntityKind::Government) => {
                self.is_about_violence.then_some(kind)
            }
            _ => None,
        }
    }

    /// Whether the report shows it in arms, and it is no state's.
    pub(crate) fn fights(&self, entity: &Entity) -> bool {
        self.armed.contains(&entity.id) && self.kind(entity) == Some(EntityKind::Group)
    }
}

/// Those who did something violent or are said to have.
fn deeds(sources: Sources<'_>) -> Vec<EntityId> {
    let doers = sources
        .events
        .iter()
        .flat_map(|event| &event.participants)
        .filter(|one| one.role == ParticipantRole::Perpetrator)
        .filter_map(|one| one.entity);
    let named = sources
        .responsibilities
        .iter()
        .filter(|one| one.mode != Mode::NoneClaimed)
        .filter_map(|one| one.actor);
    doers.chain(named).collect()
}

/// What may turn out to be a group; never a state's.
fn is_body(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::Group | EntityKind::Organisation | EntityKind::Other
    )
}

fn is_named(entity: &Entity) -> bool {
    entity.mentions.iter().any(|mention| mention.named)
}

/// Whether the report also calls it "the group".
fn is_called_group(entity: &Entity, reading: Reading<'_>) -> bool {
    let described = entity.mentions.iter().filter(|mention| !mention.named);
    let mut words = described.flat_map(|mention| reading.doc.tokens_in(mention.span));
    words.any(|token| {
        let body = reading.knowledge.roles.body(&token.lemma().to_lowercase());
        body.is_some_and(|body| body.kind == EntityKind::Group)
    })
}

/// Whether the words for it are those of people in arms: "rebels", "the Harrow militia", "fighters
/// of the Crescent", "the Crescent's fighters"; or the tables know it as a group.
fn is_named_so(entity: &Entity, reading: Reading<'_>) -> bool {
    let is_known = || {
        let actor = reading.knowledge.actors.get(&entity.name);
        actor.is_some_and(|actor| actor.kind == EntityKind::Group)
    };
    let is_body = matches!(entity.kind, EntityKind::Group | EntityKind::Organisation);
    is_body
        && (is_known()
            || entity.mentions.iter().any(|mention| {
                let mut tokens = reading.doc.tokens_in(mention.span);
                tokens.any(|token| {
                    is_armed(token, reading)
                        || owns_armed(token, reading)
                        || mention.named && is_part_of_name(token, reading)
                })
            }))
}

/// A word that only groups in arms bear in their names: "Liberation".
fn is_part_of_name(token: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    words.contains("armed_names", &token.text().to_lowercase())
}

fn is_armed(token: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    words.contains("armed_words", &token.lemma().to_lowercase())
}

/// "its fighters", "fighters of the Crescent", "Crescent fighters"
fn owns_armed(token: Token<'_>, reading: Reading<'_>) -> bool {
    let head = match token.dep() {
        "pobj" if token.head().lemma() == "of" => token.head().head(),
        "poss" | "compound" | "nmod" => token.head(),
        _ => return false,
    };
    is_armed(head, reading)
}

/// Everybody of whom `word` speaks who can be judged, with the words that name them.
pub(super) fn judged<'r>(
    word: Token<'r>,
    of: &[EntityKind],
    armed: &Armed,
    sources: Sources<'r>,
) -> Vec<(EntityId, Token<'r>)> {
    let mut found: Vec<(EntityId, Token<'r>)> = Vec::new();
    let meant = nouns::joined(clauses::noun_meant(word))
        .into_iter()
        .filter_map(|one| pointed_to(one, armed, sources).or_else(|| meant(one, sources)));
    for (entity, token) in meant.chain(named_before(word, sources)) {
        let kind = armed.kind(&sources.entities[entity.index()]);
        let is_new = !found.iter().any(|(known, _)| *known == entity);
        if is_new && kind.is_some_and(|kind| of.contains(&kind)) {
            found.push((entity, token));
        }
    }
    found
}

/// The group that a judgement which names nobody is about: the last in arms that its paragraph names
/// before it, else the one that the report names most.
pub(super) fn implied<'r>(
    cue: Token<'r>,
    armed: &Armed,
    sources: Sources<'r>,
) -> Option<(EntityId, Token<'r>)> {
    let reading = sources.reading;
    let block = reading.block_index(cue.span());
    let groups = sources.entities.iter();
    let groups = groups.filter(|one| armed.kind(one) == Some(EntityKind::Group) && is_named(one));
    let last = |entity: &Entity| {
        let before = entity
            .mentions
            .partition_point(|mention| mention.span.start() < cue.span().start());
        let last = entity.mentions[..before].last()?;
        let is_near = reading.block_index(last.span) == block;
        Some((
            is_near.then_some(last.span.start()),
            before,
            entity.id,
            last.span,
        ))
    };
    let (_, _, entity, span) = groups.filter_map(last).max()?;
    let word = reading.doc.tokens_in(span).next_back()?;
    Some((entity, word))
}

/// Whom "they" means in an answer of an interview, and "the group" in a report, where nothing else
/// tells: the one group in arms that the report names.
fn pointed_to<'r>(
    word: Token<'r>,
    armed: &Armed,
    sources: Sources<'r>,
) -> Option<(EntityId, Token<'r>)> {
    let known = entities::mentioned_at(word.span(), sources.entities);
    let known = known.map(|known| &sources.entities[known.index()]);
    if known.is_some_and(is_named) {
        return None;
    }
    let words = &sources.reading.knowledge.lexicons;
    let is_plural = || words.contains("plural_pronouns", &word.text().to_lowercase());
    if known.is_none()
        && let Some(group) = only_group_before(word, armed, sources)
    {
        return Some((group, word));
    }
    let points = match known {
        None => is_plural() && is_answer(word, sources.reading),
        Some(entity) => {
            is_body(entity.kind)
                && words.contains("general_bodies", &entity.name.to_lowercase())
                && (word.tag().starts_with("PRP") || is_definite(word, sources.reading))
        }
    };
    points
        .then(|| implied(word, armed, sources))?
        .map(|(entity, _)| (entity, word))
}

/// Whom an "it" or "they" means that nothing else resolves: the only body or people spoken of before
/// it in its sentence and the one before, where that is a group in arms. Towns have neither men nor
/// morale.
fn only_group_before(word: Token<'_>, armed: &Armed, sources: Sources<'_>) -> Option<EntityId> {
    let pronoun = sources
        .reading
        .knowledge
        .pronouns
        .get(&word.text().to_lowercase())?;
    let is_open = pronoun.person == Person::Third
        && !matches!(pronoun.gender, Some(Gender::Female | Gender::Male));
    let sentence = word.sentence();
    let start = match sentence.tokens().next().and_then(Token::previous) {
        Some(last) => last.sentence().span().start(),
        None => sentence.span().start(),
    };
    let is_before = |entity: &&Entity| {
        let end = |mention: &Mention| mention.span.start() < word.span().start();
        let before = entity.mentions.partition_point(end);
        let last = entity.mentions[..before].last();
        last.is_some_and(|last| start <= last.span.start())
            && !matches!(entity.kind, EntityKind::Person | EntityKind::PlaceName)
    };
    let mut spoken_of = sources.entities.iter().filter(is_before);
    let only = spoken_of
        .next()
        .filter(|_| is_open && spoken_of.next().is_none())?;
    armed.fights(only).then_some(only.id)
}

/// "the group": nothing but a word that points stands before it, and nothing after it says of whom.
fn is_definite(noun: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    let mut before = noun.children().take_while(|child| child.id() < noun.id());
    let points =
        |child: Token<'_>| words.contains("definite_determiners", &child.text().to_lowercase());
    let is_whole = !noun.children().any(|child| child.lemma() == "of");
    is_whole && noun.children().next().is_some() && before.all(points)
}

fn is_answer(word: Token<'_>, reading: Reading<'_>) -> bool {
    let block = reading.block_index(word.span());
    let block = block.and_then(|index| reading.report.blocks.get(index));
    block.is_some_and(|block| matches!(block.kind, BlockKind::Answer | BlockKind::Question))
}

/// The first of two names that begin a sentence, where the tree has torn them apart: "IS and IS-K
/// are ...".
fn named_before<'r>(word: Token<'r>, sources: Sources<'r>) -> Option<(EntityId, Token<'r>)> {
    let opening = word.sentence().token_range().start;
    if NAMES_WITHIN < word.id().index() - opening.index() {
        return None;
    }
    let name = entities::widened(word.span(), sources.entities);
    let first = sources.reading.doc.tokens_in(name).next()?;
    let and = first.previous().filter(|and| and.tag() == "CC")?;
    let other = and.previous()?;
    let whole = entities::widened(other.span(), sources.entities);
    let before = word.sentence().tokens();
    let mut before = before.take_while(|token| token.span().end() <= whole.start());
    let opens = before.all(|token| !token.text().contains(char::is_alphanumeric));
    let entity = entities::mentioned_at(other.span(), sources.entities)?;
    (opens && is_named(&sources.entities[entity.index()])).then_some((entity, other))
}

/// The entity that `word` names, or the body of which it is a part: "the leadership of the front".
pub(super) fn meant<'r>(word: Token<'r>, sources: Sources<'r>) -> Option<(EntityId, Token<'r>)> {
    let is_part = sources
        .reading
        .knowledge
        .lexicons
        .contains("group_parts", &word.lemma().to_lowercase());
    let own = || {
        let own = entities::mentioned_at(word.span(), sources.entities);
        own.map(|entity| (entity, word))
    };
    if is_part {
        owner(word, sources).or_else(own)
    } else {
        own().or_else(|| name_of(word, sources))
    }
}

/// The name that stands right before a word for what it is: "the Hill Guard militia".
fn name_of<'r>(word: Token<'r>, sources: Sources<'r>) -> Option<(EntityId, Token<'r>)> {
    let beside = word.children().filter(|child| child.dep() == "compound");
    let named = |token: Token<'r>| {
        let entity = entities::mentioned_at(token.span(), sources.entities)?;
        sources
            .reading
            .knowledge
            .roles
            .body(&word.lemma().to_lowercase())?;
        Some((entity, token))
    };
    beside.filter_map(named).next()
}

/// The body that stands as owner, modifier or after "of" beside `part`.
fn owner<'r>(part: Token<'r>, sources: Sources<'r>) -> Option<(EntityId, Token<'r>)> {
    let of = part
        .children()
        .filter(|child| child.lemma() == "of")
        .flat_map(Token::children);
    let beside = part
        .children()
        .filter(|child| matches!(child.dep(), "poss" | "compound" | "nmod" | "amod"));
    let mut owners = beside.chain(of).filter_map(|token| {
        Some((
            entities::mentioned_at(token.span(), sources.entities)?,
            token,
        ))
    });
    owners.find(|(entity, _)| {
        let entity = &sources.entities[entity.index()];
        !matches!(
            entity.kind,
            EntityKind::Person | EntityKind::People | EntityKind::PlaceName
        )
    })
}
