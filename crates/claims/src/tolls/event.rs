//! Of which event a toll is.
//!
//! The event of the same clause, else the nearest of the sentence, else the nearest before it in
//! the paragraph, else the report's main event where nothing else was told since; for a headline,
//! the event that the first paragraph tells. Events that did not take place have no toll; arrests
//! are none of an attack's tolls; a toll "since 2021" is of no single event.

use ascribe_model::{BlockKind, Event, EventId, Status, TollKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Sources;

/// The event in which `word` did harm to those counted at `counted`, and the rule that says so.
pub(super) fn of(
    word: Token<'_>,
    counted: Span<Text>,
    kind: TollKind,
    sources: Sources<'_>,
) -> Option<(EventId, &'static str)> {
    if matches!(kind, TollKind::Detained | TollKind::Displaced) {
        return event_at(word.span(), sources).map(|event| (event, "toll/event-itself@1"));
    }
    let by_tree = in_clause(word, sources).map(|event| (event, "toll/event-in-clause@1"));
    by_tree
        .or_else(|| {
            in_sentence(word, counted, sources).map(|event| (event, "toll/event-in-sentence@1"))
        })
        .or_else(|| {
            in_paragraph(counted, sources).map(|event| (event, "toll/event-in-paragraph@1"))
        })
        .or_else(|| main_event(counted, sources).map(|event| (event, "toll/main-event@1")))
        .or_else(|| {
            below_headline(counted, kind, sources)
                .map(|event| (event, "toll/event-below-headline@1"))
        })
}

fn real<'r>(sources: Sources<'r>) -> impl DoubleEndedIterator<Item = &'r Event> {
    let took_place = |event: &&Event| {
        matches!(
            event.status,
            Status::Actual | Status::Historical | Status::Attempted
        )
    };
    sources.events.iter().filter(took_place)
}

/// The event named by the word of harm itself, or by a word that the tree ties to it.
fn in_clause(word: Token<'_>, sources: Sources<'_>) -> Option<EventId> {
    let near = std::iter::once(word)
        .chain(word.ancestors().take(2))
        .chain(word.subtree());
    near.filter_map(|token| harmed_at(token.span(), sources))
        .next()
}

/// Events in which people come to harm: no sentence of a court has dead.
fn harmful<'r>(sources: Sources<'r>) -> impl DoubleEndedIterator<Item = &'r Event> {
    let types = &sources.reading.knowledge.events;
    real(sources).filter(|event| types.get(&event.kind).is_none_or(|kind| kind.harms_people))
}

fn harmed_at(span: Span<Text>, sources: Sources<'_>) -> Option<EventId> {
    let mut events = harmful(sources);
    events
        .find(|event| event.mentions.contains(&span))
        .map(|event| event.id)
}

fn event_at(span: Span<Text>, sources: Sources<'_>) -> Option<EventId> {
    real(sources)
        .find(|event| event.mentions.contains(&span))
        .map(|event| event.id)
}

fn in_sentence(word: Token<'_>, counted: Span<Text>, sources: Sources<'_>) -> Option<EventId> {
    let sentence = word.sentence().span();
    let mentions =
        harmful(sources).flat_map(|event| event.mentions.iter().map(move |span| (event.id, *span)));
    let within = mentions.filter(|(_, span)| sentence.contains(*span));
    within
        .min_by_key(|(_, span)| span.start().abs_diff(counted.start()))
        .map(|(event, _)| event)
}

fn in_paragraph(counted: Span<Text>, sources: Sources<'_>) -> Option<EventId> {
    let block = sources.reading.block_index(counted);
    let mentions =
        harmful(sources).flat_map(|event| event.mentions.iter().map(move |span| (event.id, *span)));
    let before = mentions.filter(|(_, span)| {
        span.start() < counted.start() && sources.reading.block_index(*span) == block
    });
    before
        .max_by_key(|(_, span)| span.start())
        .map(|(event, _)| event)
}

/// The event that the report tells first, if the last one before the toll is the same.
fn main_event(counted: Span<Text>, sources: Sources<'_>) -> Option<EventId> {
    let mentions = harmful(sources).filter(|event| event.status == Status::Actual);
    let mentions = mentions.flat_map(|event| {
        event
            .mentions
            .iter()
            .map(move |span| (span.start(), event.id))
    });
    let before: Vec<_> = mentions
        .filter(|(start, _)| *start < counted.start())
        .collect();
    let (_, first) = before.iter().min()?;
    let (_, last) = before.iter().max()?;
    (first == last).then_some(*first)
}

/// The first event of the first paragraph, for a toll of the headline: those taken were abducted.
fn below_headline(counted: Span<Text>, kind: TollKind, sources: Sources<'_>) -> Option<EventId> {
    let reading = sources.reading;
    let opening = reading
        .blocks()
        .find(|block| block.kind == BlockKind::Paragraph)
        .filter(|_| reading.is_headline(counted))?;
    let fits = |event: &&Event| kind != TollKind::Abducted || event.kind.contains("abduction");
    let first = |event: &Event| {
        let within = event
            .mentions
            .iter()
            .filter(|span| opening.span.contains(**span));
        within.map(|span| span.start()).min()
    };
    let told = harmful(sources).filter(fits);
    let told = told.filter_map(|event| Some((first(event)?, event.id)));
    told.min().map(|(_, event)| event)
}
