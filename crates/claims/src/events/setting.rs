//! When and where an event took place, as its own clause tells it.
//!
//! "The group claimed the attack on Monday" says when it was claimed: times and places under a
//! verb of saying, or of anything else that is done about an event, are not the event's.

use ascribe_model::{Place, PlaceId, PlaceSense, Precision, RuleName, TimeId, TimeKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Known;
use super::trigger::Trigger;
use crate::reading::Reading;

/// When and where, with the rules that read it.
#[derive(Default)]
pub(super) struct Setting {
    pub(super) time: Option<(TimeId, RuleName)>,
    pub(super) place: Option<(PlaceId, RuleName)>,
}

pub(super) fn of(trigger: &Trigger<'_>, reading: Reading<'_>, known: Known<'_>) -> Setting {
    let clause: Vec<_> = trigger
        .tokens
        .iter()
        .flat_map(|token| clause(*token, reading, known))
        .collect();
    let holds = |span: Span<Text>| clause.iter().any(|token| span.contains(token.span()));
    let near = |span: Span<Text>| {
        trigger
            .tokens
            .iter()
            .map(|token| gap(token.span(), span))
            .min()
    };
    let times = known.times.iter().filter(|time| {
        let is_point = matches!(time.kind, TimeKind::Date | TimeKind::Time)
            && time.precision != Precision::Vague;
        is_point && holds(time.span) && !is_bound(time.span, reading)
    });
    let is_where = |place: &&Place| place.sense == PlaceSense::Literal && holds(place.span);
    let places = known.places.iter().filter(is_where);
    Setting {
        time: times
            .min_by_key(|time| near(time.span))
            .map(|time| (time.id, RuleName::new("event/time-in-clause@1"))),
        place: places
            .min_by_key(|place| near(place.span))
            .map(|place| (place.id, RuleName::new("event/place-in-clause@1"))),
    }
}

/// "since 2021", "before Friday": the time bounds what is told and is not when it happened.
fn is_bound(time: Span<Text>, reading: Reading<'_>) -> bool {
    let outer = reading
        .doc
        .tokens_in(time)
        .find(|token| !time.contains(token.head().span()));
    outer.is_some_and(|token| {
        ["since", "until", "till", "before", "after", "by", "from"].contains(&token.head().lemma())
    })
}

/// How many bytes lie between two spans.
fn gap(one: Span<Text>, other: Span<Text>) -> usize {
    one.start()
        .max(other.start())
        .saturating_sub(one.end().min(other.end()))
}

/// The tokens that tell of the event itself: under the trigger, and under the verb whose subject
/// it is or that only carries it.
fn clause<'r>(token: Token<'r>, reading: Reading<'r>, known: Known<'_>) -> Vec<Token<'r>> {
    let top = carrier(token, reading, known).unwrap_or(token);
    let mut found: Vec<_> = told_time(top).into_iter().collect();
    let mut open = vec![top];
    while let Some(next) = open.pop() {
        found.push(next);
        open.extend(
            next.children()
                .filter(|child| child.id() == token.id() || !begins_another(*child)),
        );
    }
    found
}

/// "August 2019, when 40 people died": the time before the clause is the clause's.
fn told_time(top: Token<'_>) -> Option<Token<'_>> {
    let is_when = top
        .children()
        .any(|child| child.dep() == "advmod" && child.lemma() == "when");
    let time = top.head();
    (is_when && matches!(top.dep(), "relcl" | "advcl") && time.entity_kind() == "DATE")
        .then_some(time)
}

/// Clauses in the clause tell of other things.
fn begins_another(token: Token<'_>) -> bool {
    matches!(token.dep(), "ccomp" | "relcl" | "parataxis" | "csubj")
        || token.dep() == "conj" && token.pos() == "VERB"
}

/// The verb that tells what the event named by a noun did, or that it took place.
fn carrier<'r>(token: Token<'r>, reading: Reading<'r>, known: Known<'_>) -> Option<Token<'r>> {
    let (verb, lexicons) = (token.head(), &reading.knowledge.lexicons);
    let is_cue = || {
        known
            .attributions
            .iter()
            .any(|one| one.cue.iter().any(|cue| cue.contains(verb.span())))
    };
    let is_light = || lexicons.contains("light_verbs", verb.lemma());
    match token.dep() {
        "nsubj" if verb.pos() == "VERB" && !is_cue() => Some(verb),
        "dobj" | "nsubjpass" if is_light() => Some(verb),
        "pobj" if ["in", "during", "by"].contains(&verb.lemma()) => Some(verb.head())
            .filter(|harm| lexicons.contains("harm_verbs", harm.lemma()) && harm.pos() == "VERB"),
        _ => None,
    }
}
