//! `ascribe read`: reports in, records out.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use anyhow::Context;
use ascribe::wire::WriteOptions;
use ascribe::{OpenOptions, ReadOptions, Record, view, wire};
use jiff::civil::Date;

use crate::inputs;

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

    /// How to print a record
    #[arg(long, value_enum, default_value_t = Format::Report)]
    format: Format,

    /// Add the map from the text to the bytes of the source (json and jsonl)
    #[arg(long)]
    with_source_map: bool,

    /// Threads to use; 0 is one for each core. The output is the same for any number
    #[arg(long, value_name = "N", default_value_t = 0)]
    threads: usize,

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
        ..OpenOptions::default()
    };
    let reader = ascribe::open(&open)?;
    let options = ReadOptions {
        published: arguments.published,
        ..ReadOptions::default()
    };
    let print = Printer::new(arguments);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let all_well = inputs::for_each(
        &arguments.paths,
        arguments.threads,
        |input| {
            print
                .record(&reader.read(&input.bytes, &options))
                .with_context(|| input.name.clone())
        },
        |text| Ok(out.write_all(text.as_bytes())?),
    )?;
    out.flush()?;
    Ok(all_well)
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
