//! Tolls of short texts, read with the real pipeline.

use ascribe_model::Toll;

use crate::testing;

/// The tolls of a text as `kind low/best/high who`, with `event` where there is one.
fn check(text: &str, expected: &[&str]) {
    let side = |value: Option<u64>| value.map_or(String::new(), |value| value.to_string());
    let show = |toll: &Toll| {
        let bounds = [toll.low, toll.best, toll.high].map(side).join("/");
        let event = toll
            .event
            .map_or(String::new(), |event| format!(" {event}"));
        let part = toll
            .part_of
            .map_or(String::new(), |whole| format!(" of {whole}"));
        let instead = toll
            .supersedes
            .map_or(String::new(), |earlier| format!(" not {earlier}"));
        format!("{} {bounds} {}{event}{part}{instead}", toll.kind, toll.who)
    };
    let (_, findings) = testing::read(text);
    assert_eq!(
        findings.tolls.iter().map(show).collect::<Vec<_>>(),
        expected,
        "{text}"
    );
}

#[test]
fn killed_and_injured() {
    check(
        "Twelve people were killed and 30 wounded in the blast.",
        &["killed /12/ any v0", "injured /30/ any v0"],
    );
    check(
        "The attack left nine dead and 20 injured.",
        &["killed /9/ any v0", "injured /20/ any v0"],
    );
    check("The bombing claimed 17 lives.", &["killed /17/ any v0"]);
    check(
        "A bomb exploded, killing at least 14 soldiers and wounding 23 others.",
        &["killed 14// forces v0", "injured /23/ any v0"],
    );
}

#[test]
fn bounds_are_kept() {
    check(
        "At least 140 people were killed in the attack.",
        &["killed 140// any v0"],
    );
    check(
        "Up to 50 people were injured in the attack.",
        &["injured //50 any v0"],
    );
    check(
        "Between 10 and 15 villagers were killed.",
        &["killed 10//15 civilian"],
    );
    check(
        "About 30 people were injured in the attack.",
        &["injured /30/ any v0"],
    );
}

#[test]
fn nought_is_a_toll() {
    check("No one was hurt in the blast.", &["injured /0/ any v0"]);
    check("Nobody was injured.", &["injured /0/ any"]);
    check("There were no fatalities.", &["killed /0/ any"]);
}

#[test]
fn parts_of_a_toll() {
    check(
        "Gunmen opened fire on a bus, killing six passengers, including two children.",
        &["killed /6/ civilian v0", "killed /2/ child v0 of n0"],
    );
}

#[test]
fn the_bomber_apart() {
    check(
        "The bomber killed himself and six others.",
        &["killed /1/ perpetrator v0", "killed /6/ any v0"],
    );
}

#[test]
fn a_toll_is_corrected() {
    check(
        "The blast killed 30 people. The death toll rose to 45 from 30 on Saturday.",
        &["killed /30/ any v0", "killed /45/ any v0 not n0"],
    );
}

#[test]
fn single_people() {
    check("A soldier was killed.", &["killed /1/ forces"]);
    check(
        "A police officer was shot and killed on Monday.",
        &["killed /1/ forces v0"],
    );
    check(
        "A policeman and two civilians were killed.",
        &["killed /1/ forces", "killed /2/ civilian"],
    );
}

#[test]
fn told_in_other_words() {
    check(
        "Two men were pronounced dead at the scene.",
        &["killed /2/ any"],
    );
    check(
        "Police recovered 14 bodies from the rubble.",
        &["killed /14/ any"],
    );
    check(
        "At least 140 people have been killed in attacks since 2021.",
        &["killed 140// any"],
    );
    check(
        "Police arrested four men after the attack.",
        &["detained /4/ any v0"],
    );
}

