//! What the learned reader of events finds in files, with its scores, and how fast it reads.
//!
//! For choosing which scores suffice: a record shows only what does.

use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use ascribe::model::{Named, Told, ToldClaim, ToldEvent, ToldPart, ToldToll};
use ascribe::nlp::Doc;
use ascribe::{Input, OpenOptions, ReadOptions, Reader};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Reports, in any format that Ascribe reads
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Only read the analysed texts this many times, and print how fast
    #[arg(long, value_name = "N")]
    rounds: Option<usize>,
}

/// # Errors
/// If a file or the reader cannot be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let reader = ascribe::open(&OpenOptions::default())?;
    let mut out = std::io::stdout().lock();
    let mut docs = Vec::new();
    for file in &arguments.files {
        let found = docs_of(&reader, file)?;
        if arguments.rounds.is_none() {
            show(&reader, file, &found, &mut out)?;
        }
        docs.extend(found);
    }
    if let Some(rounds) = arguments.rounds {
        time(&reader, &docs, rounds, &mut out)?;
    }
    Ok(())
}

fn docs_of(reader: &Reader, file: &Path) -> anyhow::Result<Vec<Doc>> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let options = ReadOptions::default();
    let input = Input::open(&bytes, &options);
    let docs = input
        .pieces()
        .map(|piece| reader.analyse_piece(&piece, &options));
    Ok(docs.collect())
}

fn show(reader: &Reader, file: &Path, docs: &[Doc], out: &mut impl Write) -> anyhow::Result<()> {
    for (index, doc) in docs.iter().enumerate() {
        writeln!(out, "== {} {}", file.display(), index + 1)?;
        let told = reader.told(doc).context("no reader of events is there")?;
        out.write_all(lines(&told, doc.text()).as_bytes())?;
    }
    Ok(())
}

/// Every round reads all texts anew; analysing them is not timed.
fn time(reader: &Reader, docs: &[Doc], rounds: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let words: usize = docs
        .iter()
        .map(|doc| doc.text().split_whitespace().count())
        .sum();
    for _ in 0..rounds {
        let [told, said] = [
            seconds(|| docs.iter().for_each(|doc| drop(reader.told(doc)))),
            seconds(|| docs.iter().for_each(|doc| drop(reader.said(doc)))),
        ];
        let speed = |seconds: f64| words as f64 / seconds;
        let (told, said) = (speed(told), speed(said));
        writeln!(
            out,
            "{words} words: events {told:.0} words/s, attributions {said:.0} words/s"
        )?;
    }
    Ok(())
}

fn seconds(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64()
}

/// One line for each event, claim and toll and each of their parts.
fn lines(told: &Told, text: &str) -> String {
    let mut lines = String::new();
    for (index, event) in told.events.iter().enumerate() {
        lines += &event_lines(index, event, text);
    }
    for claim in &told.claims {
        lines += &claim_line(claim, text);
    }
    for toll in &told.tolls {
        lines += &toll_line(toll, text);
    }
    for part in &told.parts {
        lines += &part_line("part ", part, text);
    }
    lines
}

fn event_lines(index: usize, event: &ToldEvent, text: &str) -> String {
    let mut line = format!(
        "event e{index} {} {:?} {:.2} {} {:.2} {} {:.2}",
        event.trigger.start(),
        event.trigger.slice(text),
        event.score,
        event.kind,
        event.kind_score,
        event.status,
        event.status_score,
    );
    let news = event.news.map(|news| format!(" news {news:.2}"));
    line += &news.unwrap_or_default();
    line += &event_index("same", event.same);
    line.push('\n');
    for part in &event.parts {
        line += &part_line("  ", part, text);
    }
    line
}

fn claim_line(claim: &ToldClaim, text: &str) -> String {
    let mut line = format!(
        "claim {} {:?} {:.2} {} {:.2}",
        claim.cue.start(),
        claim.cue.slice(text),
        claim.score,
        claim.mode,
        claim.mode_score,
    );
    for (name, word) in [("actor", claim.actor), ("holder", claim.holder)] {
        if let Some((word, score)) = word {
            let _ = write!(line, " {name} {:?} {score:.2}", word.slice(text));
        }
    }
    line += &event_index("of", claim.event);
    line + "\n"
}

fn toll_line(toll: &ToldToll, text: &str) -> String {
    let line = format!(
        "toll {} {:?} {:.2} {} {:.2}",
        toll.number.start(),
        toll.number.slice(text),
        toll.score,
        toll.kind,
        toll.kind_score,
    );
    line + &event_index("of", toll.event) + "\n"
}

fn part_line(before: &str, part: &ToldPart, text: &str) -> String {
    let word = part.word.slice(text);
    let role = part.role.name();
    format!(
        "{before}{role} {} {word:?} {:.2}\n",
        part.word.start(),
        part.score
    )
}

fn event_index(name: &str, event: Option<(usize, f32)>) -> String {
    let shown = event.map(|(event, score)| format!(" {name} e{event} {score:.2}"));
    shown.unwrap_or_default()
}
