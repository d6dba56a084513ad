//! How far a figure would move on other documents: a 95 % interval by the jackknife.
//!
//! The documents are dealt into twenty groups by a hash of their names; the kit's scorer runs on all but one
//! group, twenty times. The spread of the twenty figures gives a standard error, and 1.96 of it on either side
//! the interval. It says what chance in the choice of documents does; not what tuning on them did.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::documents::bytes_of;
use crate::scoring;
use crate::task::Scoring;

const GROUPS: u8 = 20;

/// What the scorer prints with one group of documents left out, for each group.
pub(crate) fn without_each_group(
    scoring: &Scoring,
    kit: &Path,
    predictions: &Path,
    work: &Path,
) -> anyhow::Result<Vec<Value>> {
    let folder = work.join("groups");
    let left_out = |group| {
        let part = folder.join(format!("{group}"));
        for file in files(scoring) {
            keep(&kit.join(file), &part.join(file), group)?;
        }
        let script = kit.join(scoring.script);
        let answers = part.join("answers.jsonl");
        keep(predictions, &answers, group)?;
        scoring::run(&script, scoring.arguments, &part, &answers)
    };
    let printed = (0..GROUPS).map(left_out).collect();
    fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    printed
}

/// Half the width of the interval of a figure; none where a group has no figure.
pub(crate) fn half_width(figures: &[Option<f64>]) -> Option<f64> {
    let figures: Vec<f64> = figures.iter().copied().collect::<Option<_>>()?;
    let count = figures.len() as f64;
    let mean = figures.iter().sum::<f64>() / count;
    let squares: f64 = figures.iter().map(|figure| (figure - mean).powi(2)).sum();
    Some(1.96 * (squares * (count - 1.0) / count).sqrt())
}

/// The files below the kit that the scorer's arguments name.
fn files(scoring: &Scoring) -> impl Iterator<Item = &'static str> {
    let arguments = scoring.arguments.iter();
    arguments.filter_map(|argument| argument.strip_prefix("{kit}/"))
}

/// Copies a file without the documents of a group.
fn keep(from: &Path, to: &Path, group: u8) -> anyhow::Result<()> {
    let content = String::from_utf8(bytes_of(from)?)
        .with_context(|| format!("{}: not UTF-8", from.display()))?;
    let kept: String = parts(&content)
        .filter(|part| group_of(name(part)) != group)
        .collect();
    let folder = to.parent().map_or_else(PathBuf::new, Path::to_owned);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    fs::write(to, kept).with_context(|| to.display().to_string())
}

/// What belongs to one document: a line of JSON, or a template of MUC-4.
fn parts(content: &str) -> impl Iterator<Item = &str> {
    let starts_part = |line: &str| line.starts_with('{') || line.starts_with(MESSAGE);
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in content.split_inclusive('\n') {
        if starts.is_empty() || starts_part(line) {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(content.len());
    let ranges: Vec<[usize; 2]> = starts.windows(2).map(|ends| [ends[0], ends[1]]).collect();
    ranges
        .into_iter()
        .map(move |[start, end]| &content[start..end])
}

const MESSAGE: &str = "0.  MESSAGE: ID";

/// The document that a part is of.
fn name(part: &str) -> String {
    if let Some(rest) = part.strip_prefix(MESSAGE) {
        let line = rest.lines().next().unwrap_or_default();
        return line.trim().to_owned();
    }
    let line: Value = serde_json::from_str(part.trim()).unwrap_or_default();
    line["doc"].as_str().unwrap_or_default().to_owned()
}

fn group_of(name: String) -> u8 {
    let digest = Sha256::digest(name.as_bytes());
    digest[0] % GROUPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_templates_know_their_document() {
        let names = |content: &str| parts(content).map(name).collect::<Vec<_>>();
        assert_eq!(
            names("{\"doc\":\"a\"}\n{\"doc\":\"b\"}\n"),
            ["a", "b"].map(str::to_owned)
        );
        let templates =
            "\n0.  MESSAGE: ID    M-1\n1.  MESSAGE: TEMPLATE  1\n\n0.  MESSAGE: ID    M-2\n";
        assert_eq!(names(templates), ["", "M-1", "M-2"].map(str::to_owned));
    }

    #[test]
    fn figures_that_do_not_move_have_no_width() {
        assert_eq!(half_width(&[Some(0.5); 20]), Some(0.0));
        assert_eq!(half_width(&[Some(0.5), None]), None);
    }

    /// The jackknife of a mean is its standard error: 1, 2, 3 have 0.577.
    #[test]
    fn the_width_of_a_mean() {
        let without_one = [Some(2.5), Some(2.0), Some(1.5)];
        let half = half_width(&without_one).unwrap();
        assert!(
            (half - 1.96 * (1.0_f64 / 3.0).sqrt()).abs() < 1e-9,
            "{half}"
        );
    }
}
