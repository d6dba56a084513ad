//! Short reports against what is said in them of groups and of causes (`testdata/judgements/`).
//!
//! The rules were written with the reports of `seen.toml` at hand; those of `unseen.toml` were
//! written before and not looked at. Precision and recall are printed, and must not fall below
//! `eval/judgements.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use std::collections::BTreeMap;

use ascribe::ReadOptions;
use ascribe::wire::{Assessment, AssessmentValue, Cause, Record};
use serde::Deserialize;
use support::{read, root};

/// One half: reports with the rows that a careful reader takes from them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Half {
    text: Vec<Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    /// `subject | attribute | direction | number`
    assessments: Vec<String>,
    /// `words within the cause -> words within the effect`
    causes: Vec<String>,
}

/// The bounds of one half, by kind.
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
    /// Every finding answers at most one expectation.
    fn add(&mut self, expected: &[String], found: Vec<String>, fits: fn(&str, &str) -> bool) {
        self.expected += expected.len();
        self.found += found.len();
        let mut open = found;
        for wanted in expected {
            if let Some(at) = open.iter().position(|one| fits(wanted, one)) {
                open.remove(at);
                self.right += 1;
            }
        }
    }

    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.expected)
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

fn row(one: &Assessment, record: &Record) -> String {
    let subject = record
        .entities
        .iter()
        .find(|entity| entity.id == one.subject);
    let number = match &one.value {
        Some(AssessmentValue::Number {
            low,
            best,
            high,
            unit,
        }) => {
            let side = |side: &Option<f64>| side.map_or(String::new(), |side| side.to_string());
            match (low, high) {
                (None, None) => format!("{} {unit}", side(best)),
                _ => format!("{}..{} {unit}", side(low), side(high)),
            }
        }
        _ => "-".to_owned(),
    };
    let direction = one.direction.as_deref().unwrap_or("-");
    let name = &subject.unwrap().name;
    format!("{name} | {} | {direction} | {number}", one.attribute)
}

fn is_assessment(wanted: &str, found: &str) -> bool {
    let (wanted, found): (Vec<_>, Vec<_>) =
        (wanted.split(" | ").collect(), found.split(" | ").collect());
    found[0].contains(wanted[0])
        && wanted[1..3] == found[1..3]
        && (wanted[3] == "-" || wanted[3] == found[3])
}

fn ends(one: &Cause) -> String {
    format!("{} -> {}", one.cause.span.text, one.effect.span.text)
}

fn is_cause(wanted: &str, found: &str) -> bool {
    let (wanted, found) = (
        wanted.split_once(" -> ").unwrap(),
        found.split_once(" -> ").unwrap(),
    );
    found.0.contains(wanted.0) && found.1.contains(wanted.1)
}

/// The scores of one half: assessments, causes.
fn measure(half: &str) -> BTreeMap<&'static str, Score> {
    let path = root()
        .join("testdata/judgements")
        .join(format!("{half}.toml"));
    let half: Half = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut scores: BTreeMap<_, Score> = BTreeMap::new();
    for text in &half.text {
        let record = read(text.text.trim().as_bytes(), &ReadOptions::default());
        let rows = record
            .assessments
            .iter()
            .map(|one| row(one, &record))
            .collect();
        let causes = record.causes.iter().map(ends).collect();
        scores
            .entry("assessments")
            .or_default()
            .add(&text.assessments, rows, is_assessment);
        scores
            .entry("causes")
            .or_default()
            .add(&text.causes, causes, is_cause);
    }
    scores
}

#[expect(clippy::print_stdout, reason = "the figures, for `--nocapture`")]
fn check(half: &str) {
    let pinned = std::fs::read_to_string(root().join("eval/judgements.toml")).unwrap();
    let pinned: BTreeMap<String, BTreeMap<String, Floor>> = toml::from_str(&pinned).unwrap();
    for (kind, score) in measure(half) {
        let floor = &pinned[half][kind];
        let (precision, recall) = (score.precision(), score.recall());
        let line = format!(
            "{half} {kind}: precision {precision:.3}, recall {recall:.3} ({} right of {} found, {} expected)",
            score.right, score.found, score.expected
        );
        println!("{line}");
        assert!(
            floor.precision <= precision && floor.recall <= recall,
            "below the floor: {line}"
        );
    }
}

#[test]
fn the_seen_half() {
    check("seen");
}

#[test]
fn the_unseen_half() {
    check("unseen");
}
