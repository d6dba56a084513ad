//! Predicts and scores the tasks of the kit, and prints our figures beside the peers' and the floors.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, bail};
use ascribe::{Named, OpenOptions, Reader, ReaderKind};

use crate::baseline::Baseline;
use crate::interval;
use crate::peers::Peers;
use crate::scoring;
use crate::task::{self, Metric, Scoring, Task};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the benchmark kit
    #[arg(long)]
    kit: PathBuf,

    /// These tasks, in place of all that have a bound in baseline.toml with this reader
    #[arg(long, value_name = "TASK")]
    task: Vec<String>,

    /// What finds who says what
    #[arg(long, value_name = "NAME", default_value_t)]
    reader: ReaderKind,

    /// The folder of baseline.toml and peers.toml
    #[arg(long, default_value = "eval")]
    eval: PathBuf,

    /// Print 95 % intervals of the figures: every scorer runs twenty times more
    #[arg(long)]
    intervals: bool,

    /// Where answers are written
    #[arg(long, default_value = ".cache/bench")]
    work: PathBuf,
}

/// What the run knows and has found.
struct Run<'a> {
    arguments: &'a Arguments,
    reader: Reader,
    baseline: Baseline,
    peers: Peers,
    complaints: Vec<String>,
}

/// # Errors
/// If a task cannot be predicted or scored, a figure is below its floor, or the data are not the
/// pinned ones.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut run = Run {
        arguments,
        reader: ascribe::open(&OpenOptions {
            reader: arguments.reader,
            ..OpenOptions::default()
        })?,
        baseline: Baseline::read(&arguments.eval.join("baseline.toml"))?,
        peers: Peers::read(&arguments.eval.join("peers.toml"))?,
        complaints: Vec::new(),
    };
    std::fs::create_dir_all(&arguments.work)
        .with_context(|| arguments.work.display().to_string())?;
    let mut out = std::io::stdout().lock();
    for task in chosen(arguments, &run.baseline)? {
        run.task(task, &mut out)?;
    }
    if run.complaints.is_empty() {
        return Ok(());
    }
    bail!("{}", run.complaints.join("\n"))
}

fn chosen(arguments: &Arguments, baseline: &Baseline) -> anyhow::Result<Vec<&'static Task>> {
    if !arguments.task.is_empty() {
        return arguments
            .task
            .iter()
            .map(|name| task::named(name))
            .collect();
    }
    let full_names = |task: &Task| {
        let scorings = task.scorings.iter();
        scorings
            .map(|scoring| full_name(arguments.reader, task, scoring))
            .collect::<Vec<_>>()
    };
    let is_pinned = |task: &&Task| {
        let known = full_names(task);
        baseline
            .names()
            .any(|(name, _)| known.iter().any(|known| known == name))
    };
    Ok(task::ALL.iter().copied().filter(is_pinned).collect())
}

impl Run<'_> {
    fn task(&mut self, task: &Task, out: &mut impl Write) -> anyhow::Result<()> {
        let predictions = self.arguments.work.join(format!("{}.jsonl", task.name));
        let inputs = self.arguments.kit.join(task.inputs);
        let start = Instant::now();
        let file = BufWriter::new(
            File::create(&predictions).with_context(|| predictions.display().to_string())?,
        );
        task::predict(task, &self.reader, &inputs, file)?;
        let seconds = start.elapsed().as_secs_f64();
        writeln!(
            out,
            "\n{}: {} ({}, {seconds:.1} s)",
            task.name, task.about, task.inputs
        )?;
        for scoring in task.scorings {
            self.scoring(task, scoring, &predictions, out)?;
        }
        Ok(())
    }

    fn scoring(
        &mut self,
        task: &Task,
        scoring: &Scoring,
        predictions: &Path,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let name = full_name(self.arguments.reader, task, scoring);
        for data in scoring.data {
            self.complaints
                .extend(self.baseline.complaint(&self.arguments.kit, data)?);
        }
        let printed = scoring::score(scoring, &self.arguments.kit, predictions)?;
        if !scoring.name.is_empty() {
            writeln!(out, "  {}", scoring.name)?;
        }
        let groups = match self.arguments.intervals {
            true => interval::without_each_group(
                scoring,
                &self.arguments.kit,
                predictions,
                &self.arguments.work,
            )?,
            false => Vec::new(),
        };
        for metric in scoring.metrics {
            let figure = scoring::figure(&printed, metric.pointer)?;
            let interval = interval(metric, figure, &groups)?;
            self.metric(&name, metric, figure, &interval, out)?;
        }
        Ok(())
    }

    fn metric(
        &mut self,
        name: &str,
        metric: &Metric,
        figure: Option<f64>,
        interval: &str,
        out: &mut impl Write,
    ) -> anyhow::Result<()> {
        let floor = self.baseline.floor(name, metric.name);
        let ours = figure.map_or("-".to_owned(), |figure| format!("{figure:.3}"));
        let bound = floor.map_or(String::new(), |floor| format!("{floor:.3}"));
        write!(
            out,
            "    {:<28}{ours:>8}{interval}{bound:>10}   ",
            metric.name
        )?;
        let of_any = name.rsplit(' ').next().unwrap_or(name);
        let peers: Vec<_> = self.peers.of(of_any, metric.name).map(shown).collect();
        writeln!(out, "{}", peers.join("; "))?;
        if let Some(floor) = floor
            && !holds(figure, floor, metric.more_is_better)
        {
            self.complaints.push(format!(
                "{name}: {} is {ours}, and its bound is {floor:.3}",
                metric.name
            ));
        }
        Ok(())
    }
}

