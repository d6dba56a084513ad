//! Short reports against what is said in them of groups and of causes (`testdata/judgements/`).
//!
//! The rules were written with the reports of `seen.toml` at hand; those of `unseen.toml` were
//! written before and not looked at. Precision and recall are printed, and must not fall below
//! `eval/judgements.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/pairing.rs"]
mod pairing;
#[path = "support/score.rs"]
mod score;

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use ascribe::wire::{Assessment, AssessmentValue, Cause, Record};
use score::{Score, Scores};
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

/// Every finding answers at most one expectation.
fn score(expected: &[String], found: &[String], fits: fn(&str, &str) -> bool) -> Score {
    let pairs = pairing::pair(expected, found, |wanted, one| fits(wanted, one));
    pairing::score((expected, found), &pairs, |_| false)
}

fn measure(half: &Half) -> Scores {
    let mut scores = Scores::of(&["assessments", "causes"]);
    for text in &half.text {
        let record = read(text.text.trim().as_bytes(), &ReadOptions::default());
        let rows = record.assessments.iter().map(|one| row(one, &record));
        let rows: Vec<String> = rows.collect();
        let causes: Vec<String> = record.causes.iter().map(ends).collect();
        scores.add(
            "assessments",
            score(&text.assessments, &rows, is_assessment),
        );
        scores.add("causes", score(&text.causes, &causes, is_cause));
    }
    scores
}

fn check(half: &str) {
    let path = root().join(format!("testdata/judgements/{half}.toml"));
    let file = std::fs::read_to_string(path).unwrap();
    let scores = measure(&toml::from_str(&file).unwrap());
    scores.check("judgements", half, &sha256(file.as_bytes()));
}

#[test]
fn the_seen_half() {
    check("seen");
}

#[test]
fn the_unseen_half() {
    check("unseen");
}
