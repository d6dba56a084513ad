//! Whole reports against what a careful reader takes from them (`testdata/reports/`).
//!
//! The rules were written with the reports of `seen/` at hand. Those of `opened/` were written blind
//! to the rules, measured as such, and then opened to learn from; those of `unseen/` were written
//! blind to the rules and not looked at since, though scored while thresholds were chosen; the ten of
//! `fresh/` were written later, blind too, and scored when nothing was left to choose. Precision and recall of each kind of finding are
//! printed, and must not fall below `eval/reports.toml`. That the right claims hang on the right
//! events is not scored here. `ASCRIBE_MISSES=seen` or `=opened` lists what went wrong in that set;
//! the misses of `unseen/` and `fresh/` are never printed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/expected.rs"]
#[expect(dead_code, reason = "some is for the test `responsibility`")]
mod expected;
#[path = "support/found.rs"]
mod found;
#[path = "support/pairing.rs"]
mod pairing;
#[path = "support/score.rs"]
mod score;

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use expected::Expected;
use found::Found;
use score::{Score, Scores};
use support::{read, root};

/// The sets of reports.
const SETS: [&str; 4] = ["seen", "opened", "unseen", "fresh"];

fn counts<E: Debug, F: Debug>(expected: &[E], found: &[F], fits: impl Fn(&E, &F) -> bool) -> Score {
    let pairs = pairing::pair(expected, found, fits);
    pairing::score((expected, found), &pairs, |_| false)
}

/// The kinds of finding, in the order of the table.
const KINDS: [&str; 11] = [
    "events",
    "settings",
    "responsibilities",
    "tolls",
    "occurrences",
    "assessments",
    "causes",
    "attributions",
    "entities",
    "times",
    "places",
];

/// The score of one report in one kind; none where the reader did not list that kind.
fn score_of(kind: &str, wanted: &Expected, found: &Found<'_>) -> Option<Score> {
    let listed = |name, score: &dyn Fn() -> Score| wanted.lists(name).then(score);
    match kind {
        "events" => Some(counts(&wanted.event, &found.events(), expected::Event::is)),
        "settings" => Some(counts(
            &wanted.event,
            &found.events(),
            expected::Event::is_set_as,
        )),
        "responsibilities" => Some(counts(
            &wanted.responsibility,
            &found.responsibilities(),
            expected::Responsibility::is,
        )),
        "tolls" => Some(counts(&wanted.toll, &found.tolls(), expected::Toll::is)),
        "occurrences" => listed("occurrence", &|| {
            let denials = found.denials();
            counts(&wanted.occurrence, &denials, expected::Occurrence::is)
        }),
        "assessments" => listed("assessment", &|| {
            let assessments = found.assessments();
            counts(&wanted.assessment, &assessments, expected::Assessment::is)
        }),
        "causes" => listed("cause", &|| {
            counts(&wanted.cause, &found.causes(), expected::Cause::is)
        }),
        "attributions" => listed("attribution", &|| {
            let said = found.attributions();
            counts(&wanted.attribution, &said, expected::Attribution::is)
        }),
        "entities" => listed("entity", &|| {
            let mut entities = found.named_entities();
            entities.retain(|one| !wanted.optional_entity.iter().any(|other| other.is(one)));
            counts(&wanted.entity, &entities, expected::Entity::is)
        }),
        "times" => listed("time", &|| {
            counts(&wanted.time, &found.times(), expected::Time::is)
        }),
        "places" => listed("place", &|| {
            counts(&wanted.place, &found.places(), expected::Place::is)
        }),
        other => unreachable!("{other} is no kind"),
    }
}

fn reports(set: &str) -> Vec<PathBuf> {
    let folder = root().join("testdata/reports").join(set);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn expected_of(report: &Path) -> String {
    std::fs::read_to_string(report.with_extension("expected.toml")).unwrap()
}

fn parsed(report: &Path) -> Expected {
    toml::from_str(&expected_of(report))
        .unwrap_or_else(|error| panic!("{}: {error}", report.display()))
}

fn scores(set: &str) -> Scores {
    let mut scores = Scores::of(&KINDS);
    for path in reports(set) {
        let wanted = parsed(&path);
        let options = ReadOptions {
            published: wanted.published.as_ref().map(|day| day.parse().unwrap()),
            ..ReadOptions::default()
        };
        let record = read(&std::fs::read(&path).unwrap(), &options);
        for kind in KINDS {
            if let Some(mut score) = score_of(kind, &wanted, &Found(&record)) {
                let name = path.file_stem().unwrap().to_string_lossy();
                for miss in &mut score.misses {
                    *miss = format!("{name}: {miss}");
                }
                scores.add(kind, score);
            }
        }
    }
    scores
}

fn digest(set: &str) -> String {
    let texts = reports(set)
        .into_iter()
        .map(|path| std::fs::read_to_string(&path).unwrap() + &expected_of(&path));
    sha256(texts.collect::<String>().as_bytes())
}

#[test]
fn seen_reports_are_read_as_well_as_before() {
    scores("seen").check("reports", "seen", &digest("seen"));
}

#[test]
fn opened_reports_are_read_as_well_as_before() {
    scores("opened").check("reports", "opened", &digest("opened"));
}

#[test]
fn unseen_reports_are_read_as_well_as_before() {
    scores("unseen").check("reports", "unseen", &digest("unseen"));
}

#[test]
fn fresh_reports_are_read_as_well_as_before() {
    scores("fresh").check("reports", "fresh", &digest("fresh"));
}

#[test]
fn the_reports_are_many_and_some_are_long() {
    let sets = SETS.map(reports);
    assert!(sets.iter().all(|reports| reports.len() >= 10));
    let is_long = |path: &&PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        (300..=800).contains(&text.split_whitespace().count())
    };
    let long = sets.iter().flatten().filter(is_long).count();
    assert!(long >= 10, "only {long} reports have 300 to 800 words");
}
