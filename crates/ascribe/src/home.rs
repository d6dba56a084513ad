//! Where installed files live.

use std::path::{Path, PathBuf};

use crate::Error;
use crate::assets::{PinnedPipeline, PinnedReader};

/// The variable that names the folder, where the platform's own is not wanted.
pub const HOME_VARIABLE: &str = "ASCRIBE_HOME";

/// The folder that holds what `ascribe setup` installs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home(PathBuf);

impl Home {
    /// `$ASCRIBE_HOME`, or else the platform's folder for application data.
    ///
    /// # Errors
    /// If neither is known.
    pub fn locate() -> Result<Self, Error> {
        if let Some(path) = std::env::var_os(HOME_VARIABLE).filter(|path| !path.is_empty()) {
            return Ok(Self::at(path));
        }
        let folders = directories::ProjectDirs::from("", "", "ascribe").ok_or_else(|| {
            Error::setup(format!(
                "no folder for application data is known here: set {HOME_VARIABLE} to one"
            ))
        })?;
        Ok(Self::at(folders.data_dir()))
    }

    /// A folder of the caller's choice; it need not exist yet.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>) -> Self {
        Self(path.into())
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// The compiled form of `pipeline`.
    #[must_use]
    pub fn pipeline(&self, pipeline: &PinnedPipeline) -> PathBuf {
        self.pipelines()
            .join(format!("{}-{}.pipeline", pipeline.name, pipeline.version))
    }

    /// The compiled gazetteer.
    #[must_use]
    pub fn gazetteer(&self) -> PathBuf {
        self.0.join("places").join("world.gazetteer")
    }

    /// The weights of a learned reader.
    #[must_use]
    pub fn reader(&self, reader: &PinnedReader) -> PathBuf {
        self.0.join("readers").join(&reader.file)
    }

    /// The folder of compiled pipelines.
    pub(crate) fn pipelines(&self) -> PathBuf {
        self.0.join("pipelines")
    }

    /// The folder in which downloads are kept until they are installed.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }
}
