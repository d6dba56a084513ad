//! Where: `COLOMBIA: MEDELLIN (CITY)`, a country's name at least.

use std::collections::BTreeMap;

use ascribe::wire::{Place, Record};

use super::incident::Incident;
use super::nearby::nearest;
use crate::tasks::place_of;

const COUNTRIES: &str = include_str!("../../../../../data/places/countries.tsv");
const DISTRICTS: &str = include_str!("../../../../../data/places/admin1.tsv");

/// The place of an incident: that of its events, and the country that the report is about.
pub(super) fn of(record: &Record, incident: &Incident<'_>) -> Option<String> {
    let mut events = incident.events.iter();
    let place = events.find_map(|event| place_of(record, event));
    let is_fine = |place: &&Place| place.sense == "literal" && kind_of(place).is_some();
    let beside = || {
        let places = record.places.iter().filter(is_fine);
        nearest(record, incident, places.map(|place| (&place.span, place)))
    };
    let place = place.or_else(beside);
    let country = place
        .and_then(|place| place.country.clone())
        .or_else(|| country_near(record, incident))?;
    let name = country_name(&country)?;
    let within = place.and_then(|place| Some(format!("{} ({})", name_of(place), kind_of(place)?)));
    Some(match within {
        Some(within) => format!("{name}: {within}"),
        None => name,
    })
}

/// The country most spoken of, what stands near the incident's words counting more.
fn country_near(record: &Record, incident: &Incident<'_>) -> Option<String> {
    const NEAR: usize = 300;
    let starts: Vec<usize> = incident.starts().collect();
    let mut votes: BTreeMap<&str, usize> = BTreeMap::new();
    for place in &record.places {
        let Some(country) = place.country.as_deref() else {
            continue;
        };
        let is_near = starts
            .iter()
            .any(|start| start.abs_diff(place.span.start) < NEAR);
        *votes.entry(country).or_default() += if is_near { 3 } else { 1 };
    }
    let most = votes.iter().max_by_key(|(_, count)| **count)?;
    Some((*most.0).to_owned())
}

fn country_name(code: &str) -> Option<String> {
    let rows = COUNTRIES
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let mut names = rows.filter(|row| row.first() == Some(&code));
    names.find_map(|row| Some(row.get(3)?.to_uppercase()))
}

/// As the text writes it.
fn name_of(place: &Place) -> String {
    let words: Vec<&str> = place.span.text.split_whitespace().collect();
    words.join(" ").to_uppercase()
}

fn kind_of(place: &Place) -> Option<String> {
    match place.kind.as_deref()? {
        "town" => Some("CITY".to_owned()),
        "province" => Some(district_kind(place).unwrap_or_else(|| "DEPARTMENT".to_owned())),
        "district" => Some("DISTRICT".to_owned()),
        _ => None,
    }
}

/// What the country calls its districts: a department, a province.
fn district_kind(place: &Place) -> Option<String> {
    let country = place.country.as_deref()?;
    let rows = DISTRICTS
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>());
    let mut rows = rows.filter(|row| row.get(1) == Some(&country));
    let named = |row: &Vec<&str>| row.get(4).is_some_and(|name| *name == place.name);
    rows.find(named)?.get(5).map(|kind| kind.to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries() {
        assert_eq!(country_name("PE").as_deref(), Some("PERU"));
        assert_eq!(country_name("??"), None);
    }
}
