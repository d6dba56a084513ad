//! Which event a word of responsibility is about.
//!
//! An event that the words name; else, where they only point ("claimed it", "denied any part"), the
//! nearest that was told; else, for "the attack", the nearest of a kind that agrees. "Attacks in the
//! north" that are no event of the report stay without one: no event is better than a wrong one.

use ascribe_model::{Event, EventId, Status};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::answer::mentions;
use super::{Sources, is_deed};

/// The words that can say what somebody answers for.
#[derive(Clone, Copy)]
pub(super) struct Words<'r> {
    pub(super) cue: Token<'r>,
    /// A word for the deed.
    pub(super) deed: Option<Token<'r>>,
    /// The words for what is claimed or denied.
    pub(super) scope: Option<Token<'r>>,
}

/// The event that the words mean. Never one that the report has yet to tell.
pub(super) fn meant(words: Words<'_>, sources: Sources<'_>) -> Option<EventId> {
    named(words, sources)
        .or_else(|| pointed_to(words, sources))
        .map(|event| event.id)
}

/// The event last told of before `cue`.
pub(super) fn last_told<'r>(cue: Token<'_>, sources: Sources<'r>) -> Option<&'r Event> {
    near(cue, sources, |_| true)
}

fn named<'r>(words: Words<'_>, sources: Sources<'r>) -> Option<&'r Event> {
    let mut tokens = [words.deed, words.scope, Some(words.cue)]
        .into_iter()
        .flatten();
    tokens.find_map(|token| {
        let mut events = sources.events.iter();
        events.find(|event| mentions(event).any(|span| span.overlaps(token.span())))
    })
}

fn pointed_to<'r>(words: Words<'_>, sources: Sources<'r>) -> Option<&'r Event> {
    let is_deed = |noun: &Token<'_>| {
        let lexicons = &sources.reading.knowledge.lexicons;
        noun.pos() == "PRON" || noun.pos() == "DET" || lexicons.contains("deed_nouns", noun.lemma())
    };
    match words.deed.filter(is_deed) {
        Some(deed) if matches!(deed.pos(), "PRON" | "DET") => near(words.cue, sources, |_| true),
        Some(deed) if is_definite(deed) => {
            near(words.cue, sources, |event| agrees(deed, event, sources))
        }
        Some(_) => None,
        None if words.scope.is_some_and(|scope| scope.pos() == "VERB") => None,
        None => near(words.cue, sources, |_| true),
    }
}

/// "the attack", "this bombing", but not "an attack" nor "the attack on the mill".
fn is_definite(noun: Token<'_>) -> bool {
    let points = |child: Token<'_>| {
        child.dep() == "det"
            && matches!(child.tag(), "DT")
            && !child.text().eq_ignore_ascii_case("a")
            && !child.text().eq_ignore_ascii_case("an")
            || child.dep() == "poss"
    };
    let tells_more = |child: Token<'_>| matches!(child.dep(), "prep" | "relcl" | "acl");
    noun.tag() == "NN" && noun.children().any(points) && !noun.children().any(tells_more)
}

/// Whether `deed` can name an event of that type.
fn agrees(deed: Token<'_>, event: &Event, sources: Sources<'_>) -> bool {
    let knowledge = sources.reading.knowledge;
    let family = |kind: &str| kind.split('/').next().map(str::to_owned);
    let is_general = knowledge.lexicons.contains("event_anaphors", deed.lemma());
    let kind = knowledge.events.of_noun(deed.lemma());
    is_general || kind.is_some_and(|kind| family(&kind.id) == family(&event.kind))
}

/// The nearest event that fits: before the cue in its sentence, after it there, or else the one last
/// told of before.
fn near<'r>(
    cue: Token<'_>,
    sources: Sources<'r>,
    fits: impl Fn(&Event) -> bool,
) -> Option<&'r Event> {
    let sentence = cue.sentence().span();
    let told: Vec<_> = sources
        .events
        .iter()
        .filter(|event| is_told(event) && is_deed(event, sources) && fits(event))
        .collect();
    in_sentence(cue, sentence, &told).or_else(|| before(sentence, &told))
}

fn is_told(event: &Event) -> bool {
    !matches!(
        event.status,
        Status::Planned | Status::Threatened | Status::Hypothetical
    )
}

fn in_sentence<'e>(
    cue: Token<'_>,
    sentence: Span<Text>,
    events: &[&'e Event],
) -> Option<&'e Event> {
    let at = cue.span().start();
    let distance = |event: &Event| {
        let near = mentions(event).filter(|span| sentence.contains(*span));
        near.map(|span| (at < span.start(), span.start().abs_diff(at)))
            .min()
    };
    let candidates = events
        .iter()
        .filter_map(|event| Some((distance(event)?, *event)));
    candidates
        .min_by_key(|(distance, event)| (*distance, event.id))
        .map(|(_, event)| event)
}

/// The event last mentioned before the sentence; one of long ago only where there is no other.
fn before<'e>(sentence: Span<Text>, events: &[&'e Event]) -> Option<&'e Event> {
    let last = |event: &Event| {
        mentions(event)
            .filter(|span| span.end() <= sentence.start())
            .map(Span::start)
            .max()
    };
    let earlier = events
        .iter()
        .filter_map(|event| Some((event.status != Status::Historical, last(event)?, *event)));
    earlier
        .max_by_key(|(is_recent, at, event)| (*is_recent, *at, event.id))
        .map(|(_, _, event)| event)
}
