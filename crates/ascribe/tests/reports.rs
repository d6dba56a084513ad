//! Whole reports against what a careful reader takes from them (`testdata/reports/`).
//!
//! The rules were written with the reports of `seen/` at hand; those of `unseen/` were written
//! before and not looked at. Precision and recall of each kind of finding are printed, and must not
//! fall below `eval/reports.toml`. That the right claims hang on the right events is not scored
//! here.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use ascribe::wire::{Attribution, Entity, Event, Record, Responsibility, Toll};
use serde::Deserialize;
use support::{read, root};

/// What a reader takes from one report. Nothing else may be found.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default)]
    event: Vec<ExpectedEvent>,
    #[serde(default)]
    responsibility: Vec<ExpectedResponsibility>,
    #[serde(default)]
    toll: Vec<ExpectedToll>,
}

/// Names may be alternatives: `army spokesman | army`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedEvent {
    r#type: String,
    status: String,
    place: Option<String>,
    time: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedResponsibility {
    mode: String,
    actor: Option<String>,
    holder: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExpectedToll {
    kind: String,
    low: Option<u64>,
    best: Option<u64>,
    high: Option<u64>,
    holder: Option<String>,
}

/// The bounds of one half, and the reports that they were measured on.
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
}

impl Score {
    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.expected)
    }

    fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        self.found += other.found;
        self.right += other.right;
    }
}

/// The score of one report: every finding answers at most one expectation.
fn counts<E, F>(expected: &[E], found: &[F], fits: impl Fn(&E, &F) -> bool) -> Score {
    let mut open: Vec<&F> = found.iter().collect();
    let mut right = 0;
    for one in expected {
        if let Some(at) = open.iter().position(|other| fits(one, other)) {
            open.remove(at);
            right += 1;
        }
    }
    Score {
        expected: expected.len(),
        found: found.len(),
        right,
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

/// The names of one record.
struct Names<'r>(&'r Record);

impl Names<'_> {
    fn entity(&self, id: Option<&String>) -> Option<&Entity> {
        self.0.entities.iter().find(|entity| Some(&entity.id) == id)
    }

    fn place(&self, event: &Event) -> Option<&str> {
        let place = self
            .0
            .places
            .iter()
            .find(|place| Some(&place.id) == event.place.as_ref());
        place.map(|place| place.name.as_str())
    }

    fn time(&self, event: &Event) -> Option<&str> {
        let time = self
            .0
            .times
            .iter()
            .find(|time| Some(&time.id) == event.time.as_ref());
        time.and_then(|time| time.value.as_deref())
            .map(|value| value.split('T').next().unwrap_or(value))
    }

    fn is_actor(&self, wanted: Option<&str>, actor: Option<&String>) -> bool {
        match (wanted, self.entity(actor)) {
            (None, None) => true,
            (Some(wanted), Some(actor)) => names_of(actor).any(|name| is_named(wanted, name)),
            _ => false,
        }
    }

    /// No holder is the report's own voice.
    fn is_holder(&self, wanted: Option<&str>, attribution: &str) -> bool {
        let said = self
            .0
            .attributions
            .iter()
            .find(|one| one.id == attribution)
            .unwrap();
        match wanted {
            None => said.kind == "narration",
            Some(wanted) => self
                .holder_names(said)
                .iter()
                .any(|name| is_named(wanted, name)),
        }
    }

    fn holder_names<'a>(&'a self, said: &'a Attribution) -> Vec<&'a str> {
        let holder = self.entity(said.holder.as_ref());
        let words = said.source.iter().map(|span| span.text.as_str());
        holder.into_iter().flat_map(names_of).chain(words).collect()
    }

    fn is_toll(&self, wanted: &ExpectedToll, toll: &Toll) -> bool {
        toll.kind == wanted.kind
            && (toll.low, toll.best, toll.high) == (wanted.low, wanted.best, wanted.high)
            && self.is_holder(wanted.holder.as_deref(), &toll.head.attribution)
    }

    fn is_responsibility(&self, wanted: &ExpectedResponsibility, one: &Responsibility) -> bool {
        one.mode == wanted.mode
            && self.is_actor(wanted.actor.as_deref(), one.actor.as_ref())
            && self.is_holder(wanted.holder.as_deref(), &one.head.attribution)
    }

    fn is_setting(&self, wanted: &ExpectedEvent, event: &Event) -> bool {
        is_event(wanted, event)
            && self.place(event) == wanted.place.as_deref()
            && self.time(event) == wanted.time.as_deref()
    }
}

