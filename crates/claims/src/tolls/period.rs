//! Over what time a toll was counted, where it is not one event's.

use ascribe_model::{Time, TimeId, TimeKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Sources;

/// "killed since 2021", "killed in the past two years": the time over which a toll was counted.
pub(super) fn of(word: Token<'_>, sources: Sources<'_>) -> Option<TimeId> {
    let spans = |span: Span<Text>| {
        let outer = sources
            .reading
            .doc
            .tokens_in(span)
            .find(|token| !span.contains(token.head().span()));
        outer.is_some_and(|token| token.head().lemma() == "since")
    };
    let within = word.sentence().span();
    let near = word.subtree_span();
    let is_long = |time: &&Time| {
        time.kind == TimeKind::Duration
            && ["over", "during", "in"].contains(&before(time.span, sources))
    };
    let times = sources
        .times
        .iter()
        .filter(|time| within.contains(time.span) && near.contains(time.span));
    times
        .filter(|time| spans(time.span) || is_long(time))
        .map(|time| time.id)
        .next()
}

/// The word before a time, articles apart.
fn before<'r>(span: Span<Text>, sources: Sources<'r>) -> &'r str {
    let first = sources.reading.doc.tokens_in(span).next();
    let before = first.and_then(Token::previous);
    let before = before
        .filter(|token| token.lemma() != "the")
        .or_else(|| before.and_then(Token::previous));
    before.map_or("", Token::text)
}
