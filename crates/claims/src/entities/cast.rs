//! Which mentions are of the same entity.

use ascribe_model::{Entity, EntityId, EntityKind, Evidence, Mention, RuleName};

use super::seed::{How, Seed};
use crate::reading::Reading;

/// The entities so far.
#[derive(Default)]
pub(super) struct Cast {
    entities: Vec<Entity>,
    /// For each entity, the block of its last mention.
    last_block: Vec<Option<usize>>,
    /// For each entity, whether it is several: "fighters".
    several: Vec<bool>,
    /// The order in which entities were last spoken of: the last one is the nearest.
    recent: Vec<usize>,
}

impl Cast {
    /// Adds one mention, to an entity that is known or as a new one.
    pub(super) fn add(&mut self, seed: Seed<'_>, reading: Reading<'_>) {
        let block = reading.block_index(seed.span);
        let words = seed.span.slice(reading.text());
        let known = match seed.how {
            How::Named => self
                .by_actor(words, reading)
                .or_else(|| self.by_name(words, seed.kind)),
            How::Described if seed.head.dep() == "appos" => self.explained(&seed),
            How::Described if points_back(&seed) => self.nearest_named(&seed, block),
            How::Described => self.by_description(words),
            How::Pointed => self.pointed_to(&seed, block),
        };
        let index = match (known, seed.how) {
            (Some(index), _) => index,
            (None, How::Pointed) => return,
            (None, _) => self.create(&seed, full_name(words, reading)),
        };
        self.mention(index, &seed, words, block);
    }

    /// The entities in the order of first mention.
    pub(super) fn finish(self) -> Vec<Entity> {
        self.entities
    }

    fn create(&mut self, seed: &Seed<'_>, words: &str) -> usize {
        let by = RuleName::new(seed.rule);
        let cells = ["name", "kind"].map(|field| Evidence::new(field, seed.span, &by));
        self.entities.push(Entity {
            id: EntityId::new(self.entities.len()),
            kind: seed.kind,
            name: words.to_owned(),
            aliases: Vec::new(),
            role: None,
            part_of: None,
            mentions: Vec::new(),
            evidence: cells.to_vec(),
        });
        self.last_block.push(None);
        self.several
            .push(seed.how == How::Described && seed.head.tag().ends_with('S'));
        self.entities.len() - 1
    }

    fn mention(&mut self, index: usize, seed: &Seed<'_>, words: &str, block: Option<usize>) {
        let by = RuleName::new(seed.rule);
        let entity = &mut self.entities[index];
        entity.mentions.push(Mention {
            span: seed.span,
            named: seed.how == How::Named,
        });
        entity
            .evidence
            .push(Evidence::new("mentions", seed.span, &by));
        if entity.role.is_none() && seed.role.is_some() {
            entity.role = seed.role;
            entity.evidence.push(Evidence::new("role", seed.span, &by));
        }
        if seed.how == How::Named
            && entity.name != words
            && !entity.aliases.iter().any(|alias| alias == words)
        {
            entity.aliases.push(words.to_owned());
            entity
                .evidence
                .push(Evidence::new("aliases", seed.span, &by));
        }
        self.last_block[index] = block;
        self.recent.retain(|&other| other != index);
        self.recent.push(index);
    }

    /// The entity that the actor table calls by the same main name.
    fn by_actor(&self, words: &str, reading: Reading<'_>) -> Option<usize> {
        let actor = reading.knowledge.actors.get(words)?;
        self.entities
            .iter()
            .position(|entity| entity.name == actor.name)
    }

    fn by_name(&self, words: &str, kind: EntityKind) -> Option<usize> {
        self.entities.iter().position(|entity| {
            let is_named = entity.mentions.iter().any(|mention| mention.named);
            let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
            is_named && names.any(|name| is_same_name(name, words, can_shorten(entity.kind, kind)))
        })
    }

    fn by_description(&self, words: &str) -> Option<usize> {
        let is_same = |entity: &Entity| entity.name.eq_ignore_ascii_case(words);
        self.entities.iter().position(is_same)
    }