fn is_event(wanted: &ExpectedEvent, event: &Event) -> bool {
    is_named(&wanted.r#type, &event.kind) && event.status == wanted.status
}

fn names_of(entity: &Entity) -> impl Iterator<Item = &str> {
    let mentions = entity
        .mentions
        .iter()
        .map(|mention| mention.span.text.as_str());
    std::iter::once(entity.name.as_str())
        .chain(entity.aliases.iter().map(String::as_str))
        .chain(mentions)
}

/// Whether `name` is one of the alternatives in `wanted`, articles apart.
fn is_named(wanted: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let bare = ["the ", "an ", "a "]
        .iter()
        .find_map(|article| name.strip_prefix(article));
    wanted
        .split(" | ")
        .any(|one| one.to_lowercase() == bare.unwrap_or(&name))
}

fn reports(half: &str) -> Vec<PathBuf> {
    let folder = root().join("testdata/reports").join(half);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    paths
}

fn expected_of(report: &Path) -> String {
    std::fs::read_to_string(report.with_extension("expected.toml")).unwrap()
}

fn scores(half: &str) -> BTreeMap<&'static str, Score> {
    let mut scores: BTreeMap<_, Score> = BTreeMap::new();
    for path in reports(half) {
        let expected: Expected = toml::from_str(&expected_of(&path)).unwrap();
        let found = read(&std::fs::read(&path).unwrap(), &ReadOptions::default());
        let names = Names(&found);
        let mut add = |kind, counts: Score| scores.entry(kind).or_default().add(&counts);
        let (events, tolls) = (&found.events, &found.tolls);
        add("events", counts(&expected.event, events, is_event));
        let is_setting = |wanted: &_, event: &_| names.is_setting(wanted, event);
        add("settings", counts(&expected.event, events, is_setting));
        let is_one = |wanted: &_, one: &_| names.is_responsibility(wanted, one);
        let (wanted, got) = (&expected.responsibility, &found.responsibilities);
        add("responsibilities", counts(wanted, got, is_one));
        let is_toll = |wanted: &_, toll: &_| names.is_toll(wanted, toll);
        add("tolls", counts(&expected.toll, tolls, is_toll));
    }
    scores
}

fn digest(half: &str) -> String {
    let texts = reports(half)
        .into_iter()
        .map(|path| std::fs::read_to_string(&path).unwrap() + &expected_of(&path));
    sha256(texts.collect::<String>().as_bytes())
}

/// A table of the figures, and the complaints about those below their floors.
fn report(half: &str, pinned: &Pinned) -> (String, Vec<String>) {
    let (mut table, mut complaints) = (format!("{half}\n"), Vec::new());
    for (kind, score) in scores(half) {
        let (precision, recall) = (score.precision(), score.recall());
        let counts = format!(
            "{} right of {} found, {} expected",
            score.right, score.found, score.expected
        );
        writeln!(
            table,
            "  {kind:17} precision {precision:.3}  recall {recall:.3}  ({counts})"
        )
        .unwrap();
        let floor = &pinned.floors[kind];
        if precision < floor.precision || recall < floor.recall {
            complaints.push(format!("{half} {kind}: {precision:.3} and {recall:.3}"));
        }
    }
    (table, complaints)
}

#[test]
fn reports_are_read_as_well_as_before() {
    let path = root().join("eval/reports.toml");
    let pinned: BTreeMap<String, Pinned> =
        toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut complaints = Vec::new();
    for half in ["seen", "unseen"] {
        let (table, below) = report(half, &pinned[half]);
        println!("{table}");
        complaints.extend(below);
        let digest = digest(half);
        if digest != pinned[half].digest {
            complaints.push(format!(
                "{half}: other reports than those measured, {digest}"
            ));
        }
    }
    assert!(
        complaints.is_empty(),
        "below the floors of eval/reports.toml: {complaints:#?}"
    );
}
