//! Place words: names that stand where a place stands in the sentence.
//!
//! "in Karvel" is a place; "Karvel said" and "the Karvel government" are somebody who acts. Gives
//! the words only, with the method `text`: which place it is and where it lies is a gazetteer's
//! business.

use ascribe_knowledge::Knowledge;
use ascribe_model::{BlockKind, Evidence, Place, PlaceId, Report, RuleName};
use ascribe_nlp::{Doc, Entity, Token};

const RULE: &str = "place/name@1";

/// All place words of the text, in order.
#[must_use]
pub fn places(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Place> {
    let names = doc.entities().filter(|name| ["GPE", "LOC", "FAC"].contains(&name.kind()));
    let names = names.filter(|name| is_read(*name, report) && is_place(*name, knowledge));
    names.enumerate().map(|(index, name)| place(PlaceId::new(index), name, doc)).collect()
}

fn is_read(name: Entity<'_>, report: &Report) -> bool {
    report.block_at(name.span().start()).is_none_or(|block| block.kind != BlockKind::Furniture)
}

fn place(id: PlaceId, name: Entity<'_>, doc: &Doc) -> Place {
    let words = name.tokens().filter(|token| token.dep() != "det" && token.tag() != "POS");
    let span = words.map(Token::span).reduce(|hull, span| hull.hull(span)).unwrap_or(name.span());
    Place {
        id,
        span,
        geonameid: None,
        name: span.slice(doc.text()).to_owned(),
        kind: None,
        country: None,
        admin1: None,
        latitude: None,
        longitude: None,
        radius_km: None,
        method: "text",
        evidence: vec![Evidence::new("name", span, &RuleName::new(RULE))],
    }
}

/// Whether the name stands where places stand.
fn is_place(name: Entity<'_>, knowledge: &Knowledge) -> bool {
    let inside = name.token_range();
    let leaves = |token: &Token<'_>| !inside.contains(&token.head().id()) || token.is_root();
    let Some(top) = name.tokens().find(leaves) else { return false };
    stands_as_place(top, knowledge)
}

/// A name beside a place is a place: "Karvel, Orland"; so is one joined to it by "and".
fn stands_as_place(token: Token<'_>, knowledge: &Knowledge) -> bool {
    let head = token.head();
    match token.dep() {
        "pobj" if head.lemma() == "of" => is_site(head.head(), knowledge),
        "pobj" => head.dep() != "agent" && knowledge.lexicons.contains("place_prepositions", &head.text().to_lowercase()),
        "appos" | "conj" | "npadvmod" if head.pos() == "PROPN" => stands_as_place(head, knowledge),
        "compound" if knowledge.lexicons.contains("event_nouns", &head.lemma().to_lowercase()) => token.entity_kind() == "GPE",
        "appos" | "compound" | "poss" => is_site(head, knowledge),
        "nsubjpass" | "dobj" => knowledge.lexicons.contains("place_verbs", head.lemma()),
        _ => false,
    }
}

/// "the city of Karvel", "Karvel airport"
fn is_site(token: Token<'_>, knowledge: &Knowledge) -> bool {
    knowledge.lexicons.contains("sites", token.lemma())
}
