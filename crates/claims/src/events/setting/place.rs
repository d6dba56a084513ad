//! Where an event took place, as its sentence tells it: the place that was hit, or else the one that
//! stands nearest; of one within another, the inner one.
//!
//! "In Orland, shells hit the village of Karvel": Karvel. Knows one sentence, and what the gazetteer
//! says of which place lies in which.

use ascribe_model::{Place, PlaceId, PlaceKind, PlaceSense, RuleName};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::super::near::holds;
use super::super::trigger::Trigger;
use super::{Known, around, clause, is_told, near, within};
use crate::reading::Reading;

/// The place of the event, with the rule that read it.
pub(super) fn of(
    trigger: &Trigger<'_>,
    reading: Reading<'_>,
    known: Known<'_>,
) -> Option<(PlaceId, RuleName)> {
    let sentence = trigger.token().sentence().span();
    let places = within(known.places, sentence, |place| place.span);
    let told = |place: &Place, rule| (place.id, RuleName::new(rule));
    hit(trigger, places)
        .map(|place| told(place, "event/place-that-was-hit@1"))
        .or_else(|| {
            let own = clause::own(trigger, reading, known);
            nearest(trigger, places, &own).map(|place| told(place, "event/place-in-clause@1"))
        })
        .or_else(|| {
            let wide = clause::wide(trigger, reading, known);
            only(places, &wide).map(|place| told(place, "event/place-of-those-hit@1"))
        })
        .or_else(|| around::place(trigger, reading, known))
}

/// "shelled Karvel", "the attack on Karvel", "the village of Karvel was bombed".
fn hit<'k>(trigger: &Trigger<'_>, places: &'k [Place]) -> Option<&'k Place> {
    let is_own = |token: Token<'_>| trigger.tokens.iter().any(|one| one.id() == token.id());
    let is_object = |token: Token<'_>| match token.dep() {
        "dobj" | "nsubjpass" => is_own(token.head()),
        "pobj" => {
            let preposition = token.head();
            matches!(preposition.text(), "on" | "of") && is_own(preposition.head())
        }
        _ => false,
    };
    let named = |token| named(token).filter(|noun| !is_own(*noun)).unwrap_or(token);
    let is_hit = |place: &&Place| {
        let token = top(trigger.token(), place.span);
        place.sense == PlaceSense::Literal && token.is_some_and(|token| is_object(named(token)))
    };
    places.iter().find(is_hit)
}

/// The word of `span` on which the others hang.
fn top<'r>(token: Token<'r>, span: Span<Text>) -> Option<Token<'r>> {
    let mut tokens = token.doc().tokens_in(span);
    tokens.find(|token| token.is_root() || !span.contains(token.head().span()))
}

/// "the village" of "the village of Karvel", whose name it stands for.
fn named(token: Token<'_>) -> Option<Token<'_>> {
    let of = token.head();
    let is_of = token.dep() == "pobj" && of.lemma() == "of" && of.head().pos() == "NOUN";
    is_of.then(|| of.head())
}

/// The place nearest to the event in its clause, or one within it.
fn nearest<'k>(
    trigger: &Trigger<'_>,
    places: &'k [Place],
    clause: &[Token<'_>],
) -> Option<&'k Place> {
    let mut told: Vec<&Place> = literal(places, clause).collect();
    told.sort_by_key(|place| near(trigger, place.span));
    let (nearest, others) = told.split_first()?;
    let inner = others.iter().find(|other| is_within(nearest, other));
    Some(inner.unwrap_or(nearest))
}

/// The only place in the clause.
fn only<'k>(places: &'k [Place], clause: &[Token<'_>]) -> Option<&'k Place> {
    let mut told = literal(places, clause);
    let first = told.next()?;
    told.all(|other| holds(other, first)).then_some(first)
}

fn literal<'k>(places: &'k [Place], clause: &[Token<'_>]) -> impl Iterator<Item = &'k Place> {
    let is_literal = |place: &&Place| place.sense == PlaceSense::Literal;
    let told = places.iter().filter(is_literal);
    told.filter(move |place| is_told(place.span, clause))
}

/// Whether `inner` is a place in the area `outer`; of a name that no gazetteer has, it is likely.
fn is_within(outer: &Place, inner: &Place) -> bool {
    let is_area = |place: &Place| {
        use PlaceKind::{Country, Province, Region};
        matches!(place.kind, Some(Country | Province | Region))
    };
    let is_unknown = inner.kind.is_none();
    holds(outer, inner) && outer.geonameid != inner.geonameid || is_area(outer) && is_unknown
}
