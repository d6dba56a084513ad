//! Over what time a toll was counted, where it is not one event's.

use ascribe_model::{Precision, Time, TimeId, TimeKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::{Sources, event};

/// "killed since 2021", "killed in the past two years", "killed in 2019" where the words tell of no
/// event: the time over which a toll was counted.
pub(super) fn of(word: Token<'_>, sources: Sources<'_>) -> Option<TimeId> {
    let within = word.sentence().span();
    let near = word.subtree_span();
    let is_alone = event::in_clause(word, sources).is_none();
    let is_period = |time: &&Time| {
        is_since(time, sources) || is_long(time, sources) || is_alone && is_wide(time, sources)
    };
    let times = sources
        .times
        .iter()
        .filter(|time| within.contains(time.span) && near.contains(time.span));
    times.filter(is_period).map(|time| time.id).next()
}

/// "since 2021", "since the start of 2021".
fn is_since(time: &Time, sources: Sources<'_>) -> bool {
    let mut tokens = sources.reading.doc.tokens_in(time.span);
    let outer = tokens.find(|token| !time.span.contains(token.head().span()));
    outer.is_some_and(|token| has(token.head().text(), "since", sources))
}

/// "in the past two years".
fn is_long(time: &Time, sources: Sources<'_>) -> bool {
    time.kind == TimeKind::Duration && has(before(time.span, sources), "over_time", sources)
}

/// "in 2019", "in March 2019": too wide for one event that is not told of.
fn is_wide(time: &Time, sources: Sources<'_>) -> bool {
    let is_wide = matches!(
        time.precision,
        Precision::Month | Precision::Season | Precision::Year
    );
    is_wide && time.kind == TimeKind::Date && has(before(time.span, sources), "over_time", sources)
}

fn has(word: &str, lexicon: &str, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    lexicons.contains(lexicon, &word.to_lowercase())
}

/// The word before a time, articles apart.
fn before<'r>(span: Span<Text>, sources: Sources<'r>) -> &'r str {
    let first = sources.reading.doc.tokens_in(span).next();
    let before = first.and_then(Token::previous);
    let before = before
        .filter(|token| token.dep() != "det")
        .or_else(|| before.and_then(Token::previous));
    before.map_or("", Token::text)
}
