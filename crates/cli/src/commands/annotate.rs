//! `ascribe annotate`: texts in; tokens, tags, lemmas, trees and names out.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context;
use ascribe::nlp::Pipeline;
use ascribe::nlp::format::{self, Format};
use ascribe::{OpenOptions, stream};
use serde::Deserialize;

use crate::inputs::{self, Input};

/// Print the linguistic analysis of texts, for other tools
///
/// A file is one text; a file whose name ends in .jsonl holds one JSON object on each line, with
/// the text in `text` and, if it has one, its name in `id` or `doc`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Files to annotate; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// How to print the analysis
    #[arg(long, value_parser = format_named, default_value = "table", value_name = "FORMAT", help = format_help())]
    format: &'static Format,

    /// Threads to use; 0 is one for each core. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

    /// A pipeline that `ascribe setup --pipeline` installed, by its name
    #[arg(long, value_name = "NAME")]
    pipeline: Option<String>,
}

fn format_named(name: &str) -> Result<&'static Format, String> {
    let known = || {
        format::ALL
            .iter()
            .map(|format| format.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    format::named(name).ok_or_else(|| format!("there is no such format; there are {}", known()))
}

fn format_help() -> String {
    let rows = format::ALL
        .iter()
        .map(|format| format!("{}: {}", format.name, format.about));
    format!(
        "How to print the analysis. {}",
        rows.collect::<Vec<_>>().join("; ")
    )
}

/// One text with its name.
#[derive(Deserialize)]
struct Text {
    #[serde(alias = "doc", default)]
    id: String,
    text: String,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let pipeline = ascribe::open_pipeline(&OpenOptions {
        pipeline: arguments.pipeline.as_deref(),
        ..OpenOptions::default()
    })?;
    let pool = stream::Pool::new(arguments.threads);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let write = arguments.format.write;
    let all_well = inputs::for_each(&arguments.paths, 1, texts, |texts| {
        for batch in texts.chunks(64 * pool.threads()) {
            for annotated in pool.map(batch, |text| annotate(&pipeline, text, write)) {
                out.write_all(annotated.as_bytes())?;
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(all_well)
}

fn annotate(pipeline: &Pipeline, text: &Text, write: format::Write) -> String {
    let mut out = String::new();
    write(&pipeline.annotate(&text.text), &text.id, &mut out);
    out
}

/// The texts of one input.
fn texts(input: &Input) -> anyhow::Result<Vec<Text>> {
    let content = std::str::from_utf8(&input.bytes)
        .with_context(|| format!("{}: not UTF-8; convert it first", input.name))?;
    if Path::new(&input.name)
        .extension()
        .is_none_or(|extension| extension != "jsonl")
    {
        return Ok(vec![Text {
            id: input.name.clone(),
            text: content.to_owned(),
        }]);
    }
    let lines = content
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(at, line)| {
            serde_json::from_str(line).with_context(|| {
                format!(
                    "{}, line {}: not an object with a `text`",
                    input.name,
                    at + 1
                )
            })
        })
        .collect()
}
