//! `ascribe explain`: why the record says what it says.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use ascribe::{OpenOptions, ReadOptions, ReaderKind, Where, view};
use jiff::civil::Date;

use crate::{inputs, reader};

/// Say which rules made a finding, which almost did, and why
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The report; `-` is standard input
    #[arg(value_name = "PATH")]
    path: PathBuf,

    /// The place in the report's text: a line, and a character of that line, both from 1
    #[arg(long, value_name = "LINE:COL", value_parser = place, required_unless_present = "id")]
    at: Option<Where>,

    /// The finding, by its id in the record: v1, r3, n2...
    #[arg(long, value_name = "ID", conflicts_with = "at")]
    id: Option<String>,

    /// The day on which the report was published
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Date>,

    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Report)]
    format: Format,

    /// What finds who says what: rules, fast or accurate
    #[arg(long, default_value_t, value_name = "NAME", long_help = reader::help())]
    reader: ReaderKind,

    /// A pipeline that `ascribe setup --pipeline` installed, by its name; rules read alone then
    #[arg(long, value_name = "NAME")]
    pipeline: Option<String>,

    /// Words and patterns to use in place of those built in: a folder laid out as `data/` is
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  ascribe explain report.txt --at 7:12   the sentence at line 7, character 12
  ascribe explain report.txt --id r2     the responsibility r2 of the record";

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading in the terminal
    Report,
    /// One indented JSON object
    Json,
}

fn place(written: &str) -> Result<Where, String> {
    let (line, column) = written.split_once(':').unwrap_or((written, "1"));
    let number = |part: &str| part.parse::<usize>().ok().filter(|&number| 0 < number);
    match (number(line), number(column)) {
        (Some(line), Some(column)) => Ok(Where::At { line, column }),
        _ => Err("write a line and a character, both from 1, as in 7:12".to_owned()),
    }
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let open = OpenOptions {
        data: arguments.data.as_deref(),
        reader: arguments.reader,
        pipeline: arguments.pipeline.as_deref(),
        ..OpenOptions::default()
    };
    let reader = ascribe::open(&open)?;
    let options = ReadOptions {
        published: arguments.published,
        ..ReadOptions::default()
    };
    let (at, id) = (arguments.at.clone(), arguments.id.clone());
    let Some(place) = at.or(id.map(Where::Finding)) else {
        bail!("say where: --at LINE:COL or --id ID");
    };
    let input = inputs::read(&arguments.path)?;
    let explanation = reader
        .explain_at(&input.bytes, &options, &place)
        .with_context(|| format!("{}: {}", input.name, missing(&place)))?;
    let text = match arguments.format {
        Format::Json => serde_json::to_string_pretty(&explanation)? + "\n",
        Format::Report => view::explanation(&explanation, style(), view::WIDTH),
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(true)
}

fn missing(place: &Where) -> String {
    match place {
        Where::At { line, .. } => format!("the report has no line {line}"),
        Where::Finding(id) => format!(
            "the record has no finding `{id}`; `ascribe read` with the same arguments lists them"
        ),
    }
}

fn style() -> view::Style {
    let is_coloured = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if is_coloured {
        view::Style::Colour
    } else {
        view::Style::Plain
    }
}
