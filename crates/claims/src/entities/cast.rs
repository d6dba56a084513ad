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
    /// The order in which entities were last spoken of: the last one is the nearest.
    recent: Vec<usize>,
}

impl Cast {
    /// Adds one mention, to an entity that is known or as a new one.
    pub(super) fn add(&mut self, seed: Seed<'_>, reading: Reading<'_>) {
        let block = reading.block_index(seed.span);
        let words = seed.span.slice(reading.text());
        let known = match seed.how {
            How::Named => self.by_name(words, seed.kind),
            How::Described if points_back(&seed) => self.nearest(|kind| is_body(kind), block),
            How::Described => self.by_description(words),
            How::Pointed => self.pointed_to(&seed, block),
        };
        let index = match (known, seed.how) {
            (Some(index), _) => index,
            (None, How::Pointed) => return,
            (None, _) => self.create(&seed, words),
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
        self.entities.len() - 1
    }

    fn mention(&mut self, index: usize, seed: &Seed<'_>, words: &str, block: Option<usize>) {
        let by = RuleName::new(seed.rule);
        let entity = &mut self.entities[index];
        entity.mentions.push(Mention { span: seed.span, named: seed.how == How::Named });
        entity.evidence.push(Evidence::new("mentions", seed.span, &by));
        if entity.role.is_none() && seed.role.is_some() {
            entity.role = seed.role;
            entity.evidence.push(Evidence::new("role", seed.span, &by));
        }
        if seed.how == How::Named && entity.name != words && !entity.aliases.iter().any(|alias| alias == words) {
            entity.aliases.push(words.to_owned());
            entity.evidence.push(Evidence::new("aliases", seed.span, &by));
        }
        self.last_block[index] = block;
        self.recent.retain(|&other| other != index);
        self.recent.push(index);
    }

    fn by_name(&self, words: &str, kind: EntityKind) -> Option<usize> {
        self.entities.iter().position(|entity| {
            let is_named = entity.mentions.iter().any(|mention| mention.named);
            let mut names = std::iter::once(&entity.name).chain(&entity.aliases);
            is_named && names.any(|name| is_same_name(name, words, entity.kind == EntityKind::Person && kind == EntityKind::Person))
        })
    }

    fn by_description(&self, words: &str) -> Option<usize> {
        let is_same = |entity: &Entity| entity.name.eq_ignore_ascii_case(words);
        self.entities.iter().position(is_same)
    }

    fn pointed_to(&self, seed: &Seed<'_>, block: Option<usize>) -> Option<usize> {
        if seed.kind == EntityKind::Person {
            return self.nearest(|kind| kind == EntityKind::Person, block);
        }
        let is_plural = seed.head.text().to_lowercase().starts_with("th");
        self.nearest(|kind| is_body(kind) || is_plural && kind == EntityKind::People, block)
    }

    /// The entity last spoken of in this block whose kind fits.
    fn nearest(&self, fits: impl Fn(EntityKind) -> bool, block: Option<usize>) -> Option<usize> {
        let mut candidates = self.recent.iter().rev().copied();
        candidates.find(|&index| fits(self.entities[index].kind) && self.last_block[index] == block)
    }
}

/// "the group", "the militia": a definite word that says no more than the kind.
fn points_back(seed: &Seed<'_>) -> bool {
    let is_plain = seed.span == seed.head.span();
    let is_definite = seed.head.children().any(|child| child.dep() == "det" && matches!(child.text().to_lowercase().as_str(), "the" | "this" | "that"));
    let is_general = matches!(
        seed.head.lemma(),
        "group" | "movement" | "organisation" | "organization" | "militia" | "front" | "network" | "faction" | "company" | "party" | "agency" | "ministry"
    );
    is_plain && is_definite && is_general
}

const fn is_body(kind: EntityKind) -> bool {
    !matches!(kind, EntityKind::Person | EntityKind::People | EntityKind::PlaceName)
}

fn is_same_name(known: &str, words: &str, persons: bool) -> bool {
    known == words || persons && is_surname(known, words) || is_acronym(known, words) || is_acronym(words, known)
}

/// Whether one of the names is the last word of the other.
fn is_surname(known: &str, words: &str) -> bool {
    let last = |name: &str, part: &str| !part.contains(' ') && name.split_whitespace().next_back() == Some(part);
    last(known, words) || last(words, known)
}

/// Whether `short` is made of the initials of `long`.
fn is_acronym(long: &str, short: &str) -> bool {
    let letters: String = short.chars().filter(|letter| letter.is_alphanumeric()).collect();
    let initials: String = long.split([' ', '-']).filter_map(|word| word.chars().next()).filter(|first| first.is_uppercase()).collect();
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
