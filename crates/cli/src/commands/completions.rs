//! `ascribe completions`: what a shell needs to complete the command.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

/// Print what a shell needs to complete `ascribe` and its options
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

const EXAMPLES: &str = "\
Examples:
  bash  ascribe completions bash > ~/.local/share/bash-completion/completions/ascribe
  zsh   ascribe completions zsh > ~/.zfunc/_ascribe
  fish  ascribe completions fish > ~/.config/fish/completions/ascribe.fish";

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut crate::Cli::command(),
        "ascribe",
        &mut script,
    );
    std::io::stdout().lock().write_all(&script)?;
    Ok(true)
}