    /// The entity last spoken of in this block that a pronoun can mean.
    fn pointed_to(&self, seed: &Seed<'_>, block: Option<usize>) -> Option<usize> {
        let is_plural = seed.head.text().to_lowercase().starts_with("th");
        let fits = |index: usize| match self.entities[index].kind {
            EntityKind::Person => seed.kind == EntityKind::Person,
            EntityKind::PlaceName => false,
            EntityKind::People => is_plural,
            _ => seed.kind != EntityKind::Person && (is_plural || !self.several[index]),
        };
        let mut candidates = self.recent.iter().rev().copied();
        candidates.find(|&index| fits(index) && self.last_block[index] == block)
    }

    /// "The Red Banner, a militant group": what the description stands beside.
    fn explained(&self, seed: &Seed<'_>) -> Option<usize> {
        let name = seed.head.head().span();
        let is_there = |entity: &Entity| {
            entity
                .mentions
                .iter()
                .any(|mention| mention.span.overlaps(name))
        };
        self.entities.iter().position(is_there)
    }

    /// The body of a fitting kind last spoken of by name, in this block or else in the one before.
    fn nearest_named(&self, seed: &Seed<'_>, block: Option<usize>) -> Option<usize> {
        let is_near = |index: &usize| {
            let last = self.last_block[*index];
            last == block
                || last
                    .zip(block)
                    .is_some_and(|(last, block)| last + 1 == block)
        };
        let is_named = |index: &usize| {
            let entity = &self.entities[*index];
            may_be(entity.kind, seed.kind) && entity.mentions.iter().any(|mention| mention.named)
        };
        self.recent
            .iter()
            .rev()
            .copied()
            .filter(is_near)
            .find(is_named)
    }
}

/// "the group", "the militia": a definite word that says no more than the kind.
fn points_back(seed: &Seed<'_>) -> bool {
    let is_plain = seed.span == seed.head.span();
    let is_definite = seed.head.children().any(|child| {
        child.dep() == "det"
            && matches!(
                child.text().to_lowercase().as_str(),
                "the" | "this" | "that"
            )
    });
    let is_general = matches!(
        seed.head.lemma(),
        "group"
            | "movement"
            | "organisation"
            | "organization"
            | "militia"
            | "front"
            | "network"
            | "faction"
            | "company"
            | "party"
            | "agency"
            | "ministry"
    );
    is_plain && is_definite && is_general
}

/// Whether a description by a word of kind `described` can mean an entity of kind `known`.
fn may_be(known: EntityKind, described: EntityKind) -> bool {
    let is_open = matches!(known, EntityKind::Organisation | EntityKind::Other);
    known == described || is_open && is_body(described)
}

const fn is_body(kind: EntityKind) -> bool {
    !matches!(
        kind,
        EntityKind::Person | EntityKind::People | EntityKind::PlaceName
    )
}

/// The main name of a known actor; else the words themselves.
fn full_name<'w>(words: &'w str, reading: Reading<'w>) -> &'w str {
    reading
        .knowledge
        .actors
        .get(words)
        .map_or(words, |actor| actor.name.as_str())
}

/// Whether one may be called by the last word of the other's name: two persons, or two bodies. The
/// pipeline does not know every surname for one.
fn can_shorten(known: EntityKind, kind: EntityKind) -> bool {
    let is_other = |kind| matches!(kind, EntityKind::Other);
    match known {
        EntityKind::Person => kind == EntityKind::Person || is_other(kind),
        _ => is_body(known) && is_body(kind),
    }
}

fn is_same_name(known: &str, words: &str, can_shorten: bool) -> bool {
    known == words
        || can_shorten && is_surname(known, words)
        || is_acronym(known, words)
        || is_acronym(words, known)
}

/// Whether one of the names is the last word of the other: a surname, "the Column".
pub(super) fn is_surname(known: &str, words: &str) -> bool {
    let last = |name: &str, part: &str| {
        !part.contains(' ') && name.split_whitespace().next_back() == Some(part)
    };
    last(known, words) || last(words, known)
}

/// Whether `short` is made of the initials of `long`.
fn is_acronym(long: &str, short: &str) -> bool {
    let letters: String = short
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .collect();
    let initials: String = long
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .filter(|first| first.is_uppercase())
        .collect();
    letters.len() >= 2 && letters.chars().all(char::is_uppercase) && letters == initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_entity() {
        assert!(is_same_name("Ada Koren", "Koren", true));
        assert!(is_same_name("Front for Northern Unity", "FNU", false));
        assert!(!is_same_name("Northern Front", "Koren", true));
        assert!(!is_same_name("Ada Koren", "Front", false));
    }
}
