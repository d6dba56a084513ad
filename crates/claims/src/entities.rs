//! Who is spoken of: names, descriptions ("the army", "rebels") and words that point to them.
//!
//! Names as the actor table and the pipeline find them, descriptions by the words of
//! `data/lang/en/roles.toml`; which of them are one is `coreference`'s business. Here they are
//! found, and asked for by place: [`mentioned_at`], [`speaker`].
//!
//! Knows one report. Unnamed persons ("a spokesman") are no entities: they are words with a role.

mod around;
mod described;
mod doer;
mod named;
mod seed;
mod speaker;
mod uses;

use ascribe_model::{Entity, EntityId, Mention};
use ascribe_text::{Span, Text};

use crate::coreference;

pub(crate) use around::modifiers;
pub(crate) use doer::{does_violence, says_something};
pub(crate) use named::is_short_name;
pub(crate) use seed::{How, Seed, Seeds, first_joined, is_agent, is_subject};
pub(crate) use speaker::{Speaker, body_of, speaker, spoken_for};

/// The entity that is called `words`, or by a name that ends in them.
pub(crate) fn called(words: &str, entities: &[Entity]) -> Option<EntityId> {
    let is_name = |name: &String| name == words || coreference::is_surname(name, words);
    let is_called = |entity: &&Entity| {
        std::iter::once(&entity.name)
            .chain(&entity.aliases)
            .any(is_name)
    };
    entities.iter().find(is_called).map(|entity| entity.id)
}

/// `span` with the whole of a name that it cuts: the tree may tear "IS-K" apart.
pub(crate) fn widened(span: Span<Text>, entities: &[Entity]) -> Span<Text> {
    let names = entities.iter().flat_map(|entity| {
        let near = overlapping(span, entity);
        near.filter(|mention| mention.named)
    });
    let cut = names.filter(|name| !span.contains(name.span));
    cut.fold(span, |span, name| span.hull(name.span))
}

/// The entity of which a mention overlaps `span`, a pronoun's or a description's included; of
/// several, the one with the widest overlap.
pub(crate) fn mentioned_at(span: Span<Text>, entities: &[Entity]) -> Option<EntityId> {
    all_mentioned_at(span, entities).next_back()
}

/// Every entity of which a mention overlaps `span`, those with the widest overlap last. "Both
/// groups" is of two.
pub(crate) fn all_mentioned_at(
    span: Span<Text>,
    entities: &[Entity],
) -> impl DoubleEndedIterator<Item = EntityId> {
    let shared = |mention: Span<Text>| {
        let (start, end) = (
            mention.start().max(span.start()),
            mention.end().min(span.end()),
        );
        end.saturating_sub(start)
    };
    let best = |entity: &Entity| {
        overlapping(span, entity)
            .map(|mention| shared(mention.span))
            .max()
    };
    let found = entities
        .iter()
        .filter_map(|entity| Some((best(entity)?, entity.id)));
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|&(width, id)| (width, std::cmp::Reverse(id)));
    found.into_iter().map(|(_, id)| id)
}

/// The mentions that share a byte with `span`. Those of one entity are in order and seldom overlap.
fn overlapping(span: Span<Text>, entity: &Entity) -> impl Iterator<Item = &Mention> {
    let after = entity
        .mentions
        .partition_point(|mention| mention.span.end() <= span.start());
    entity.mentions[after..]
        .iter()
        .take_while(move |mention| mention.span.start() < span.end())
        .filter(move |mention| mention.span.overlaps(span))
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

    /// The entities that have a name, as `kind name`, in order.
    fn check_named(text: &str, expected: &[&str]) {
        let (_, found) = read(text);
        let named = |entity: &&ascribe_model::Entity| entity.mentions.iter().any(|one| one.named);
        let entities = found.entities.iter().filter(named);
        let rows: Vec<_> = entities
            .map(|entity| format!("{} {}", entity.kind, entity.name))
            .collect();
        assert_eq!(rows, expected, "{text}");
    }

    #[test]
    fn what_is_called_so_is_no_body() {
        check_named(
            "Near Orvash, two strikes hit a depot. Near Lower Sarn, one hit a truck.",
            &[],
        );
        check_named(
            "The VBIED was destroyed. The Law of the Sea was signed in spring.",
            &[],
        );
        check_named("Operation North Wind began on Monday.", &[]);
    }

    #[test]
    fn aircraft_are_no_fighters() {
        check("Fighter and bomber aircraft flew over the town.", &[]);
        check(
            "Three fighters fled.",
            &[(EntityKind::Group, &["fighters"])],
        );
    }

    #[test]
    fn a_body_does_something() {
        check("They want to lay a foundation for peace.", &[]);
        check(
            "A foundation announced a prize.",
            &[(EntityKind::Organisation, &["foundation"])],
        );
    }

    #[test]
    fn titles_are_no_names() {
        check_named(
            "Captain Teo Lunde spoke first. Foreign Secretary Ada Koren left.",
            &["person Teo Lunde", "person Ada Koren"],
        );
    }

    #[test]
    fn groups_by_their_use() {
        check_named(
            "Members of Grey Winter met in a barn. Grey Winter shot a judge in the spring.",
            &["group Grey Winter"],
        );
        check_named(
            "A collective calling itself Open Ledger broke into the network.",
            &["group Open Ledger"],
        );
        check_named(
            "A truce between the army and the Black Heron began on Monday.",
            &["group Black Heron"],
        );
    }

    #[test]
    fn groups_without_arms() {
        check_named(
            "The Velmara Contact Group met on Monday. The National Guard was there.",
            &[
                "organisation Velmara Contact Group",
                "forces National Guard",
            ],
        );
    }

    #[test]
    fn one_body_has_several_names() {
        check_named(
            "The Assembly of Lake Tribes met. The Assembly voted, and the Tribes left.",
            &["organisation Assembly of Lake Tribes"],
        );
        check_named(
            "Charles Dorn IV spoke. Dorn said he was tired.",
            &["person Charles Dorn IV"],
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
