//! Finds the installed files and makes a [`Reader`] of them.

use std::path::Path;

use ascribe_knowledge::{DataFiles, Gazetteer, Knowledge};
use ascribe_model::ModelStamp;
use ascribe_nlp::{Package, Pipeline};
use ascribe_read::PageWords;

use crate::assets::{PinnedPipeline, default_pipeline};
use crate::{Error, Home, Reader, ReaderKind, learned, own_pipeline};

/// What a [`Reader`] is made of.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions<'a> {
    /// The folder of installed files, where it is not the usual one.
    pub home: Option<&'a Home>,
    /// A folder of words and patterns to use in place of those that are built in.
    pub data: Option<&'a Path>,
    /// Which reader finds the attributions.
    pub reader: ReaderKind,
    /// The name of a pipeline that [`install_own`](crate::install_own) installed, in place of the
    /// program's own. Rules read alone then: the learned readers do not know it.
    pub pipeline: Option<&'a str>,
}

/// A reader with the default pipeline.
///
/// # Errors
/// If the pipeline, the gazetteer or the learned reader is not installed or damaged
/// (`needs_setup`), or a file of words or patterns is wrong.
pub fn open(options: &OpenOptions<'_>) -> Result<Reader, Error> {
    let files = match options.data {
        Some(folder) => DataFiles::read(folder)?,
        None => DataFiles::built_in(),
    };
    let (pipeline, stamp) = stamped_pipeline(options)?;
    let notes = own_pipeline::notes(&pipeline, &stamp.name);
    let knowledge = Knowledge::load(&files)?.with_gazetteer(gazetteer(options.home)?);
    let reader = Reader::new(pipeline, knowledge, vec![stamp]);
    let reader = reader.with_page_words(page_words(&files)?);
    if options.pipeline.is_some() {
        return Ok(reader.with_notes(notes));
    }
    let reader = match learned::load(options.reader, options.home)? {
        Some((learned, stamp)) => reader.with_learned(options.reader, learned, stamp),
        None => reader,
    };
    Ok(match learned::load_events(options.reader)? {
        Some((events, stamp)) => reader.with_events(events, stamp),
        None => reader,
    })
}

fn page_words(files: &DataFiles) -> Result<PageWords, Error> {
    const PATH: &str = "lang/en/page.toml";
    let table = &files.get(PATH)?.text;
    PageWords::parse(table).map_err(|wrong| Error::setup(format!("{PATH}: {wrong}")))
}

/// A reader's gazetteer alone.
///
/// # Errors
/// If it is not installed, damaged, or made from other tables than the program's.
pub fn open_gazetteer(options: &OpenOptions<'_>) -> Result<Gazetteer, Error> {
    gazetteer(options.home)
}

/// The pipeline alone, for analysis without findings.
///
/// # Errors
/// If it is not installed or damaged.
pub fn open_pipeline(options: &OpenOptions<'_>) -> Result<Pipeline, Error> {
    Ok(stamped_pipeline(options)?.0)
}

/// The pipeline that was asked for, and how a record names it.
fn stamped_pipeline(options: &OpenOptions<'_>) -> Result<(Pipeline, ModelStamp), Error> {
    if let Some(name) = options.pipeline {
        return match options.home {
            Some(home) => own_pipeline::open_own(name, home),
            None => own_pipeline::open_own(name, &Home::locate()?),
        };
    }
    let pinned = default_pipeline();
    let stamp = ModelStamp {
        name: format!("{} {}", pinned.name, pinned.version),
        sha256: pinned.sha256.clone(),
    };
    Ok((Pipeline::load(&package(pinned, options.home)?)?, stamp))
}

#[cfg(feature = "embed")]
fn package(_: &PinnedPipeline, _: Option<&Home>) -> Result<Package, Error> {
    Ok(Package::from_compiled_static(crate::embedded::PIPELINE)?)
}

#[cfg(not(feature = "embed"))]
fn package(pinned: &PinnedPipeline, home: Option<&Home>) -> Result<Package, Error> {
    let path = match home {
        Some(home) => home.pipeline(pinned),
        None => Home::locate()?.pipeline(pinned),
    };
    if !path.exists() {
        let what = format!(
            "the pipeline {} {} is not installed",
            pinned.name, pinned.version
        );
        return Err(Error::asset(what));
    }
    Package::open_compiled(&path).map_err(|error| Error::asset(error.to_string()))
}

#[cfg(feature = "embed")]
fn gazetteer(_: Option<&Home>) -> Result<Gazetteer, Error> {
    Ok(Gazetteer::from_static(crate::embedded::GAZETTEER)?)
}

#[cfg(not(feature = "embed"))]
fn gazetteer(home: Option<&Home>) -> Result<Gazetteer, Error> {
    let path = match home {
        Some(home) => home.gazetteer(),
        None => Home::locate()?.gazetteer(),
    };
    if !path.exists() {
        return Err(Error::asset("the gazetteer is not installed"));
    }
    let gazetteer = Gazetteer::open(&path).map_err(|error| Error::asset(error.to_string()))?;
    if crate::setup::is_current(&gazetteer) {
        return Ok(gazetteer);
    }
    Err(Error::asset(
        "the gazetteer was made by another version of the program",
    ))
}
