//! Responsibilities of short texts, read with the real pipeline.

use ascribe_model::{Likelihood, Mode};

use crate::testing::read;

/// Finds "mode actor < holder" for each responsibility; `-` where there is none.
fn check(text: &str, expected: &[&str]) {
    let (_, found) = read(text);
    let name = |id: Option<ascribe_model::EntityId>| {
        id.map_or("-", |id| found.entities[id.index()].name.as_str())
    };
    let row = |one: &ascribe_model::Responsibility| {
        let holder = found.attributions[one.head.attribution.index()].holder;
        format!("{} {} < {}", one.mode, name(one.actor), name(holder))
    };
    assert_eq!(
        found.responsibilities.iter().map(row).collect::<Vec<_>>(),
        expected,
        "{text}"
    );
}

#[test]
fn claimed() {
    check(
        "The Northern Front claimed responsibility for the bombing in Lasko.",
        &["claimed Northern Front < Northern Front"],
    );
    check(
        "The Northern Front said it was behind the attack in Lasko.",
        &["claimed Northern Front < Northern Front"],
    );
    check("The Northern Front claimed victory in the vote.", &[]);
}

#[test]
fn who_has_no_name() {
    check(
        "A lone man stabbed three commuters in Lasko.",
        &["reported lone man < -"],
    );
    check("Two men opened a shop in Lasko.", &[]);
}

#[test]
fn a_state_is_not_us() {
    check(
        "General Adan Morle, who was liquidated by the US, had led the group.",
        &["reported US < -"],
    );
}

#[test]
fn told_again_by_another() {
    check(
        "Soldiers shot dead nine herders near Lasko on Monday. A witness, Ada Koren, said soldiers \
         had shot the men in their sleep.",
        &["reported Soldiers < -", "reported Soldiers < Ada Koren"],
    );
}

#[test]
fn denied() {
    check(
        "The Northern Front denied any involvement in the attack.",
        &["denied Northern Front < Northern Front"],
    );
    check("The embassy denied a visa to the reporter.", &[]);
}

#[test]
fn accused_and_suspected() {
    check(
        "The army blamed the Northern Front for the attack.",
        &["accused Northern Front < army"],
    );
    check(
        "Police said the Northern Front was behind the attack.",
        &["accused Northern Front < Police"],
    );
    check(
        "The attack bore the hallmarks of the Northern Front.",
        &["suspected Northern Front < -"],
    );
    check("The mayor accused the Northern Front of lying.", &[]);
    check(
        "Two villages burned. The governor said he suspected the Northern Front of the attack.",
        &["suspected Northern Front < governor"],
    );
}

#[test]
fn reported_in_anothers_words() {
    check(
        "Gunmen attacked the town of Lasko, officials said.",
        &["reported Gunmen < officials"],
    );
    check(
        "Rebels attacked the town of Lasko.",
        &["reported Rebels < -"],
    );
}

#[test]
fn spokesmen_speak_for_their_side() {
    check(
        "A spokesman for the Northern Front denied any involvement in the attack.",
        &["denied Northern Front < -"],
    );
    check(
        "A bomb exploded in Lasko. A spokesman for the Northern Front said it had carried out the attack.",
        &["claimed Northern Front < -"],
    );
}

#[test]
fn deeds_of_members_are_the_groups() {
    check(
        "Fighters of the Northern Front attacked a village.",
        &["reported Northern Front < -"],
    );
    check(
        "The Northern Front said its fighters had attacked a village.",
        &["claimed Northern Front < Northern Front"],
    );
}

#[test]
fn denied_in_passing() {
    check(
        "The government blamed the bombing on the Hill Brigade, which they denied.",
        &[
            "accused Hill Brigade < government",
            "denied Hill Brigade < Hill Brigade",
        ],
    );
}

#[test]
fn said_twice_by_one_voice() {
    check(
        "The army blamed the Northern Front for the attack in Lasko. The army said the Front was behind the attack.",
        &["accused Northern Front < army"],
    );
}

#[test]
fn none_claimed() {
    check(
        "No group has claimed responsibility for the attack.",
        &["none_claimed - < -"],
    );
    check(
        "The Northern Front has not claimed responsibility for the attack.",
        &["none_claimed Northern Front < -"],
    );
}

#[test]
fn we_and_ours() {
    check(
        "The ambush in Lasko killed nine. \"We carried out the ambush,\" the Northern Front said.",
        &["claimed Northern Front < Northern Front"],
    );
    check(
        "The Northern Front said: \"Our fighters carried out the ambush in Lasko.\"",
        &["claimed Northern Front < Northern Front"],
    );
}

#[test]
fn answers_to_a_charge() {
    check(
        "The army blamed the Northern Front for the ambush in Lasko. The group denied the charge.",
        &[
            "accused Northern Front < army",
            "denied Northern Front < Northern Front",
        ],
    );
    check(
        "The army said the Red Banner carried out the attack in Lasko, a charge the group denied.",
        &[
            "reported Red Banner < army",
            "denied Red Banner < Red Banner",
        ],
    );
    check(
        "Witnesses said soldiers shot three men in Lasko, but the army denied it.",
        &["reported soldiers < Witnesses", "denied army < army"],
    );
}

