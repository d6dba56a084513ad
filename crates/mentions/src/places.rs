//! Places: which words name one, in what sense, and which place of the world it is.
//!
//! "in Karvel" names a place literally; "Karvel said" names somebody who acts, and "Orlandian
//! soldiers" people of a place. Without a gazetteer, or where it cannot tell which of its places is
//! meant, the words alone are given, with the method `text`.

mod beside;
mod heads;
mod matched;
mod meaning;
mod names;
mod standing;
#[cfg(test)]
mod tests;

use ascribe_knowledge::{Gazetteer, Knowledge};
use ascribe_model::{BlockKind, Evidence, Place, PlaceId, PlaceKind, Report, RuleName};
use ascribe_nlp::Doc;
use ascribe_text::{Span, Text};

use meaning::Meaning;
use names::Name;

/// All names of places in the text, in order.
#[must_use]
pub fn places(doc: &Doc, report: &Report, knowledge: &Knowledge) -> Vec<Place> {
    let names = names::names(doc, report, knowledge);
    let text = doc.text();
    let placed = |(index, name): (usize, &Name)| place(PlaceId::new(index), name, text);
    let mut places: Vec<Place> = names.iter().enumerate().map(placed).collect();
    if let Some(gazetteer) = &knowledge.gazetteer {
        let meanings = meaning::meanings(&names, text, gazetteer, &knowledge.places);
        for (place, meaning) in places.iter_mut().zip(meanings) {
            if let Some(meaning) = meaning {
                settle(place, meaning, gazetteer);
            }
        }
    }
    places
}

/// The town from which the report was sent.
fn dateline(report: &Report) -> Option<Span<Text>> {
    let line = report
        .blocks
        .iter()
        .find(|block| block.kind == BlockKind::Dateline)?;
    let town = line.span.slice(&report.text).split([',', '(']).next()?;
    let start = line.span.start();
    let span = Span::new(start, start + town.len()).trimmed(&report.text);
    let town = span.slice(&report.text);
    // A dateline may be a date alone.
    let is_name = town.starts_with(char::is_uppercase) && !town.contains(|c: char| c.is_numeric());
    is_name.then_some(span)
}

/// A place of which only the words are known.
fn place(id: PlaceId, name: &Name, text: &str) -> Place {
    let (span, rule) = (name.span, RuleName::new(name.rule));
    Place {
        id,
        span,
        sense: name.sense,
        geonameid: None,
        name: span.slice(text).to_owned(),
        kind: None,
        country: None,
        admin1: None,
        latitude: None,
        longitude: None,
        radius_km: None,
        method: "text",
        evidence: vec![Evidence::new("name", span, &rule)],
    }
}

/// Fills in what the gazetteer knows of the place that is meant.
fn settle(place: &mut Place, meaning: Meaning, gazetteer: &Gazetteer) {
    let Meaning { id, entry, .. } = &meaning;
    let province = entry.admin1.filter(|_| entry.kind != PlaceKind::Country);
    if meaning.is_part {
        place.kind = Some(PlaceKind::Region);
    } else {
        place.geonameid = entry.geonameid;
        place.name = gazetteer.name(*id).unwrap_or_else(|| place.name.clone());
        place.kind = Some(entry.kind);
    }
    place.country = entry.country_code().map(str::to_owned);
    place.admin1 = province.and_then(|province| gazetteer.name(province));
    place.latitude = entry.point.map(|(latitude, _)| latitude);
    place.longitude = entry.point.map(|(_, longitude)| longitude);
    place.radius_km = entry.radius_km.filter(|_| entry.point.is_some());
    place.method = "gazetteer";
    let cells = [
        ("geonameid", place.geonameid.is_some()),
        ("kind", true),
        ("country", place.country.is_some()),
        ("admin1", place.admin1.is_some()),
        ("lat", place.latitude.is_some()),
        ("lon", place.longitude.is_some()),
        ("radius_km", place.radius_km.is_some()),
    ];
    let filled = cells.into_iter().filter(|(_, is_filled)| *is_filled);
    let evidence: Vec<Evidence> = filled
        .map(|(cell, _)| evidence(cell, place, &meaning))
        .collect();
    place.evidence.extend(evidence);
}

fn evidence(cell: &'static str, place: &Place, meaning: &Meaning) -> Evidence {
    let mut evidence = Evidence::new(cell, place.span, &RuleName::new(meaning.rule));
    evidence.spans.extend(meaning.container);
    evidence.scored(meaning.score)
}
