//! Our half of a paired measurement of speed; `tools/parity/speed.py` is the other.

use std::io::{BufRead, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context;
use ascribe::OpenOptions;

use crate::documents;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A file of {"id", "text"} lines
    texts: PathBuf,

    /// Threads to use
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

/// Loading is not timed; every round annotates all texts anew.
///
/// # Errors
/// If the texts or the pipeline cannot be read.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let documents = documents::from_json_lines(&arguments.texts)?;
    let texts: Vec<&str> = documents
        .iter()
        .map(|document| document.words("text"))
        .collect();
    let pipeline = ascribe::open_pipeline(&OpenOptions::default())?;
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        line.context("reading standard input")?;
        let start = Instant::now();
        let tokens: usize = pipeline
            .annotate_stream(&texts, arguments.threads)
            .map(|doc| doc.len())
            .sum();
        writeln!(out, "{} {tokens}", start.elapsed().as_secs_f64())?;
        out.flush()?;
    }
    Ok(())
}
