//! Finds the installed files and makes a [`Reader`] of them.

use std::path::Path;

use ascribe_knowledge::{DataFiles, Knowledge};
use ascribe_model::ModelStamp;
use ascribe_nlp::{Package, Pipeline};
use ascribe_read::PageWords;

use crate::assets::{PinnedPipeline, default_pipeline};
use crate::{Error, Home, Reader};

/// What a [`Reader`] is made of.
#[derive(Debug, Clone, Default)]
pub struct OpenOptions<'a> {
    /// The folder of installed files, where it is not the usual one.
    pub home: Option<&'a Home>,
    /// A folder of words and patterns to use in place of those that are built in.
    pub data: Option<&'a Path>,
}

/// A reader with the default pipeline.
///
/// # Errors
/// If the pipeline is not installed or damaged (`needs_setup`), or a file of words or patterns
/// is wrong.
pub fn open(options: &OpenOptions<'_>) -> Result<Reader, Error> {
    let pinned = default_pipeline();
    let pipeline = Pipeline::load(&package(pinned, options.home)?)?;
    let files = match options.data {
        Some(folder) => DataFiles::read(folder)?,
        None => DataFiles::built_in(),
    };
    let stamp = ModelStamp {
        name: format!("{} {}", pinned.name, pinned.version),
        sha256: pinned.sha256.clone(),
    };
    let reader = Reader::new(pipeline, Knowledge::load(&files)?, vec![stamp]);
    Ok(reader.with_page_words(page_words(&files)?))
}

fn page_words(files: &DataFiles) -> Result<PageWords, Error> {
    const PATH: &str = "lang/en/page.toml";
    let table = &files.get(PATH)?.text;
    PageWords::parse(table).map_err(|wrong| Error::setup(format!("{PATH}: {wrong}")))
}

/// The default pipeline alone, for analysis without findings.
///
/// # Errors
/// If it is not installed or damaged.
pub fn open_pipeline(options: &OpenOptions<'_>) -> Result<Pipeline, Error> {
    Ok(Pipeline::load(&package(default_pipeline(), options.home)?)?)
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
