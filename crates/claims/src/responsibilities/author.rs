//! Who speaks in a report that is a group's own text: "Communiqué of the Red Banner. We ...".
//!
//! The headline names the text and the group, and the text says "we" in its own voice. Knows no
//! groups but those that the report names.

use ascribe_model::{Attribution, AttributionId, Entity, EntityId, EntityKind};
use ascribe_nlp::Token;

use crate::entities;
use crate::holder::holder_of;
use crate::reading::Reading;

/// The group whose text this is.
pub(super) fn of(
    reading: Reading<'_>,
    entities: &[Entity],
    attributions: &[Attribution],
) -> Option<EntityId> {
    let lexicons = &reading.knowledge.lexicons;
    let is_group = |entity: &EntityId| entities[entity.index()].kind == EntityKind::Group;
    let headline = || {
        let sentences = reading.sentences();
        sentences
            .take_while(|one| reading.is_headline(one.span()))
            .flat_map(|one| one.tokens())
    };
    headline().find(|word| {
        let text = word.text().to_lowercase();
        lexicons.contains("proclamations", &text)
    })?;
    let author = headline()
        .filter_map(|word| entities::mentioned_at(word.span(), entities))
        .find(is_group)?;
    let says_we = |word: Token<'_>| {
        word.tag() == "PRP" && is_we(word, reading) && {
            holder_of(word.span(), attributions) == AttributionId::NARRATION
        }
    };
    let mut words = reading.sentences().flat_map(|one| one.tokens());
    words.any(says_we).then_some(author)
}

fn is_we(word: Token<'_>, reading: Reading<'_>) -> bool {
    let lexicons = &reading.knowledge.lexicons;
    lexicons.contains("first_person", &word.text().to_lowercase())
}