#[test]
fn pretences() {
    check(
        "The bombing in Lasko was staged by the army, the Northern Front said.",
        &["false_flag army < Northern Front"],
    );
    check(
        "The bombing in Lasko was staged by rebels, the army said.",
        &["reported rebels < army"],
    );
    check(
        "The army bombed the market in Lasko to frame the rebels, the Northern Front said.",
        &["false_flag army < Northern Front"],
    );
}

#[test]
fn disavowed() {
    check(
        "A bomb exploded in Lasko. The Northern Front said the men had not acted on its orders.",
        &["disavowed Northern Front < Northern Front"],
    );
    check(
        "The Northern Front distanced itself from the attack in Lasko.",
        &["disavowed Northern Front < -"],
    );
    check("The Northern Front distanced itself from the party.", &[]);
}

#[test]
fn cleared() {
    check(
        "The governor said the Northern Front was not behind the attack in Lasko.",
        &["cleared Northern Front < -"],
    );
    check(
        "Ada Koren was found not guilty of the bombing in Lasko.",
        &["cleared Ada Koren < -"],
    );
    check(
        "The Northern Front is unlikely to have carried out the attack in Lasko, the army said.",
        &["cleared Northern Front < army"],
    );
}

#[test]
fn not_one_but_another() {
    check(
        "The bombing in Lasko was not the work of the rebels but of the army, the mayor said.",
        &["cleared rebels < -", "accused army < -"],
    );
}

#[test]
fn deeds_beside_their_doers() {
    check(
        "The Northern Front's attack in Lasko killed six people.",
        &["reported Northern Front < -"],
    );
    check(
        "The bombing in Lasko, carried out by the Northern Front, killed six people.",
        &["reported Northern Front < -"],
    );
    check("The embassy attack in Lasko killed six people.", &[]);
    check(
        "After hard blows from the army, the Northern Front left Lasko.",
        &[],
    );
}

#[test]
fn several_at_once() {
    check(
        "The Northern Front and the Hill Brigade claimed responsibility for the attack in Lasko.",
        &[
            "claimed Northern Front < Northern Front",
            "claimed Hill Brigade < Northern Front",
        ],
    );
    check("The Northern Front and the army clashed near Lasko.", &[]);
}

#[test]
fn likelihood_is_read() {
    let (_, found) = read("The Northern Front was very likely behind the attack in Lasko.");
    let one = &found.responsibilities[0];
    assert_eq!(one.head.likelihood, Some(Likelihood::VeryLikely));
    assert_eq!(one.mode, Mode::Suspected);
}

#[test]
fn no_event_rather_than_a_wrong_one() {
    let (_, found) = read(
        "A bomb exploded in Lasko. The Northern Front has claimed attacks on banks and bridges.",
    );
    let one = &found.responsibilities[0];
    assert_eq!((one.event, one.scope.is_some()), (None, true));
}

#[test]
fn every_cell_has_evidence() {
    let (_, found) = read("The army blamed the Northern Front for the attack in Lasko.");
    for cell in ["mode", "actor", "event"] {
        assert!(
            found.responsibilities[0]
                .head
                .evidence
                .iter()
                .any(|evidence| evidence.field == cell),
            "{cell}"
        );
    }
}

#[test]
fn a_charge_is_answered_in_many_ways() {
    let charge = "The army blamed the Northern Front for the bombing in Lasko.";
    for answer in [
        "The group called the accusation absurd.",
        "The Front dismissed this as propaganda.",
        "The Northern Front rejected the accusation.",
    ] {
        check(
            &format!("{charge} {answer}"),
            &[
                "accused Northern Front < army",
                "denied Northern Front < Northern Front",
            ],
        );
    }
}

#[test]
fn what_is_denied_is_not_reported() {
    check(
        "The Northern Front said it knew nothing of the attack in Lasko.",
        &["denied Northern Front < Northern Front"],
    );
    let modes = |text: &str| {
        let (_, found) = read(text);
        let all = found.responsibilities.iter();
        all.map(|one| one.mode).collect::<Vec<_>>()
    };
    assert_eq!(
        modes("The Northern Front denied having kidnapped the judge."),
        [Mode::Denied]
    );
    assert_eq!(
        modes("Ada Koren was jailed for the murder of two pilots, which she has always denied."),
        [Mode::Accused, Mode::Denied]
    );
}

#[test]
fn who_says_nothing_has_not_claimed_it() {
    check(
        "A bomb exploded in Lasko. The Northern Front has kept silent.",
        &["none_claimed Northern Front < -"],
    );
    check("A bomb exploded in Lasko. The mayor has kept silent.", &[]);
    check("The Northern Front has kept silent.", &[]);
}

#[test]
fn admitted_and_boasted() {
    check(
        "The Northern Front admitted last year that it had mined the road near Lasko.",
        &["claimed Northern Front < Northern Front"],
    );
    check(
        "The Northern Front admitted that it had lost the vote.",
        &[],
    );
}

#[test]
fn blame_without_the_deed() {
    check(
        "A bomb exploded in Lasko. Police accused the Northern Front.",
        &["accused Northern Front < Police"],
    );
    check("The army accused the Northern Front of arrogance.", &[]);
    check(
        "The army shelled Lasko in order to blame the Northern Front.",
        &["reported army < -"],
    );
}

#[test]
fn a_town_taken_is_nobodys_guilt() {
    check("Rebels captured the town of Lasko on Monday.", &[]);
}
