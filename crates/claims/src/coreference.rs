//! Which words of a report are of one and the same person, group or body.
//!
//! Sieves, the surest first, as in Stanford's deterministic system (Lee et al. 2013): a name beside
//! a name ("X, known as Y"), the same name, surname or acronym (`names`), what stands beside it
//! ("Its spokesman, X", `beside`), a description with the same words, a description that only one
//! in reach fits (`descriptions`), and pronouns by number, gender, grammatical part and distance
//! (`pronouns`). What two could mean is left to nobody: a wrong link makes a wrong claim. [`voices`]
//! runs after the attributions and adds "I", "we" and "you" (`voices`).
//!
//! Knows one report. Pronouns that stand before the name they mean are not resolved.

mod beside;
mod cast;
mod descriptions;
mod names;
mod pronouns;
mod referent;
mod salience;
mod vague;
mod voices;

use ascribe_model::{Entity, EntityKind, Place};

use crate::entities::{How, Seed, Seeds};
use crate::reading::Reading;
use cast::Cast;

pub(crate) use names::is_surname;
pub(crate) use voices::voices;

/// Every entity of the report with its mentions, in the order of first mention. What names one of
/// the `places` speaks for nobody else.
pub(crate) fn resolve(reading: Reading<'_>, places: &[Place]) -> Vec<Entity> {
    let mut seeds = Seeds::new(reading, places);
    let mut cast = Cast::new(reading);
    for (index, sentence) in reading.sentences().enumerate() {
        let seeds = seeds.of(sentence);
        cast.begin(index);
        for (at, seed) in seeds.iter().enumerate() {
            place(&mut cast, seed, &seeds[..at]);
        }
        // "the leadership of X": X stands after it.
        for seed in seeds.iter().filter(|seed| seed.how == How::Leading) {
            if let Some(index) = beside::led(&cast, seed) {
                cast.mention(index, seed, "coreference/leadership@1");
            }
        }
    }
    cast.finish()
}

/// Gives one seed to all whom it means; a new name or description to one who is new.
fn place<'r>(cast: &mut Cast<'r>, seed: &Seed<'r>, before: &[Seed<'r>]) {
    let found = match seed.how {
        How::Named => named(cast, seed, before),
        How::Described => beside::described(cast, seed).or_else(|| descriptions::body(cast, seed)),
        How::Unnamed => beside::described(cast, seed).or_else(|| descriptions::person(cast, seed)),
        How::Pointed(pronoun) => {
            let meant = pronouns::meant(cast, seed, pronoun);
            return cast.mention_all(&meant, seed, seed.rule);
        }
        How::Both => {
            let meant = descriptions::both(cast);
            return cast.mention_all(&meant, seed, "coreference/both@1");
        }
        How::Leading => return,
    };
    match found {
        Some((index, rule)) => cast.mention(index, seed, rule),
        None if cast.is_body_by_name(seed) || vague::is_vague(seed, cast.reading) => {}
        None => cast.create(seed),
    }
}

/// Whom a name means: what stands beside it says so, unless the name is known for another.
fn named<'r>(
    cast: &Cast<'r>,
    seed: &Seed<'r>,
    before: &[Seed<'r>],
) -> Option<(usize, &'static str)> {
    let beside = beside::named(cast, seed, before);
    let is_new = beside.is_none_or(|(index, _)| !cast.all[index].is_named);
    let called = is_new.then(|| cast.called(seed)).flatten();
    called.or(beside)
}

/// Whether something of this kind is a body of people with an order of its own.
pub(crate) const fn is_body(kind: EntityKind) -> bool {
    !matches!(
        kind,
        EntityKind::Person | EntityKind::People | EntityKind::PlaceName
    )
}

#[cfg(test)]
mod tests {
    use ascribe_model::{Entity, EntityKind};

    use crate::testing::read;

    /// Finds these entities with all their mentions, among others.
    fn check(text: &str, expected: &[(&str, &[&str])]) -> Vec<Entity> {
        let (report, found) = read(text);
        for (name, mentions) in expected {
            let entity = found.entities.iter().find(|entity| entity.name == *name);
            let words: Vec<_> = entity
                .iter()
                .flat_map(|entity| &entity.mentions)
                .map(|mention| mention.span.slice(&report.text))
                .collect();
            assert_eq!(words, *mentions, "{name} in: {text}");
        }
        found.entities
    }

