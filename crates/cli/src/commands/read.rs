//! `ascribe read`: reports in, records out.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Context;
use ascribe::wire::WriteOptions;
use ascribe::{OpenOptions, ReadOptions, ReaderKind, Record, view, wire};
use jiff::civil::Date;

use crate::{inputs, reader};

/// Read reports and print what they say, who says it, and in which words
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// The day on which the reports were published; relative dates stay unresolved without it
    #[arg(long, value_name = "YYYY-MM-DD")]
    published: Option<Date>,

    /// The format of the files, in place of telling it from their bytes
    #[arg(long, value_parser = input_format, value_name = "NAME", long_help = input_format_help())]
    input_format: Option<&'static ascribe::Format>,

    /// The language of the reports (en, nl, ar...), in place of telling it from their words
    #[arg(long, value_name = "TAG")]
    language: Option<String>,

    /// How to print a record
    #[arg(long, value_enum, default_value_t = Format::Report)]
    format: Format,

    /// Add the map from the text to the bytes of the source (json and jsonl)
    #[arg(long)]
    with_source_map: bool,

    /// Threads to use; 0 is one for each core. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

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
  ascribe read report.txt --published 2031-05-14       in the terminal
  ascribe read report.txt --format html > report.html  as a page, the report beside its record
  ascribe read reports/*.txt --format jsonl            one record a line, for other programs

A file that cannot be read is told on standard error; the others are read, and the exit code is 1.
`ascribe explain` says what a line of the record is based on.";

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For reading in the terminal
    Report,
    /// One page for a browser, complete in itself; one report at a time
    Html,
    /// One indented JSON object for each report
    Json,
    /// One JSON object on one line for each report
    Jsonl,
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
        language: arguments.language.clone(),
        format: arguments.input_format,
        ..ReadOptions::default()
    };
    let print = Printer::new(arguments);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let all_well = inputs::for_each_report(
        &arguments.paths,
        arguments.threads,
        &options,
        |name, piece| {
            print
                .record(&reader.read_piece(piece, &options))
                .with_context(|| name.to_owned())
        },
        |text| Ok(out.write_all(text.as_bytes())?),
    )?;
    out.flush()?;
    Ok(all_well)
}

fn input_format(name: &str) -> Result<&'static ascribe::Format, String> {
    let known = || ascribe::formats().iter().map(|format| format.name);
    ascribe::format_named(name).ok_or_else(|| {
        let known = known().collect::<Vec<_>>().join(", ");
        format!("there is no such format; there are {known}")
    })
}

/// Made of the table of formats.
fn input_format_help() -> String {
    let rows = ascribe::formats()
        .iter()
        .map(|format| format!("{:<8}{}", format.name, format.about));
    format!(
        "The format of the files, in place of telling it from their bytes:\n{}",
        rows.collect::<Vec<_>>().join("\n")
    )
}

/// What the arguments mean for the output.
struct Printer {
    format: Format,
    write: WriteOptions,
    style: view::Style,
}

impl Printer {
    fn new(arguments: &Arguments) -> Self {
        let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self {
            format: arguments.format,
            write: WriteOptions {
                source_map: arguments.with_source_map,
            },
            style: if colour {
                view::Style::Colour
            } else {
                view::Style::Plain
            },
        }
    }

    fn record(&self, record: &Record) -> anyhow::Result<String> {
        let record = wire::Record::new(record, &self.write);
        let mut text = match self.format {
            Format::Report => return Ok(view::report(&record, self.style)),
            Format::Html => return Ok(view::html(&record)),
            Format::Json => serde_json::to_string_pretty(&record)?,
            Format::Jsonl => serde_json::to_string(&record)?,
        };
        text.push('\n');
        Ok(text)
    }
}
