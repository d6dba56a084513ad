//! What a task is, and the table of them all.

use std::io::Write;
use std::path::Path;

use anyhow::Context;
use ascribe::wire::{Record, WriteOptions};
use ascribe::{Reader, stream};

use crate::documents::Document;
use crate::offsets::Offsets;
use crate::tasks;

/// One task of the kit.
pub(crate) struct Task {
    /// Its folder in the kit.
    pub(crate) name: &'static str,
    /// What it measures.
    pub(crate) about: &'static str,
    /// The inputs that are tuned on, below the kit.
    pub(crate) inputs: &'static str,
    /// Reads the inputs.
    pub(crate) open: fn(&Path) -> anyhow::Result<Vec<Document>>,
    /// The report that is read for a document.
    pub(crate) source: fn(&Document) -> anyhow::Result<Vec<u8>>,
    /// What to answer for a document: one or more whole lines.
    pub(crate) predict: fn(&Document, &Reading<'_>) -> String,
    /// How the answers are scored.
    pub(crate) scorings: &'static [Scoring],
}

/// One run of a task's scorer.
pub(crate) struct Scoring {
    /// What tells it from the task's other scorings; empty where there is one.
    pub(crate) name: &'static str,
    /// The script, below the kit.
    pub(crate) script: &'static str,
    /// Its arguments. `{kit}` stands for the kit, `{pred}` for the file of answers.
    pub(crate) arguments: &'static [&'static str],
    /// Files that the figures depend on, below the kit.
    pub(crate) data: &'static [&'static str],
    /// The figures that are kept.
    pub(crate) metrics: &'static [Metric],
}

/// One figure of a scorer's JSON.
pub(crate) struct Metric {
    /// What it is called in tables and in `eval/`.
    pub(crate) name: &'static str,
    /// Where it stands, as a JSON pointer.
    pub(crate) pointer: &'static str,
    /// Whether more is better.
    pub(crate) more_is_better: bool,
}

/// One document's record.
pub(crate) struct Reading<'r> {
    pub(crate) record: Record,
    pub(crate) offsets: Offsets,
    /// What the record was read with, for tasks that ask for more than a record holds.
    pub(crate) reader: &'r Reader,
    /// The bytes that were read.
    pub(crate) source: Vec<u8>,
}

/// A figure of which more is better.
pub(crate) const fn more(name: &'static str, pointer: &'static str) -> Metric {
    Metric {
        name,
        pointer,
        more_is_better: true,
    }
}

/// A figure of which less is better.
pub(crate) const fn less(name: &'static str, pointer: &'static str) -> Metric {
    Metric {
        name,
        pointer,
        more_is_better: false,
    }
}

/// Every task.
pub(crate) const ALL: &[&Task] = &[
    &tasks::attribution::TASK,
    &tasks::time::TASK,
    &tasks::place::TASK,
    &tasks::incidents::TASK,
    &tasks::article::TASK,
    &tasks::factuality::TASK,
    &tasks::police::TASK,
    &tasks::location_link::TASK,
    &tasks::reports::TASK,
    &tasks::muc4::TASK,
    &tasks::muc4::CANDIDATES,
];

/// The task of that name.
pub(crate) fn named(name: &str) -> anyhow::Result<&'static Task> {
    let known = || {
        ALL.iter()
            .map(|task| task.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let found = ALL.iter().find(|task| task.name == name);
    found
        .copied()
        .with_context(|| format!("there is no task {name}; there are {}", known()))
}

/// Prints every task with what it measures.
pub(crate) fn list(out: &mut impl Write) -> anyhow::Result<()> {
    for task in ALL {
        writeln!(out, "{:<14}{}", task.name, task.about)?;
    }
    Ok(())
}

/// Writes the answers to all documents of `inputs`, in their order.
pub(crate) fn predict(
    task: &Task,
    reader: &Reader,
    inputs: &Path,
    mut out: impl Write,
) -> anyhow::Result<()> {
    let documents = (task.open)(inputs)?;
    let pool = stream::Pool::new(0);
    for batch in documents.chunks(256) {
        for answer in pool.map(batch, |document| answer(task, reader, document)) {
            out.write_all(answer?.as_bytes())?;
        }
    }
    out.flush()?;
    Ok(())
}

fn answer(task: &Task, reader: &Reader, document: &Document) -> anyhow::Result<String> {
    let source = (task.source)(document).with_context(|| document.name.clone())?;
    let record = reader.read(&source, &document.options());
    let record = Record::new(&record, &WriteOptions { source_map: true });
    let offsets = Offsets::new(&record, &String::from_utf8_lossy(&source));
    let reading = Reading {
        record,
        offsets,
        reader,
        source,
    };
    Ok((task.predict)(document, &reading))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every figure, with the name of its scoring.
    fn figures(task: &Task) -> impl Iterator<Item = (&'static str, &'static str)> {
        let figures = |scoring: &'static Scoring| {
            scoring
                .metrics
                .iter()
                .map(|metric| (scoring.name, metric.name))
        };
        task.scorings.iter().flat_map(figures)
    }

    #[test]
    fn names_are_unique() {
        let mut names: Vec<_> = ALL.iter().map(|task| task.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
        for task in ALL {
            let mut metrics: Vec<_> = figures(task).collect();
            let count = metrics.len();
            metrics.sort_unstable();
            metrics.dedup();
            assert_eq!(metrics.len(), count, "{}", task.name);
        }
    }

    #[test]
    fn scorers_are_told_where_the_answers_are() {
        for scoring in ALL.iter().flat_map(|task| task.scorings) {
            assert!(scoring.arguments.contains(&"{pred}"), "{}", scoring.script);
            assert!(scoring.arguments.contains(&"--json"), "{}", scoring.script);
        }
    }
}