/// The interval of a figure as it is printed; empty where none was asked for.
fn interval(
    metric: &Metric,
    figure: Option<f64>,
    groups: &[serde_json::Value],
) -> anyhow::Result<String> {
    let figures = groups
        .iter()
        .map(|printed| scoring::figure(printed, metric.pointer));
    let figures: Vec<_> = figures.collect::<anyhow::Result<_>>()?;
    if figures.is_empty() {
        return Ok(String::new());
    }
    let ends = figure.zip(interval::half_width(&figures));
    let shown = ends.map(|(figure, half)| format!("{:.3} to {:.3}", figure - half, figure + half));
    Ok(format!("  {:>18}", shown.unwrap_or_default()))
}

fn shown(peer: &crate::peers::Peer) -> String {
    let part = if peer.same_part { "" } else { ", other part" };
    format!("{} {:.3} ({}{part})", peer.system, peer.value, peer.source)
}

/// The task, or `task/scoring` where it has several; with the reader, where it is not the default.
fn full_name(reader: ReaderKind, task: &Task, scoring: &Scoring) -> String {
    let of_reader = match reader {
        one if one == ReaderKind::default() => String::new(),
        other => format!("{} ", other.name()),
    };
    match scoring.name {
        "" => format!("{of_reader}{}", task.name),
        name => format!("{of_reader}{}/{name}", task.name),
    }
}

/// Whether a figure keeps to its bound. Rounding in the third decimal is forgiven.
fn holds(figure: Option<f64>, floor: f64, more_is_better: bool) -> bool {
    let slack = 0.0005;
    figure.is_some_and(|figure| {
        if more_is_better {
            floor - slack <= figure
        } else {
            figure <= floor + slack
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../eval")
    }

    /// Whether some task has that figure.
    fn is_known(scoring: &str, metric: &str) -> bool {
        let scorings = task::ALL
            .iter()
            .flat_map(|task| task.scorings.iter().map(move |scoring| (task, scoring)));
        let is_of = |task: &Task, of_task: &Scoring| {
            let mut readers = ReaderKind::ALL.iter();
            readers.any(|&reader| full_name(reader, task, of_task) == scoring)
        };
        let mut of_name = scorings.filter(|(task, of_task)| is_of(task, of_task));
        of_name.any(|(_, of_task)| of_task.metrics.iter().any(|known| known.name == metric))
    }

    #[test]
    fn every_floor_and_every_peer_is_of_a_known_figure() {
        for (scoring, metric) in Baseline::read(&folder().join("baseline.toml"))
            .unwrap()
            .names()
        {
            assert!(
                is_known(scoring, metric),
                "baseline.toml: {scoring}: {metric}"
            );
        }
        for peer in Peers::read(&folder().join("peers.toml")).unwrap().peer {
            assert!(
                is_known(&peer.scoring, &peer.metric),
                "peers.toml: {}: {}",
                peer.scoring,
                peer.metric
            );
        }
    }

    #[test]
    fn bounds() {
        assert!(
            holds(Some(0.5), 0.5, true)
                && holds(Some(0.6), 0.5, true)
                && !holds(Some(0.4), 0.5, true)
        );
        assert!(holds(Some(0.4), 0.5, false) && !holds(Some(0.6), 0.5, false));
        assert!(!holds(None, 0.0, true));
    }
}
