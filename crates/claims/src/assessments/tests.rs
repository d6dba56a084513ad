use ascribe_model::{EntityId, Value};

use crate::testing::read;

/// Finds "subject | attribute | direction | value | object | factuality" for each assessment. Every
/// text tells of an attack by the Northern Front first, so that the report is about violence.
fn check(text: &str, expected: &[&str]) {
    let text = format!("The Northern Front attacked Lasko. {text}");
    let (report, found) = read(&text);
    let name = |id: Option<EntityId>| id.map_or("-", |id| found.entities[id.index()].name.as_str());
    let value = |value: &Option<Value>| match value {
        None => "-".to_owned(),
        Some(Value::Words(span)) => span.slice(&report.text).to_owned(),
        Some(Value::Entity(id)) => format!("<{}>", name(Some(*id))),
        Some(Value::Number {
            low,
            best,
            high,
            unit,
        }) => {
            let side = |side: &Option<f64>| side.map_or(String::new(), |side| side.to_string());
            format!("{}/{}/{} {unit}", side(low), side(best), side(high))
        }
    };
    let row = |one: &ascribe_model::Assessment| {
        let direction = one.direction.map_or("-".to_owned(), |one| one.to_string());
        format!(
            "{} | {} | {direction} | {} | {} | {}",
            name(Some(one.subject)),
            one.attribute,
            value(&one.value),
            name(one.object),
            one.head.factuality
        )
    };
    let rows: Vec<_> = found.assessments.iter().map(row).collect();
    assert_eq!(rows, expected, "{text}");
}

#[test]
fn trend() {
    check(
        "The group has been in decline since May.",
        &["Northern Front | trend | declining | - | - | certain+"],
    );
    check(
        "The Northern Front is growing stronger.",
        &["Northern Front | trend | growing | - | - | certain+"],
    );
    check(
        "The Northern Front has regained momentum.",
        &["Northern Front | trend | recovering | momentum | - | certain+"],
    );
    check("The Northern Front declined to comment.", &[]);
}

#[test]
fn strength() {
    check(
        "The Northern Front has about 7,000 fighters.",
        &["Northern Front | strength | - | /7000/ people | - | certain+"],
    );
    check(
        "The Northern Front has between 2,000 and 4,000 men.",
        &["Northern Front | strength | - | 2000//4000 people | - | certain+"],
    );
    check(
        "Some 400 men belong to the Northern Front.",
        &["Northern Front | strength | - | /400/ people | - | certain+"],
    );
    check("The Northern Front has a statute.", &[]);
}

#[test]
fn territory() {
    check(
        "The Northern Front no longer holds a single town.",
        &["Northern Front | territory | - | /0/ town | - | certain+"],
    );
    check(
        "The Northern Front controls nine villages.",
        &["Northern Front | territory | - | /9/ village | - | certain+"],
    );
    check(
        "The Northern Front controls a third of the province.",
        &["Northern Front | territory | - | a third of the province | - | certain+"],
    );
    check(
        "The Northern Front was driven out of the valley.",
        &["Northern Front | territory | declining | out of the valley | - | certain+"],
    );
}

#[test]
fn leadership() {
    check(
        "The Northern Front is led by Marek Dol.",
        &["Northern Front | leadership | - | <Marek Dol> | - | certain+"],
    );
    check(
        "The identity of its commander is not known.",
        &["Northern Front | leadership | - | The identity of its commander | - | certain+"],
    );
    check("The choir is led by Marek Dol.", &[]);
}

#[test]
fn finance() {
    check(
        "The Northern Front ran out of money.",
        &["Northern Front | finance | declining | money | - | certain+"],
    );
    check(
        "The Northern Front has taxed truckers since May.",
        &["Northern Front | finance | - | truckers | - | certain+"],
    );
    check("The Northern Front ran out of the house.", &[]);
}

#[test]
fn activity_and_capability() {
    check(
        "The Northern Front has stepped up its raids.",
        &["Northern Front | activity | growing | - | - | certain+"],
    );
    check(
        "The Northern Front can no longer stage big raids.",
        &["Northern Front | capability | declining | - | - | certain+"],
    );
    check(
        "The rebels can still ambush convoys.",
        &["Northern Front | capability | stable | - | - | certain+"],
    );
}

#[test]
fn cohesion_recruitment_support_relation() {
    check(
        "The Northern Front has split into two factions.",
        &["Northern Front | cohesion | declining | - | - | certain+"],
    );
    check(
        "The Northern Front recruits herders.",
        &["Northern Front | recruitment | - | herders | - | certain+"],
    );
    check(
        "The Northern Front has lost sympathy among herders.",
        &["Northern Front | support | declining | sympathy | - | certain+"],
    );
    check(
        "The Northern Front is allied with the Hill Brigade.",
        &["Northern Front | relation | - | - | Hill Brigade | certain+"],
    );
}

#[test]
fn firmness() {
    check(
        "The Northern Front has not been weakened.",
        &["Northern Front | trend | - | has not been weakened | - | certain+"],
    );
    check(
        "The Northern Front seems to have recovered.",
        &["Northern Front | trend | recovering | - | - | probable+"],
    );
    check(
        "The Northern Front may be weaker than last year.",
        &["Northern Front | trend | declining | - | - | possible+"],
    );
    check(
        "The Northern Front denied that it had been weakened.",
        &["Northern Front | trend | declining | - | - | certain-"],
    );
}

#[test]
fn what_is_asked_supposed_or_foreseen_is_no_judgement() {
    check("Has the Northern Front been weakened?", &[]);
    check("If the Northern Front is weakened, the town is safe.", &[]);
    check(
        "It is not clear whether the Northern Front has been weakened.",
        &[],
    );
    check("The Northern Front will be weakened.", &[]);
    check("The Northern Front wants to recruit herders.", &[]);
    check("The talks begin once the Northern Front is defeated.", &[]);
}

#[test]
fn only_those_who_fight_are_judged() {
    let (_, found) = read("The company is in decline. It has run out of money.");
    assert!(found.assessments.is_empty());
    let (_, found) = read("Lasko Rovers has lost three players and is in deep crisis.");
    assert!(found.assessments.is_empty());
    check("Bread prices have grown quickly.", &[]);
}

#[test]
fn the_army_is_not_the_group() {
    check(
        "The army has lost two villages.",
        &["army | territory | declining | two villages | - | certain+"],
    );
    check("The governor's popularity is growing.", &[]);
    check(
        "Support in the villages is growing.",
        &["Northern Front | support | growing | Support | - | certain+"],
    );
}

#[test]
fn a_pronoun_that_can_mean_one_group_only() {
    check(
        "“They have almost no money left,” said Ana Brecht.",
        &["Northern Front | finance | declining | almost no money | - | certain+"],
    );
    check(
        "It burned the barns of the herders. They have no money left.",
        &[],
    );
}

#[test]
fn said_twice_by_one_voice() {
    check(
        "The Northern Front has been weakened. The group is in retreat.",
        &["Northern Front | trend | declining | - | - | certain+"],
    );
}

#[test]
fn every_cell_has_evidence() {
    let (_, found) = read(
        "The Northern Front attacked Lasko. The Northern Front lost two villages in May to the army.",
    );
    for cell in ["subject", "attribute", "direction", "value"] {
        let evidence = &found.assessments[0].head.evidence;
        assert!(evidence.iter().any(|one| one.field == cell), "{cell}");
    }
}
