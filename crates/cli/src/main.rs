//! The `ascribe` command: arguments to calls, and nothing else.

mod commands;
mod inputs;
mod reader;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Reads reports of political violence and keeps, for every fact, who says so and in which words.
#[derive(Debug, Parser)]
#[command(name = "ascribe", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  all inputs were read
  1  an input could not be read, or output not be written; the others were
  2  the arguments are wrong
  3  the program is not set up: run `ascribe setup`";

/// A file is missing, unreadable or unwritable.
const FAILED: u8 = 1;
/// An asset is missing or damaged.
const NOT_SET_UP: u8 = 3;

fn main() -> ExitCode {
    match commands::run(Cli::parse().command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(FAILED),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(if needs_setup(&error) {
                NOT_SET_UP
            } else {
                FAILED
            })
        }
    }
}

/// Tells the user what went wrong, outermost attempt first.
#[expect(
    clippy::print_stderr,
    reason = "this is the program's one voice for errors"
)]
fn complain(error: &anyhow::Error) {
    eprintln!("ascribe: {error:#}");
}

fn needs_setup(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<ascribe::Error>()
        .is_some_and(ascribe::Error::needs_setup)
}

/// Whether the reader of our output went away, as `head` does: no error of ours.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
