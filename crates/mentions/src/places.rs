//! Place words: names that stand where a place stands in the sentence.
//!
//! "in Karvel" is a place; "Karvel said" and "the Karvel government" are somebody who acts. Gives
//! the words only, with the method `text`: which place it is and where it lies is a gazetteer's
//! business.

use std::collections::BTreeSet;

use ascribe_knowledge::Knowledge;
use ascribe_model::{BlockKind, Evidence, Place, PlaceId, Report, RuleName};
use ascribe_nlp::{Doc, Entity, Token};
use ascribe_text::{Span, Text};

const RULE: &str = "place/name@1";

/// All place words of the text, in order.
#[must_use]
pub fn places(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Place> {
    let known: BTreeSet<_> = doc
        .entities()
        .filter(|name| names_places(name.kind()))
        .map(|name| text(name, doc))
        .collect();
    let dateline = dateline(report);
    let may_be = |name: &Name<'_>| {
        names_places(name.kind)
            || dateline.as_deref() == Some(&name.span.slice(doc.text()).to_uppercase())
            || known.contains(name.span.slice(doc.text()))
            || name.is_said_to_be(knowledge)
    };
    let names = names(doc).into_iter().filter(may_be);
    let names = names.filter(|name| is_read(name, report) && stands_as_place(name.top, knowledge));
    names
        .enumerate()
        .map(|(index, name)| place(PlaceId::new(index), &name, doc))
        .collect()
}

/// The town from which the report was sent, in capitals.
fn dateline(report: &Report) -> Option<String> {
    let line = report
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Dateline)?;
    let town = line.span.slice(&report.text).split([',', '(']).next()?;
    Some(town.trim().to_uppercase())
}

/// A name that could be a place's.
struct Name<'d> {
    span: Span<Text>,
    /// Its kind as the pipeline sees it; empty where it sees no name.
    kind: &'d str,
    /// The word on which the others hang.
    top: Token<'d>,
}

/// Every name, and every capitalised word after a preposition that is part of none.
fn names(doc: &Doc) -> Vec<Name<'_>> {
    let seen = doc.entities().filter_map(|name| {
        let inside = name.token_range();
        let top = name
            .tokens()
            .find(|token| token.is_root() || !inside.contains(&token.head().id()))?;
        Some(Name {
            span: words(name),
            kind: name.kind(),
            top,
        })
    });
    let unseen = doc.tokens().filter(|token| {
        token.entity_kind().is_empty() && token.tag() == "NNP" && token.dep() == "pobj"
    });
    let unseen = unseen.filter(|token| token.children().len() == 0);
    let mut all: Vec<_> = seen
        .chain(unseen.map(|top| Name {
            span: top.span(),
            kind: "",
            top,
        }))
        .collect();
    all.sort_by_key(|name| name.span);
    all
}

fn names_places(kind: &str) -> bool {
    ["GPE", "LOC", "FAC"].contains(&kind)
}

/// The name without its article and its possessive ending.
fn words(name: Entity<'_>) -> Span<Text> {
    let words = name
        .tokens()
        .filter(|token| token.dep() != "det" && token.tag() != "POS");
    words
        .map(Token::span)
        .reduce(|hull, span| hull.hull(span))
        .unwrap_or(name.span())
}

fn text<'d>(name: Entity<'_>, doc: &'d Doc) -> &'d str {
    words(name).slice(doc.text())
}

impl Name<'_> {
    /// "exploded in Karvel", "the capital, Karvel": what no list knows as a place, told as one.
    fn is_said_to_be(&self, knowledge: &Knowledge) -> bool {
        self.is_named_as_one(knowledge) || self.is_where_things_happen(knowledge)
    }

    /// "the capital, Karvel", "the town of Karvel".
    fn is_named_as_one(&self, knowledge: &Knowledge) -> bool {
        let head = self.top.head();
        let is_settlement = |token: Token<'_>| {
            knowledge.lexicons.contains("settlements", token.lemma()) && token.pos() == "NOUN"
        };
        match self.top.dep() {
            "appos" => is_settlement(head),
            "pobj" => head.lemma() == "of" && is_settlement(head.head()),
            _ => false,
        }
    }

    /// "exploded in Karvel", "a market in Karvel", "a bus near Karvel".
    fn is_where_things_happen(&self, knowledge: &Knowledge) -> bool {
        let (preposition, top) = (self.top.head(), self.top);
        let lexicons = &knowledge.lexicons;
        let told = preposition.head();
        let lemma = told.lemma().to_lowercase();
        let happens = [
            "event_verbs",
            "event_nouns",
            "harm_verbs",
            "place_verbs",
            "sites",
            "happening_verbs",
        ]
        .iter()
        .any(|list| lexicons.contains(list, &lemma));
        let is_bare = top.tag() == "NNP" && !top.children().any(|child| child.dep() == "det");
        top.dep() == "pobj"
            && ["in", "near", "outside"].contains(&preposition.lemma())
            && is_bare
            && (happens || preposition.lemma() == "near" && told.pos() == "NOUN")
            && ["", "ORG", "PERSON"].contains(&self.kind)
    }
}

fn is_read(name: &Name<'_>, report: &Report) -> bool {
    report
        .block_at(name.span.start())
        .is_none_or(|block| block.kind != BlockKind::Furniture)
}

fn place(id: PlaceId, name: &Name<'_>, doc: &Doc) -> Place {
    let span = name.span;
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

/// Whether the word stands where places stand. A name beside a place is a place: "Karvel, Orland"; so is one joined to it by "and".
fn stands_as_place(token: Token<'_>, knowledge: &Knowledge) -> bool {
    let head = token.head();
    match token.dep() {
        "pobj" if head.lemma() == "of" => is_site(head.head(), knowledge),
        "pobj" => {
            head.dep() != "agent"
                && knowledge
                    .lexicons
                    .contains("place_prepositions", &head.text().to_lowercase())
        }
        "appos" | "conj" | "npadvmod" if head.pos() == "PROPN" => stands_as_place(head, knowledge),
        "compound"
            if knowledge
                .lexicons
                .contains("event_nouns", &head.lemma().to_lowercase()) =>
        {
            token.entity_kind() == "GPE"
        }
        "appos" | "compound" | "poss" => is_site(head, knowledge),
        "nsubjpass" | "dobj" => knowledge.lexicons.contains("place_verbs", head.lemma()),
        _ => false,
    }
}

/// "the city of Karvel", "Karvel airport"
fn is_site(token: Token<'_>, knowledge: &Knowledge) -> bool {
    knowledge.lexicons.contains("sites", token.lemma())
}
