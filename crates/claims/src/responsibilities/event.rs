//! Which event a word of responsibility is about.

use ascribe_model::{Event, EventId};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

/// The event that `deed` names; else the nearest in the sentence of `cue`; else the one last told
/// of before. Never one that the report has yet to tell.
pub(super) fn meant(cue: Token<'_>, deed: Option<Token<'_>>, events: &[Event]) -> Option<EventId> {
    let sentence = cue.sentence().span();
    let named = deed.and_then(|deed| {
        events
            .iter()
            .find(|event| mentions(event).any(|span| span.overlaps(deed.span())))
    });
    named
        .or_else(|| in_sentence(cue, sentence, events))
        .or_else(|| before(sentence, events))
        .map(|event| event.id)
}

fn in_sentence<'e>(cue: Token<'_>, sentence: Span<Text>, events: &'e [Event]) -> Option<&'e Event> {
    let distance = |event: &Event| {
        let near = mentions(event).filter(|span| sentence.contains(*span));
        near.map(|span| span.start().abs_diff(cue.span().start()))
            .min()
    };
    let candidates = events
        .iter()
        .filter_map(|event| Some((distance(event)?, event)));
    candidates
        .min_by_key(|(distance, event)| (*distance, event.id))
        .map(|(_, event)| event)
}

/// The event last mentioned before the sentence.
fn before(sentence: Span<Text>, events: &[Event]) -> Option<&Event> {
    let last = |event: &Event| {
        mentions(event)
            .filter(|span| span.end() <= sentence.start())
            .map(Span::start)
            .max()
    };
    let earlier = events.iter().filter(|event| last(event).is_some());
    earlier.max_by_key(|event| last(event))
}

fn mentions(event: &Event) -> impl Iterator<Item = Span<Text>> + '_ {
    std::iter::once(event.trigger).chain(event.mentions.iter().copied())
}
