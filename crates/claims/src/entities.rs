//! Who is spoken of: names, descriptions ("the army", "rebels") and words that point to them.
//!
//! First version: names as the pipeline finds them, descriptions by the words of
//! `data/lang/en/roles.toml`; coreference by equal names, surnames, acronyms, and for "the group"
//! and pronouns the nearest earlier entity of a fitting kind in the same block.
//!
//! Knows one report. Unnamed persons ("a spokesman") are no entities: they are words with a role.

mod cast;
mod seed;
mod speaker;

use ascribe_model::{Entity, EntityId, Place};
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use cast::Cast;

pub(crate) use speaker::{Speaker, body_of, speaker, spoken_for};

/// Every entity, in the order of first mention. What names one of the `places` speaks for nobody
/// else.
pub(crate) fn find(reading: Reading<'_>, places: &[Place]) -> Vec<Entity> {
    let mut cast = Cast::default();
    for sentence in reading.sentences() {
        for seed in seed::seeds(sentence, reading, places) {
            cast.add(seed, reading);
        }
    }
    cast.finish()
}

/// The entity that is called `words`, or by a name that ends in them.
pub(crate) fn called(words: &str, entities: &[Entity]) -> Option<EntityId> {
    let is_name = |name: &String| name == words || cast::is_surname(name, words);
    let is_called = |entity: &&Entity| {
        std::iter::once(&entity.name)
            .chain(&entity.aliases)
            .any(is_name)
    };
    entities.iter().find(is_called).map(|entity| entity.id)
}

/// `span` with the whole of a name that it cuts: the tree may tear "IS-K" apart.
pub(crate) fn widened(span: Span<Text>, entities: &[Entity]) -> Span<Text> {
    let names = entities
        .iter()
        .flat_map(|entity| &entity.mentions)
        .filter(|mention| mention.named);
    let cut = names.filter(|name| name.span.overlaps(span) && !span.contains(name.span));
    cut.fold(span, |span, name| span.hull(name.span))
}

/// The entity of which a mention overlaps `span`; of several, the one with the widest overlap.
pub(crate) fn mentioned_at(span: Span<Text>, entities: &[Entity]) -> Option<EntityId> {
    let shared = |mention: Span<Text>| {
        let (start, end) = (
            mention.start().max(span.start()),
            mention.end().min(span.end()),
        );
        end.saturating_sub(start)
    };
    let best = |entity: &Entity| {
        entity
            .mentions
            .iter()
            .map(|mention| shared(mention.span))
            .max()
            .unwrap_or(0)
    };
    let widest = entities.iter().rev().max_by_key(|entity| best(entity))?;
    (best(widest) > 0).then_some(widest.id)
}

#[cfg(test)]
mod tests {
    use ascribe_model::{EntityKind, Role};

    use crate::testing::read;

    /// Finds entities with these mentions, in order.
    fn check(text: &str, expected: &[(EntityKind, &[&str])]) {
        let (report, found) = read(text);
        let words = |entity: &ascribe_model::Entity| -> Vec<String> {
            entity
                .mentions
                .iter()
                .map(|mention| mention.span.slice(&report.text).to_owned())
                .collect()
        };
        let rows: Vec<_> = found
            .entities
            .iter()
            .map(|entity| (entity.kind, words(entity)))
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(kind, words)| {
                (
                    *kind,
                    words.iter().map(ToString::to_string).collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(rows, expected, "{text}");
    }

    #[test]
    fn surnames_and_pronouns() {
        check(
            "Marek Dol left the town. Dol said he was afraid.",
            &[(EntityKind::Person, &["Marek Dol", "Dol", "he"])],
        );
    }

    #[test]
    fn a_group_and_its_pointers() {
        check(
            "The Northern Front attacked the town. The group said it would return.",
            &[(EntityKind::Group, &["Northern Front", "group", "it"])],
        );
    }

    #[test]
    fn several_are_not_it() {
        check(
            "Rebels burned the mill. The army said it would respond.",
            &[
                (EntityKind::Group, &["Rebels"]),
                (EntityKind::Forces, &["army", "it"]),
            ],
        );
    }

    #[test]
    fn nobody_is_nobody() {
        check("No group claimed the raid.", &[]);
    }

    #[test]
    fn roles() {
        let (_, found) = read("Army spokesman Ada Koren said so. A doctor said no.");
        assert_eq!(
            found
                .entities
                .iter()
                .find_map(|entity| entity.role.filter(|_| entity.kind == EntityKind::Person)),
            Some(Role::Military)
        );
    }
}
