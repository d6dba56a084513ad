//! `ascribe-eval`: how well Ascribe reads, measured on the benchmark kit with the kit's own scorers.
//!
//! A door for developers. It knows the kit's file formats and projects records into them; it finds
//! nothing itself and scores nothing itself.

mod baseline;
mod bench;
mod documents;
mod interval;
mod offsets;
mod peers;
mod scoring;
mod task;
mod tasks;
mod told;

use std::path::PathBuf;

use ascribe::ReaderKind;
use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "ascribe-eval", about = "Measures Ascribe on the benchmark kit")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print predictions for a task in the kit's format
    Predict {
        /// The task's name
        task: String,
        /// The task's inputs: a file, or a folder of pages for `article`
        inputs: PathBuf,
        /// Words and patterns to use in place of those built in
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
        /// What finds who says what
        #[arg(long, value_name = "NAME", default_value_t)]
        reader: ReaderKind,
    },
    /// Predict and score every task; fails where a figure is below its floor
    Bench(bench::Arguments),
    /// Print what the learned reader of events finds in files, with its scores
    Told(told::Arguments),
    /// List the tasks
    Tasks,
}

fn main() -> anyhow::Result<()> {
    match Cli::parse().command {
        Command::Predict {
            task,
            inputs,
            data,
            reader,
        } => {
            let options = ascribe::OpenOptions {
                data: data.as_deref(),
                reader,
                ..ascribe::OpenOptions::default()
            };
            let reader = ascribe::open(&options)?;
            let out = std::io::stdout().lock();
            task::predict(task::named(&task)?, &reader, &inputs, out)
        }
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Told(arguments) => told::run(&arguments),
        Command::Tasks => task::list(&mut std::io::stdout()),
    }
}
