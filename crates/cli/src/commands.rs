//! The subcommands, one file each: its arguments, and `run`.

mod annotate;
mod completions;
mod explain;
mod man;
mod read;
mod setup;

/// What the user asked for.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    Read(read::Arguments),
    Explain(explain::Arguments),
    Annotate(annotate::Arguments),
    Setup(setup::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

/// Does it. `false` means that some inputs failed, and that the user was told which.
pub(crate) fn run(command: Command) -> anyhow::Result<bool> {
    match command {
        Command::Read(arguments) => read::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Setup(arguments) => setup::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => man::run(&arguments),
    }
}
