//! Which entity stands at a word, without looking through all mentions of the report.
//!
//! Mentions are taken by their sentence. Does not decide who is who; the entities are resolved
//! before.

use ascribe_model::{Entity, EntityId, Mention};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

/// All mentions of a report, in the order of the text.
pub(super) struct Mentioned<'k> {
    /// Invariant: sorted by where the mentions begin, those that begin together by their entity.
    all: Vec<(&'k Mention, EntityId)>,
}

impl<'k> Mentioned<'k> {
    pub(super) fn new(entities: &'k [Entity]) -> Self {
        let of_entity = |entity: &'k Entity| {
            let mentions = entity.mentions.iter();
            mentions.map(move |mention| (mention, entity.id))
        };
        let mut all: Vec<_> = entities.iter().flat_map(of_entity).collect();
        all.sort_by_key(|(mention, id)| (mention.span.start(), id.index()));
        Self { all }
    }

    /// The entity of which `token` is a mention: the one with the fewest words around it.
    pub(super) fn entity_of(&self, token: Token<'_>) -> Option<EntityId> {
        let around = self.in_sentence(token).iter().filter(|(mention, _)| {
            mention.span.contains(token.span()) && is_head(token, mention.span)
        });
        around
            .min_by_key(|(mention, id)| (mention.span.len(), id.index()))
            .map(|(_, id)| *id)
    }

    /// `span` of the sentence of `token` with the whole of a name that it cuts.
    pub(super) fn widened(&self, span: Span<Text>, token: Token<'_>) -> Span<Text> {
        let names = self.in_sentence(token).iter().map(|(mention, _)| mention);
        let cut = names
            .filter(|name| name.named && name.span.overlaps(span) && !span.contains(name.span));
        cut.fold(span, |span, name| span.hull(name.span))
    }

    fn in_sentence(&self, token: Token<'_>) -> &[(&'k Mention, EntityId)] {
        let sentence = token.sentence().span();
        let begin = |offset: usize| {
            self.all
                .partition_point(|(mention, _)| mention.span.start() < offset)
        };
        &self.all[begin(sentence.start())..begin(sentence.end())]
    }
}

/// Whether no word of the mention stands above the token.
fn is_head(token: Token<'_>, mention: Span<Text>) -> bool {
    token.is_root() || !mention.contains(token.head().span())
}
