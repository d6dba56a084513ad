//! `ascribe man`: the manual, from the same table as the help.

use std::io::Write;

use clap::CommandFactory;

/// Print the manual page of a command, for `man -l -`
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The command; without one, the page of `ascribe` itself
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let mut command = crate::Cli::command();
    command.build();
    let page = match &arguments.command {
        None => command,
        Some(name) => subcommand(&command, name)?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    std::io::stdout().lock().write_all(&text)?;
    Ok(true)
}

fn subcommand(command: &clap::Command, name: &str) -> anyhow::Result<clap::Command> {
    let found = command.find_subcommand(name).cloned();
    found.ok_or_else(|| {
        let names: Vec<_> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        anyhow::anyhow!(
            "there is no command `{name}`; there are {}",
            names.join(", ")
        )
    })
}
