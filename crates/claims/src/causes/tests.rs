use ascribe_model::EventId;

use crate::testing::read;

/// Finds "cause -> effect" for each cause, with `~>` for what keeps away and `?` for what would be.
fn check(text: &str, expected: &[&str]) {
    let (report, found) = read(text);
    let row = |one: &ascribe_model::Cause| {
        let words = |part: &ascribe_model::CausePart| part.span.slice(&report.text).to_owned();
        let sign = match (one.polarity, one.conditional) {
            (ascribe_model::Polarity::Positive, false) => "->",
            (ascribe_model::Polarity::Positive, true) => "?->",
            (ascribe_model::Polarity::Negative, false) => "~>",
            (ascribe_model::Polarity::Negative, true) => "?~>",
        };
        format!("{} {sign} {}", words(&one.cause), words(&one.effect))
    };
    let rows: Vec<_> = found.causes.iter().map(row).collect();
    assert_eq!(rows, expected, "{text}");
}

#[test]
fn clauses() {
    check(
        "The rebels fled because the army attacked the camp.",
        &["the army attacked the camp -> The rebels fled"],
    );
    check(
        "Due to heavy losses, the rebels left the town.",
        &["heavy losses -> the rebels left the town"],
    );
    check(
        "The rebels burned the mill in revenge for the raid.",
        &["the raid -> The rebels burned the mill"],
    );
    check("The rebels fled before the army attacked the camp.", &[]);
}

#[test]
fn verbs() {
    check(
        "The assassination triggered riots in three towns.",
        &["The assassination -> riots in three towns"],
    );
    check(
        "Gunmen attacked the village, forcing hundreds to flee.",
        &["Gunmen attacked the village -> hundreds to flee"],
    );
    check(
        "The bombing led to a power struggle.",
        &["The bombing -> a power struggle"],
    );
    check("The rebels led a raid.", &[]);
}

#[test]
fn means() {
    check(
        "Successful attacks bring the brigade money.",
        &["Successful attacks -> the brigade money"],
    );
    check(
        "The attack cost the movement the sympathy of the villages.",
        &["The attack ~> the sympathy of the villages"],
    );
    check(
        "The raid impressed traders abroad, and the rebels were able to buy rifles.",
        &["The raid impressed traders abroad -> the rebels were able to buy rifles"],
    );
    check(
        "Ten men died in the bombing in Lasko (it was the first, with two killed). That pleased the \
         donors and they were able to pay the fighters.",
        &["That pleased the donors -> they were able to pay the fighters"],
    );
    check("The trader brought the rebels money.", &[]);
    check("The raid did not bring the group money.", &[]);
}

#[test]
fn answers() {
    check(
        "The rebels described the raid as an answer to the shelling of Pell.",
        &["the shelling of Pell -> the raid"],
    );
    check(
        "The raid was revenge for the shelling of Pell.",
        &["the shelling of Pell -> The raid"],
    );
}

#[test]
fn a_reason_for_an_opinion_is_no_cause() {
    check("I think so because the rebels attacked it before.", &[]);
    check(
        "We know it was the rebels because they always attack at night.",
        &[],
    );
    check(
        "The rebels attacked the town because they think it is weak.",
        &["they think it is weak -> The rebels attacked the town"],
    );
}

#[test]
fn what_would_be() {
    check(
        "If the rebels stop their raids, they will lose friends.",
        &["the rebels stop their raids ?-> they will lose friends"],
    );
    check(
        "Without money the rebels cannot fight.",
        &["Without money ?-> the rebels cannot fight"],
    );
    check("Would the rebels flee if the army attacked?", &[]);
}

#[test]
fn the_sentence_before() {
    check(
        "The rebels lack arms. That is why they attack at night.",
        &["The rebels lack arms -> they attack at night"],
    );
    check(
        "The army left the hills. As a result, the rebels took the town.",
        &["The army left the hills -> the rebels took the town"],
    );
}

#[test]
fn only_what_concerns_violence() {
    check("Sales fell because bread became dearer.", &[]);
    check("The storm led to the closure of two shops.", &[]);
}

#[test]
fn what_is_not_so_is_said_so() {
    let (_, found) = read("The bombing did not lead to riots.");
    assert_eq!(found.causes[0].head.factuality.to_string(), "certain-");
}

#[test]
fn ends_name_their_events() {
    let (_, found) = read("The bombing in Lasko led to a power struggle.");
    assert_eq!(found.causes[0].cause.event, Some(EventId::new(0)));
    assert_eq!(found.causes[0].effect.event, None);
}

#[test]
fn every_cell_has_evidence() {
    let (_, found) = read("If the rebels stop their raids, they will lose friends.");
    for cell in ["cause", "effect", "polarity", "conditional"] {
        let evidence = &found.causes[0].head.evidence;
        assert!(evidence.iter().any(|one| one.field == cell), "{cell}");
    }
}
