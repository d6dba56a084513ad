//! When and where an event took place, as its own clause tells it.
//!
//! "The group claimed the attack on Monday" says when it was claimed: times and places under a
//! verb of saying, or of anything else that is done about an event, are not the event's. Where the
//! sentence names no place, the label of its section may.

use ascribe_model::{PlaceId, Precision, RuleName, Time, TimeId, TimeKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::trigger::Trigger;
use super::{Known, learned};
use crate::reading::Reading;

mod around;
mod clause;
mod place;

/// When and where, with the rules that read it.
#[derive(Default)]
pub(super) struct Setting {
    pub(super) time: Option<(TimeId, RuleName)>,
    pub(super) place: Option<(PlaceId, RuleName)>,
}

pub(super) fn of(trigger: &Trigger<'_>, reading: Reading<'_>, known: Known<'_>) -> Setting {
    let own = clause::own(trigger, reading, known);
    let sentence = trigger.token().sentence().span();
    let times = within(known.times, sentence, |time| time.span);
    let is_point = |time: &&Time| {
        let has_day = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        has_day && time.precision != Precision::Vague && !is_bound(time.span, reading)
    };
    let points: Vec<&Time> = times.iter().filter(is_point).collect();
    let told = |time: &&Time, rule| (time.id, RuleName::new(rule));
    let time = points
        .iter()
        .filter(|time| is_told(time.span, &own))
        .min_by_key(|time| near(trigger, time.span))
        .map(|time| told(time, "event/time-in-clause@1"));
    let time = time.or_else(|| {
        let wide = clause::wide(trigger, reading, known);
        let mut points = points.iter().filter(|time| is_told(time.span, &wide));
        let only = points.next().filter(|_| points.next().is_none());
        only.map(|time| told(time, "event/time-of-those-hit@1"))
    });
    let here = |time: &Time| told(&time, learned::READER);
    let time = time.or_else(|| learned::time(&trigger.tokens, times, reading).map(here));
    let place = place::of(trigger, reading, known);
    let places = within(known.places, sentence, |place| place.span);
    let place = place.or_else(|| {
        let place = learned::place(&trigger.tokens, places, reading)?;
        Some((place.id, RuleName::new(learned::READER)))
    });
    Setting { time, place }
}

fn is_told(span: Span<Text>, clause: &[Token<'_>]) -> bool {
    clause.iter().any(|token| span.contains(token.span()))
}

/// How many bytes lie between the words for the event and `span`.
fn near(trigger: &Trigger<'_>, span: Span<Text>) -> Option<usize> {
    let tokens = trigger.tokens.iter();
    tokens.map(|token| gap(token.span(), span)).min()
}

/// Those of `all`, which stand in the order of the text, that begin in the sentence.
fn within<T>(all: &[T], sentence: Span<Text>, span: impl Fn(&T) -> Span<Text>) -> &[T] {
    let first = all.partition_point(|one| span(one).start() < sentence.start());
    let end = all.partition_point(|one| span(one).start() < sentence.end());
    &all[first..end]
}

/// "since 2021", "before Friday": the time bounds what is told and is not when it happened.
fn is_bound(time: Span<Text>, reading: Reading<'_>) -> bool {
    let mut tokens = reading.doc.tokens_in(time);
    let outer = tokens.find(|token| !time.contains(token.head().span()));
    let lexicons = &reading.knowledge.lexicons;
    outer.is_some_and(|token| lexicons.contains("time_bounds", &token.head().text().to_lowercase()))
}

/// How many bytes lie between two spans.
fn gap(one: Span<Text>, other: Span<Text>) -> usize {
    one.start()
        .max(other.start())
        .saturating_sub(one.end().min(other.end()))
}

#[cfg(test)]
mod tests {
    use crate::testing::read;

    /// The first event's place and time, `-` for none.
    fn check(text: &str, place: &str, time: &str) {
        let (report, found) = read(text);
        let event = &found.events[0];
        let place_words = event.place.map(|id| found.places[id.index()].span);
        let time_words = event.time.map(|id| found.times[id.index()].span);
        let words =
            [place_words, time_words].map(|span| span.map_or("-", |span| span.slice(&report.text)));
        assert_eq!(words, [place, time], "{text}");
    }

    #[test]
    fn what_was_hit_goes_first() {
        check(
            "In Orland, rebels shelled the village of Karvel.",
            "Karvel",
            "-",
        );
        check(
            "Rebels claimed the attack on the town of Karvel.",
            "Karvel",
            "-",
        );
    }

    #[test]
    fn one_deed_of_two_verbs() {
        check(
            "A farmer was shot and wounded in Karvel on Monday.",
            "Karvel",
            "Monday",
        );
        check("Gunmen shot a farmer and fled to Karvel.", "-", "-");
    }

    #[test]
    fn the_harm_is_told_first() {
        check(
            "Two men were killed in Karvel on Friday when gunmen threw grenades into a shop.",
            "Karvel",
            "Friday",
        );
    }

    #[test]
    fn where_those_were_who_were_hit() {
        check(
            "A farmer was shot as he left his home in Karvel.",
            "Karvel",
            "-",
        );
    }

    #[test]
    fn what_a_protest_is_about() {
        check("Thousands protested against the war in Karvel.", "-", "-");
        check(
            "Thousands protested in Karvel against the war in Orland.",
            "Karvel",
            "-",
        );
    }

    #[test]
    fn landmarks_are_places() {
        check(
            "Gunmen attacked a convoy on the Karvel road.",
            "Karvel road",
            "-",
        );
    }
}
