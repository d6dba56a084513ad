//! Of which event a toll is.
//!
//! The event of the same clause, else the nearest of the sentence, else the nearest before it in
//! the paragraph, else the report's main event where nothing else was told since; for a headline,
//! the event that the first paragraph tells. Events that did not take place have no toll; arrests
//! are none of an attack's tolls; a toll "since 2021" is of no single event. Nor is one of an event
//! with which it does not agree: those whom a flood killed, or who were killed in another town or
//! another year. No event is better than a wrong one.

use ascribe_model::{BlockKind, Event, EventId, Status, TollKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Sources;

/// Days between two times that can still be those of one event and of the deaths that it caused.
const DAYS_APART: i32 = 31;

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
    if let Some(event) = in_clause(word, sources) {
        return Some((event, "toll/event-in-clause@1"));
    }
    if has_other_cause(word, sources) {
        return None;
    }
    let far = |event: &EventId| agrees(*event, word, sources);
    let found = [
        (
            in_sentence(word, counted, sources),
            "toll/event-in-sentence@1",
        ),
        (
            in_paragraph(counted, sources).filter(far),
            "toll/event-in-paragraph@1",
        ),
        (
            main_event(counted, sources).filter(far),
            "toll/main-event@1",
        ),
        (
            below_headline(counted, kind, sources),
            "toll/event-below-headline@1",
        ),
    ];
    let mut found = found.into_iter();
    found.find_map(|(event, by)| Some((event?, by)))
}

/// "a flood killed nine", "nine died in a car crash".
fn has_other_cause(word: Token<'_>, sources: Sources<'_>) -> bool {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_cause =
        |token: Token<'_>| lexicons.contains("other_causes", &token.lemma().to_lowercase());
    let near: Vec<_> = word.children().chain(word.head().children()).collect();
    let is = |child: &&Token<'_>, deps: [&str; 2]| deps.contains(&child.dep());
    let subjects = near.iter().filter(|child| is(child, ["nsubj", "csubj"]));
    let prepositions = near.iter().filter(|child| is(child, ["prep", "agent"]));
    let objects = prepositions
        .flat_map(|child| child.children())
        .filter(|below| below.dep() == "pobj");
    subjects.copied().chain(objects).any(is_cause)
}

/// Whether what the clause of `word` says of where and when can be said of the event.
fn agrees(event: EventId, word: Token<'_>, sources: Sources<'_>) -> bool {
    let event = &sources.events[event.index()];
    let clause = word.subtree_span();
    is_same_place(event, clause, sources) && is_near_in_time(event, clause, sources)
}

fn is_same_place(event: &Event, clause: Span<Text>, sources: Sources<'_>) -> bool {
    let named = sources.places.iter();
    let mut named = named.filter(|place| clause.contains(place.span)).peekable();
    let Some(known) = event.place.map(|place| &sources.places[place.index()]) else {
        return true;
    };
    named.peek().is_none() || named.any(|place| place.name == known.name)
}

fn is_near_in_time(event: &Event, clause: Span<Text>, sources: Sources<'_>) -> bool {
    let of_event = event
        .time
        .and_then(|time| sources.times[time.index()].interval);
    let told = sources
        .times
        .iter()
        .filter(|time| clause.contains(time.span));
    let told: Vec<_> = told.filter_map(|time| time.interval).collect();
    let Some((from, to)) = of_event.filter(|_| !told.is_empty()) else {
        return true;
    };
    let days = |first: jiff::civil::Date, then: jiff::civil::Date| (then - first).get_days();
    told.iter()
        .any(|&(start, end)| days(to, start) <= DAYS_APART && days(end, from) <= DAYS_APART)
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
pub(super) fn in_clause(word: Token<'_>, sources: Sources<'_>) -> Option<EventId> {
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
    let clause = set_apart(word, sources);
    let within = within.filter(|(_, span)| clause.is_none_or(|clause| clause.contains(*span)));
    within
        .min_by_key(|(_, span)| span.start().abs_diff(counted.start()))
        .map(|(event, _)| event)
}

/// "... a day after two soldiers died": the clause that tells of another time than its sentence.
fn set_apart(word: Token<'_>, sources: Sources<'_>) -> Option<Span<Text>> {
    let lexicons = &sources.reading.knowledge.lexicons;
    let is_mark = |child: Token<'_>| {
        matches!(child.dep(), "mark" | "advmod" | "prep")
            && lexicons.contains("order_marks", &child.text().to_lowercase())
    };
    let is_apart = word.dep() == "advcl" && word.children().any(is_mark);
    is_apart.then(|| word.subtree_span())
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