    #[test]
    fn names_of_one() {
        check(
            "Tarik Venn, also known as Abu Salk, left. Abu Salk took his men with him.",
            &[(
                "Tarik Venn",
                &["Tarik Venn", "Abu Salk", "Abu Salk", "his", "him"],
            )],
        );
        check(
            "A group calling itself the Reed Brigade burned the depot.",
            &[("Reed Brigade", &["group", "Reed Brigade"])],
        );
        check(
            "The Salt Lake Front (SLF) has left. The SLF said so.",
            &[("Salt Lake Front", &["Salt Lake Front", "SLF", "SLF"])],
        );
    }

    #[test]
    fn who_goes_by_a_name() {
        check(
            "\"We left,\" said a spokesman who uses the name of Odo Fenn. He blamed the army.",
            &[("Odo Fenn", &["spokesman", "Odo Fenn", "He"])],
        );
        check(
            "An official who goes by the name of Doran Pell said that rebels had fled.",
            &[("Doran Pell", &["official", "Doran Pell"])],
        );
        check(
            "A spokesman for the Reed Brigade blamed Odo Fenn. He was shot.",
            &[("Odo Fenn", &["Odo Fenn"])],
        );
    }

    #[test]
    fn who_speaks_and_is_spoken_of_again() {
        check(
            "A doctor said that nine men had been shot. \"There was no fight,\" she said.",
            &[("doctor", &["doctor", "she"])],
        );
        check(
            "A doctor said that nine men had been shot.",
            &[("doctor", &[])],
        );
        check(
            "Colonel Ivo Sandel said rebels had left. The officer said two men were dead.",
            &[("Ivo Sandel", &["Ivo Sandel", "officer"])],
        );
        check(
            "Mayor Ivo Sandel said rebels had left. The officer said two men were dead.",
            &[("Ivo Sandel", &["Ivo Sandel"])],
        );
    }

    #[test]
    fn descriptions() {
        check(
            "The Reed Brigade burned the depot. The militants killed a guard.",
            &[("Reed Brigade", &["Reed Brigade", "militants"])],
        );
        check(
            "The Reed Brigade fought the Salt Lake Front. Both groups lost men.",
            &[
                ("Reed Brigade", &["Reed Brigade", "groups"]),
                ("Salt Lake Front", &["Salt Lake Front", "groups"]),
            ],
        );
    }

    #[test]
    fn what_two_can_mean_is_nobodys() {
        check(
            "The Reed Brigade and the Salt Lake Front fought for a day. The group lost a truck.",
            &[
                ("Reed Brigade", &["Reed Brigade"]),
                ("Salt Lake Front", &["Salt Lake Front"]),
            ],
        );
    }

    #[test]
    fn things_are_it_too() {
        check(
            "The army hit a depot. It burned for a day. It was clear that the fuel was lost.",
            &[("army", &["army"])],
        );
    }

    #[test]
    fn voices() {
        check(
            "\"We burned the depot and we will burn more,\" the Reed Brigade said.",
            &[("Reed Brigade", &["We", "we", "Reed Brigade"])],
        );
        check(
            "\"I saw them burn the old depot,\" said Ada Koren.",
            &[("Ada Koren", &["I", "Ada Koren"])],
        );
    }

    #[test]
    fn parts_of_a_body() {
        let entities = check(
            "The Reed Brigade denied it. Its spokesman, Odo Fenn, said so.",
            &[],
        );
        let brigade = entities.iter().find(|entity| entity.name == "Reed Brigade");
        let fenn = entities.iter().find(|entity| entity.name == "Odo Fenn");
        assert_eq!(
            fenn.and_then(|fenn| fenn.part_of),
            brigade.map(|brigade| brigade.id)
        );
    }

    #[test]
    fn nobody_is_part_of_whom_he_counters() {
        let entities = check(
            "Odo Fenn, an envoy for the fight against the Reed Brigade, left.",
            &[],
        );
        let fenn = entities.iter().find(|entity| entity.name == "Odo Fenn");
        assert_eq!(fenn.and_then(|fenn| fenn.part_of), None);
    }

    #[test]
    fn a_name_of_anybody_is_not_the_states() {
        check(
            "The Lake Assembly met in the town. The army said it would not be there.",
            &[("Lake Assembly", &["Lake Assembly"])],
        );
    }

    #[test]
    fn states_speak_by_other_names() {
        let entities = check(
            "Ankara denied it. The Turks said they had no guns there. Turkey closed the border.",
            &[("Turkey", &["Ankara", "Turks", "they", "Turkey"])],
        );
        assert_eq!(entities[0].kind, EntityKind::Government);
    }
}
