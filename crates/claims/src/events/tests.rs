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

/// The cells of the only event of a text, as `role: words`, `place: words` and marks.
fn check_cells(text: &str, expected: &[&str]) {
    let (report, findings) = testing::read(text);
    let [event] = findings.events.as_slice() else {
        panic!("{text}: {:#?}", findings.events);
    };
    let parts = event.participants.iter();
    let mut cells: Vec<_> = parts
        .map(|part| format!("{}: {}", part.role, part.span.slice(&report.text)))
        .collect();
    let place = event.place.map(|id| &findings.places[id.index()].name);
    cells.extend(place.map(|name| format!("place: {name}")));
    cells.extend(event.attributes.iter().map(|&mark| mark.to_owned()));
    assert_eq!(cells, expected, "{text}");
}

#[test]
fn what_is_no_event() {
    for text in [
        "A drill simulated an attack on the airport.",
        "She wrote a novel about a bombing.",
        "The blast was caused by a gas leak.",
        "The minister attacked the opposition over its plan.",
        "Police released a photograph of the suspect.",
        "The two sides accused each other of violating the ceasefire.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn what_is_denied_by_no() {
    check(
        "No bomb exploded in Karvel.",
        &["explosion/remote_explosive_ied negated exploded"],
    );
    check(
        "None of the rebels attacked the camp.",
        &["violence/attack negated attacked"],
    );
    check(
        "Reports of an attack on the school were false.",
        &["violence/attack negated attack"],
    );
}

#[test]
fn threats_and_conditions() {
    check(
        "The group warned that it would bomb the embassy.",
        &["explosion threatened bomb"],
    );
    check(
        "They called for a protest on Friday.",
        &["protest hypothetical protest"],
    );
    check("An attack there has little effect.", &[]);
}

#[test]
fn a_later_verb_about_the_same_people() {
    check(
        "Gunmen killed five farmers near Lasko on Monday. The farmers were shot as they slept.",
        &["violence/attack actual killed+shot"],
    );
    check(
        "Gunmen killed five farmers near Lasko. Soldiers killed the attackers.",
        &[
            "violence/attack actual killed",
            "violence/attack actual killed",
        ],
    );
}

#[test]
fn the_aim_of_a_deed_is_no_second_one() {
    check(
        "Police fired tear gas to disperse protesters.",
        &["protest/intervention actual fired"],
    );
}

#[test]
fn what_happens_again_and_again_is_no_one_event() {
    check(
        "Every six months another commander was killed. In May a bomb exploded in Karvel. The attack was claimed.",
        &[
            "violence actual killed",
            "explosion/remote_explosive_ied actual exploded+attack",
        ],
    );
    check_cells(
        "Every six months another commander was killed.",
        &["victim: another commander", "recurring"],
    );
}

#[test]
fn parts_in_the_words_of_the_type() {
    check_cells(
        "Police arrested three men in Lasko.",
        &["authority: Police", "target: three men", "place: Lasko"],
    );
    check_cells(
        "The rebels continued to shell the town.",
        &["perpetrator: The rebels", "target: the town"],
    );
    check_cells(
        "The bombing of a church by the rebels was condemned.",
        &["target: a church", "perpetrator: the rebels"],
    );
    check_cells("No soldier attacked the village.", &["target: the village"]);
}

#[test]
fn places_of_other_clauses() {
    check_cells(
        "Fighters from Norl attacked a village in Lasko.",
        &["perpetrator: Fighters", "target: a village", "place: Lasko"],
    );
}

#[test]
fn times_and_places_of_other_events() {
    let (_, found) = testing::read("Three men were arrested over the killing of a judge in Norl.");
    assert_eq!(found.events[0].place, None);
}

/// Twice the sentences must not take four times as long; the bound is far above what is needed.
#[test]
fn long_reports_take_no_longer_by_the_word() {
    let told = "Gunmen attacked a village near Lasko on Monday. The attack killed two men. ";
    let one = "and the rebels attacked the camp ";
    for text in [
        told.repeat(400),
        format!("The army fled {}.", one.repeat(400)),
    ] {
        let begun = std::time::Instant::now();
        testing::read(&text);
        let taken = begun.elapsed();
        assert!(taken.as_secs() < 60, "{taken:?} for {} bytes", text.len());
    }
}

#[test]
fn what_is_told_on_is_one_event() {
    let count = |text: &str| testing::read(text).1.events.len();
    let attack = "Gunmen attacked a church in Lasko on Sunday.";
    assert_eq!(count(&format!("{attack} They opened fire on farmers.")), 1);
    assert_eq!(
        count(&format!(
            "{attack} On Monday rebels attacked a school in Brekka."
        )),
        2
    );
}

#[test]
fn deeds_named_by_nouns() {
    check(
        "The killing of nine villagers by soldiers was filmed.",
        &["violence/attack actual killing"],
    );
    check(
        "The fall of Karvel to the rebels surprised the army.",
        &["battle/non_state_overtakes_territory actual fall"],
    );
    check("The killing of time is an art.", &[]);
}

#[test]
fn crowds_and_forces() {
    check(
        "Villagers beat a man to death after a rumour.",
        &["riot/mob_violence actual beat"],
    );
    check(
        "Soldiers surrounded a farm and killed four militants.",
        &["battle/armed_clash actual killed"],
    );
    check(
        "Youths hurled stones at police in Karvel.",
        &["riot/violent_demonstration actual hurled"],
    );
    check("Youths hurled insults at police.", &[]);
}

#[test]
fn what_was_called_off_and_what_is_due() {
    check(
        "Students called off a rally planned for Friday.",
        &["protest negated rally"],
    );
    check(
        "Prosecutors said six men would be charged with hijacking.",
        &["strategic/legal_action planned charged"],
    );
}

#[test]
fn what_is_denied_of_what_was_told() {
    check(
        "Gunmen attacked a depot in Karvel. The attack never took place, an official said.",
        &["violence/attack actual attacked+attack"],
    );
    check(
        "A curfew was imposed on Karvel. The town was still under curfew on Friday.",
        &["strategic/repression actual curfew+curfew"],
    );
}

#[test]
fn two_of_them_are_others() {
    let count = |text: &str| testing::read(text).1.events.len();
    assert_eq!(
        count("A bomb exploded in Lasko. He was jailed for the murder of two pilots in Norl."),
        3
    );
}
