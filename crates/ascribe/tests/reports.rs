//! Whole reports against what a careful reader takes from them (`testdata/reports/`).
//!
//! The rules were written with the reports of `seen/` at hand. Those of `opened/` were written blind
//! to the rules, measured as such, and then opened to learn from; those of `unseen/` were written
//! blind to the rules and not looked at since. Precision and recall of each kind of finding are
//! printed, and must not fall below `eval/reports.toml`. That the right claims hang on the right
//! events is not scored here. `ASCRIBE_MISSES=seen` or `=opened` lists what went wrong in that set;
//! the misses of `unseen/` are never printed.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/expected.rs"]
mod expected;
#[path = "support/found.rs"]
mod found;

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};
use std::path::{Path, PathBuf};

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use expected::Expected;
use found::Found;
use serde::Deserialize;
use support::{read, root};

/// The sets of reports.
const SETS: [&str; 2] = ["seen", "opened"];

/// The bounds of one set, and the reports that they were measured on.
#[derive(Deserialize)]
struct Pinned {
    digest: String,
    floors: BTreeMap<String, Floor>,
}

#[derive(Deserialize)]
struct Floor {
    precision: f64,
    recall: f64,
}

#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    right: usize,
    misses: Vec<String>,
}

impl Score {
    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.expected)
    }

    fn add(&mut self, other: Self) {
        self.expected += other.expected;
        self.found += other.found;
        self.right += other.right;
        self.misses.extend(other.misses);
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        1.0
    } else {
        part as f64 / whole as f64
    }
}

/// The score of one report: every finding answers at most one expectation.
fn counts<E: Debug, F: Debug>(expected: &[E], found: &[F], fits: impl Fn(&E, &F) -> bool) -> Score {
    let mut open: Vec<&F> = found.iter().collect();
    let mut misses = Vec::new();
    for one in expected {
        if let Some(at) = open.iter().position(|other| fits(one, other)) {
            open.remove(at);
        } else {
            misses.push(format!("missing {one:?}"));
        }
    }
    let right = expected.len() - misses.len();
    misses.extend(open.iter().map(|one| format!("wrong   {one:?}")));
    Score {
        expected: expected.len(),
        found: found.len(),
        right,
        misses,
    }
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
fn score(kind: &str, wanted: &Expected, found: &Found<'_>) -> Option<Score> {
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

fn scores(set: &str) -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<_, Score> = BTreeMap::new();
    for path in reports(set) {
        let wanted = parsed(&path);
        let options = ReadOptions {
            published: wanted.published.as_ref().map(|day| day.parse().unwrap()),
            ..ReadOptions::default()
        };
        let record = read(&std::fs::read(&path).unwrap(), &options);
        for kind in KINDS {
            if let Some(mut score) = score(kind, &wanted, &Found(&record)) {
                let name = path.file_stem().unwrap().to_string_lossy();
                for miss in &mut score.misses {
                    *miss = format!("{name}: {miss}");
                }
                scores.entry(kind).or_default().add(score);
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

/// A table of the figures, and the complaints about those below their floors.
fn report(set: &str, pinned: &Pinned) -> (String, Vec<String>) {
    let (mut table, mut complaints) = (format!("{set}\n"), Vec::new());
    let scores = scores(set);
    for kind in KINDS {
        let score = &scores[kind];
        let (precision, recall) = (score.precision(), score.recall());
        let counts = format!(
            "{} right of {} found, {} expected",
            score.right, score.found, score.expected
        );
        // Of nothing found, nothing is right or wrong.
        let shown = match score.found {
            0 => "-    ".to_owned(),
            _ => format!("{precision:.3}"),
        };
        writeln!(
            table,
            "  {kind:17} precision {shown}  recall {recall:.3}  ({counts})"
        )
        .unwrap();
        let below = |floor: &Floor| precision < floor.precision || recall < floor.recall;
        if pinned.floors.get(kind).is_some_and(below) {
            complaints.push(format!("{set} {kind}: {precision:.3} and {recall:.3}"));
        }
    }
    if set != "unseen" && std::env::var("ASCRIBE_MISSES").is_ok_and(|wanted| wanted == set) {
        table += &misses(&scores);
    }
    (table, complaints)
}

fn misses(scores: &BTreeMap<&'static str, Score>) -> String {
    let mut lines = String::new();
    for kind in KINDS {
        writeln!(lines, "{kind}").unwrap();
        for miss in &scores[kind].misses {
            writeln!(lines, "  {miss}").unwrap();
        }
    }
    lines
}

#[test]
fn reports_are_read_as_well_as_before() {
    let path = root().join("eval/reports.toml");
    let pinned: BTreeMap<String, Pinned> =
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut complaints = Vec::new();
    for set in SETS {
        let (table, below) = report(set, &pinned[set]);
        println!("{table}");
        complaints.extend(below);
        let digest = digest(set);
        if digest != pinned[set].digest {
            complaints.push(format!(
                "{set}: other reports than those measured, {digest}"
            ));
        }
    }
    assert!(
        complaints.is_empty(),
        "below the floors of eval/reports.toml: {complaints:#?}"
    );
}

#[test]
fn the_reports_are_many_and_some_are_long() {
    let sets = SETS.map(reports);
    assert!(sets.iter().all(|reports| reports.len() == 20));
    let is_long = |path: &&PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        (300..=800).contains(&text.split_whitespace().count())
    };
    let long = sets.iter().flatten().filter(is_long).count();
    assert!(long >= 10, "only {long} reports have 300 to 800 words");
}
