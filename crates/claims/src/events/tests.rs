//! Every event type's examples, read with the real pipeline.

use ascribe_knowledge::{EventType, Example};
use ascribe_model::Named;

use crate::testing;

/// The type's events in an example, each as (capture, words) of its cells.
fn cells(kind: &EventType, text: &str) -> Vec<Vec<(&'static str, String)>> {
    let (report, findings) = testing::read(text);
    let words = |span: ascribe_text::Span<ascribe_text::Text>| span.slice(&report.text).to_owned();
    let events = findings.events.iter().filter(|event| event.kind == kind.id);
    let cells = events.map(|event| {
        let mut cells: Vec<_> = event
            .mentions
            .iter()
            .map(|span| ("trigger", words(*span)))
            .collect();
        cells.extend(
            event
                .participants
                .iter()
                .map(|part| (part.role.name(), words(part.span))),
        );
        cells.extend(event.weapon.map(|span| ("weapon", words(span))));
        cells
    });
    cells.collect()
}

/// Whether some event has every marked cell.
fn fits(kind: &EventType, example: &Example) -> bool {
    let marks: Vec<_> = example
        .marks
        .iter()
        .map(|mark| (mark.name.as_str(), mark.span.slice(&example.text)))
        .collect();
    let has = |event: &[(&str, String)], name: &str, words: &str| {
        event
            .iter()
            .any(|(cell, text)| *cell == name && text.split(' ').any(|word| word == words))
    };
    cells(kind, &example.text)
        .iter()
        .any(|event| marks.iter().all(|(name, words)| has(event, name, words)))
}

#[test]
fn every_type_is_found_by_its_examples() {
    let types = testing::knowledge().events.types();
    let wrong = types.iter().flat_map(|kind| {
        kind.matches
            .iter()
            .filter(|one| !fits(kind, one))
            .map(move |one| (kind, one))
    });
    let wrong: Vec<_> = wrong
        .map(|(kind, one)| {
            format!(
                "{}: {}\n    {:?}",
                kind.id,
                one.text,
                cells(kind, &one.text)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "not found:\n{}", wrong.join("\n"));
}

#[test]
fn no_type_is_found_in_its_counter_examples() {
    let types = testing::knowledge().events.types();
    let pairs = types
        .iter()
        .flat_map(|kind| kind.rejects.iter().map(move |one| (kind, one)));
    let wrong: Vec<_> = pairs
        .filter(|(kind, one)| !cells(kind, &one.text).is_empty())
        .collect();
    let wrong: Vec<_> = wrong
        .iter()
        .map(|(kind, one)| format!("{}: {}", kind.id, one.text))
        .collect();
    assert!(wrong.is_empty(), "found:\n{}", wrong.join("\n"));
}

/// The events of a text as `type status mentions`.
fn check(text: &str, expected: &[&str]) {
    let (report, findings) = testing::read(text);
    let show = |event: &ascribe_model::Event| {
        let mentions: Vec<_> = event
            .mentions
            .iter()
            .map(|span| span.slice(&report.text))
            .collect();
        format!("{} {} {}", event.kind, event.status, mentions.join("+"))
    };
    assert_eq!(
        findings.events.iter().map(show).collect::<Vec<_>>(),
        expected,
        "{text}"
    );
}

#[test]
fn a_definite_noun_points_back() {
    check(
        "A bomb exploded near a bus stop in Karvel on Friday. The blast killed two men. Nobody claimed the attack.",
        &["explosion/remote_explosive_ied actual exploded+blast+attack"],
    );
}

#[test]
fn different_places_are_different_events() {
    check(
        "A bomb exploded in London on Friday. Another bomb exploded in Paris on Friday.",
        &[
            "explosion/remote_explosive_ied actual exploded",
            "explosion/remote_explosive_ied actual exploded",
        ],
    );
}

#[test]
fn one_clause_tells_of_one_event() {
    check(
        "Gunmen killed 40 people in an attack on a village.",
        &["violence/attack actual killed"],
    );
}

#[test]
fn what_did_not_happen() {
    check(
        "The army foiled an attack on the capital.",
        &["violence/attack foiled attack"],
    );
    check(
        "The rebels did not carry out the attack.",
        &["violence/attack negated attack"],
    );
    check(
        "The group threatened to bomb the embassy.",
        &["explosion threatened bomb"],
    );
    check(
        "An attack on the town could follow.",
        &["violence/attack hypothetical attack"],
    );
}

#[test]
fn no_event_in_particular() {
    check("Attacks rose.", &[]);
}
