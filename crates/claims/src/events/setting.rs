//! When and where an event took place, as its own clause tells it.
//!
//! "The group claimed the attack on Monday" says when it was claimed: times and places under a
//! verb of saying, or of anything else that is done about an event, are not the event's. Where the
//! sentence names no place, the label of its section may.

use ascribe_model::{PlaceId, PlaceSense, Precision, RuleName, Time, TimeId, TimeKind};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Known;
use super::trigger::{Trigger, is_course};
use crate::reading::Reading;

mod around;

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
        .flat_map(|token| clause(*token, trigger, reading, known))
        .collect();
    let holds = |span: Span<Text>| clause.iter().any(|token| span.contains(token.span()));
    let near = |span: Span<Text>| {
        trigger
            .tokens
            .iter()
            .map(|token| gap(token.span(), span))
            .min()
    };
    let is_point = |time: &&Time| {
        let has_day = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        has_day && time.precision != Precision::Vague && !is_bound(time.span, reading)
    };
    let sentence = trigger.token().sentence().span();
    let times = within(known.times, sentence, |time| time.span);
    let times = times.iter().filter(|time| holds(time.span));
    let places = within(known.places, sentence, |place| place.span);
    let places = places
        .iter()
        .filter(|place| place.sense == PlaceSense::Literal && holds(place.span));
    let own = Setting {
        time: times
            .filter(is_point)
            .min_by_key(|time| near(time.span))
            .map(|time| (time.id, RuleName::new("event/time-in-clause@1"))),
        place: places
            .min_by_key(|place| near(place.span))
            .map(|place| (place.id, RuleName::new("event/place-in-clause@1"))),
    };
    let place = own.place.or_else(|| around::place(trigger, reading, known));
    Setting { place, ..own }
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

/// The tokens that tell of the event itself: under the trigger, and under the verb whose subject
/// it is or that only carries it.
fn clause<'r>(
    token: Token<'r>,
    trigger: &Trigger<'r>,
    reading: Reading<'r>,
    known: Known<'_>,
) -> Vec<Token<'r>> {
    let top = begun(carrier(token, reading, known).unwrap_or(token), reading);
    let mut found: Vec<_> = told_time(top).into_iter().collect();
    let mut open = vec![top];
    while let Some(next) = open.pop() {
        found.push(next);
        let is_trigger = |child: Token<'r>| trigger.tokens.iter().any(|one| one.id() == child.id());
        let is_own = |child: &Token<'r>| {
            is_trigger(*child) || !(leads_off(*child, reading) || names_another(*child, reading))
        };
        open.extend(next.children().filter(is_own));
    }
    found
}

/// "last week they *continued* to attack": the verb that only says that it began or went on.
fn begun<'r>(verb: Token<'r>, reading: Reading<'r>) -> Token<'r> {
    let lexicons = &reading.knowledge.lexicons;
    let above = verb.head();
    let is_begun = verb.dep() == "xcomp" && lexicons.contains("aspect_verbs", above.lemma());
    if is_begun { above } else { verb }
}

/// "August 2019, when 40 people died": the time before the clause is the clause's.
fn told_time(top: Token<'_>) -> Option<Token<'_>> {
    let is_when = top
        .children()
        .any(|child| child.dep() == "advmod" && child.tag() == "WRB");
    let time = top.head();
    (is_when && matches!(top.dep(), "relcl" | "advcl") && time.entity_kind() == "DATE")
        .then_some(time)
}

/// What tells of other things than the clause it hangs in: another clause ("while police raided a
/// house in ..."), and where people come from ("fighters from ...").
fn leads_off(token: Token<'_>, reading: Reading<'_>) -> bool {
    let has = |dep: &str| token.children().any(|child| child.dep() == dep);
    let lexicons = &reading.knowledge.lexicons;
    match token.dep() {
        "ccomp" | "relcl" | "parataxis" | "csubj" | "pcomp" => true,
        "conj" => token.pos() == "VERB",
        "advcl" => has("mark") || has("advmod") && has("nsubj"),
        "acl" => !lexicons.contains("light_verbs", token.lemma()),
        "prep" => {
            token.head().pos() != "VERB"
                && lexicons.contains("origin_prepositions", &token.text().to_lowercase())
        }
        _ => false,
    }
}

/// "arrested over the *killing* of a judge last month": what hangs on another event is its own.
fn names_another(token: Token<'_>, reading: Reading<'_>) -> bool {
    let lemma = token.lemma().to_lowercase();
    let events = &reading.knowledge.events;
    let is_event =
        events.of_noun(&lemma).is_some() || events.kindred.general_kind(&lemma).is_some();
    token.pos() == "NOUN" && is_event
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
        "pobj" if is_course(verb, reading) => Some(verb.head())
            .filter(|harm| lexicons.contains("harm_verbs", harm.lemma()) && harm.pos() == "VERB"),
        _ => None,
    }
}