#[test]
fn what_is_no_toll() {
    for text in [
        "The senate killed two bills.",
        "The storm killed two cows.",
        "Dozens were killed.",
        "The group threatened to kill two hostages.",
        "A bomb could kill 40 people.",
        "They opened 12 schools.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn between_two_bounds() {
    check(
        "A bomb exploded in Lasko, killing at least 12 but no more than 20 people.",
        &["killed 12//20 any v0"],
    );
    check(
        "The blast in Lasko left five dead and up to 30 wounded.",
        &["killed /5/ any v0", "injured //30 any v0"],
    );
}

#[test]
fn those_counted_among_others() {
    check(
        "Nine people were killed in the bombing in Lasko, four of them children.",
        &["killed /9/ any v0", "killed /4/ child v0 of n0"],
    );
    check(
        "The bombing in Lasko killed nine people. Two policemen were among the dead.",
        &["killed /9/ any v0", "killed /2/ forces v0 of n0"],
    );
    check(
        "Nine people were killed in the bombing in Lasko, most of them children.",
        &["killed /9/ any v0"],
    );
}

#[test]
fn one_person_is_counted_once() {
    check(
        "A teacher was shot in Lasko on Monday. He died in hospital.",
        &["killed /1/ civilian v0"],
    );
    check(
        "A teacher was shot in Lasko on Monday. A nurse died in hospital.",
        &["injured /1/ civilian v0", "killed /1/ civilian v0"],
    );
}

#[test]
fn again_and_again_is_no_toll() {
    check("Every week another guard was killed.", &[]);
    check("Another guard was killed.", &["killed /1/ forces"]);
}

#[test]
fn counted_over_a_time() {
    let (_, found) = testing::read("More than 200 civilians were killed in 2019 alone.");
    assert!(found.tolls[0].period.is_some());
    check(
        "A bomb exploded in Lasko. A flood killed nine people in May.",
        &["killed /9/ any"],
    );
    check(
        "A bomb exploded in Lasko. It killed nine people.",
        &["killed /9/ any v0"],
    );
}

#[test]
fn another_voice_another_figure() {
    check(
        "The bombing in Lasko killed nine people, the army said. The ministry put the number at four.",
        &["killed /9/ any v0", "killed /4/ any v0"],
    );
}

#[test]
fn harm_in_other_words() {
    check(
        "Three people suffered burns when a bomb exploded in Lasko.",
        &["injured /3/ any v0"],
    );
    check(
        "A nurse was grazed in the arm by a bullet.",
        &["injured /1/ civilian"],
    );
    check("The others were unharmed.", &["injured /0/ any"]);
    check("Nobody was seriously hurt.", &[]);
}

#[test]
fn the_killing_of_so_many() {
    check(
        "The killing of 38 villagers near Lasko is being investigated.",
        &["killed /38/ civilian v0"],
    );
    check("They planned the murder of two men.", &[]);
}

#[test]
fn held_and_taken() {
    check(
        "Nineteen hostages are still being held.",
        &["abducted /19/ any"],
    );
    check(
        "Six men seized a ferry with 74 people on board.",
        &["abducted /74/ any v0"],
    );
    check("The group put its own dead at nine.", &["killed /9/ any"]);
}

#[test]
fn a_name_among_others_counts_nobody() {
    check(
        "Four rebels were killed, among them Levan Osk.",
        &["killed /4/ fighter"],
    );
}

#[test]
fn who_was_hurt_and_died_is_dead() {
    check(
        "A guard was shot several times and died in a clinic.",
        &["killed /1/ forces v0"],
    );
    check(
        "A boy was shot in Karvel. The boy died on Sunday.",
        &["killed /1/ child v0"],
    );
    check(
        "A boy was killed in Karvel.\n\nThe victim was shot in the chest.",
        &["killed /1/ child"],
    );
    check(
        "Anna Berg was shot in Karvel.\n\nOfficials spoke.\n\nRain fell.\n\nBerg died on Sunday.",
        &["killed /1/ any v0"],
    );
}

#[test]
fn others_are_not_the_same() {
    check(
        "A woman was killed in Karvel. Ole Berg was also wounded.",
        &["killed /1/ any", "injured /1/ any"],
    );
    check(
        "A soldier was killed in Karvel. The man was wounded.",
        &["killed /1/ forces", "injured /1/ any"],
    );
}

#[test]
fn a_death_of_somebody_is_one_toll() {
    check(
        "The shooting death of a clerk shook Karvel.",
        &["killed /1/ civilian"],
    );
    check(
        "A 19-year-old was stabbed to death.",
        &["killed /1/ any v0"],
    );
}
