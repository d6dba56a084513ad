//! Pipelines of the user's own: brought in by `ascribe setup --pipeline`, asked for by name.
//!
//! Nothing is known of them beforehand: no checksum is pinned, and the learned readers were not
//! trained on what they answer. A record names them with the digest of their files.

use std::path::{Path, PathBuf};
use std::process::Command;

use ascribe_model::{ModelStamp, Note};
use ascribe_nlp::{Package, Pipeline};

use crate::setup::write_whole;
use crate::{Error, Home};

/// The ending of a compiled pipeline's file.
const ENDING: &str = "pipeline";

/// What findings rest on, by the names that spaCy gives its components.
const WANTED: [&str; 4] = ["tagger", "parser", "lemmatizer", "ner"];

/// A pipeline that was installed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnPipeline {
    /// Language, name and version: `en_core_web_sm-3.8.0`.
    pub name: String,
    /// The digest of its files, as [`Package::digest`] has it.
    pub digest: String,
    /// The compiled file.
    pub path: PathBuf,
}

/// Installs the pipeline at `source`: a folder, a wheel or other zip archive, or a Python package
/// as `NAME==VERSION`, which the user's own `pip` fetches.
///
/// # Errors
/// If there is no pipeline, it has a component that the engine does not run, or it cannot be
/// fetched or written.
pub fn install_own(source: &str, home: &Home) -> Result<OwnPipeline, Error> {
    let fetched = match source.split_once("==") {
        Some(_) if !Path::new(source).exists() => Some(fetch(source, home)?),
        _ => None,
    };
    let path = match &fetched {
        Some(folder) => only_wheel(folder.path(), source)?,
        None => PathBuf::from(source),
    };
    let package = Package::open(&path)?;
    let pipeline = Pipeline::load(&package)?;
    let name = file_name(&pipeline)?;
    let target = folder(home).join(format!("{name}.{ENDING}"));
    write_whole(&target, |mut out| Ok(package.compile(&mut out)?))?;
    Ok(OwnPipeline {
        name,
        digest: Package::open_compiled(&target)?.digest(),
        path: target,
    })
}

/// Opens the installed pipeline `name`, which may leave out the version where one is installed.
///
/// # Errors
/// If none or several have that name, or it is damaged.
pub(crate) fn open_own(name: &str, home: &Home) -> Result<(Pipeline, ModelStamp), Error> {
    let installed = installed(home)?;
    let is_it = |known: &&String| *known == name;
    let is_of = |known: &&String| known.rsplit_once('-').is_some_and(|(of, _)| of == name);
    let exact: Vec<_> = installed.iter().filter(is_it).collect();
    let found = match exact.is_empty() {
        true => installed.iter().filter(is_of).collect(),
        false => exact,
    };
    let [found] = found.as_slice() else {
        return Err(unknown(name, &installed));
    };
    let path = folder(home).join(format!("{found}.{ENDING}"));
    let package = Package::open_compiled(&path)?;
    let pipeline = Pipeline::load(&package)?;
    let of = found.strip_suffix(pipeline.version()).unwrap_or(found);
    let stamp = ModelStamp {
        name: format!("{} {}", of.trim_end_matches('-'), pipeline.version()),
        sha256: package.digest(),
    };
    Ok((pipeline, stamp))
}

/// What a reader of a record has to know of a pipeline that is not the program's own.
pub(crate) fn notes(pipeline: &Pipeline, name: &str) -> Vec<Note> {
    let note = |code, message| Note {
        code,
        message,
        span: None,
    };
    let has = |wanted: &&str| pipeline.components().any(|component| component == *wanted);
    let lacks: Vec<_> = WANTED.into_iter().filter(|wanted| !has(wanted)).collect();
    let mut notes = vec![note(
        "other-pipeline",
        format!(
            "analysed by the pipeline {name}; the learned readers do not know it, and rules read alone"
        ),
    )];
    if !lacks.is_empty() {
        notes.push(note(
            "pipeline-lacks",
            format!(
                "the pipeline {name} has no {}: what rests on that is not found",
                lacks.join(", no ")
            ),
        ));
    }
    notes
}

fn folder(home: &Home) -> PathBuf {
    home.pipelines().join("own")
}

/// The names of all that are installed, in order.
fn installed(home: &Home) -> Result<Vec<String>, Error> {
    let folder = folder(home);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| Error::io(&folder, error))?.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        if let Some(stem) = stem
            && path.extension().is_some_and(|ending| ending == ENDING)
        {
            names.push(stem.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn unknown(name: &str, installed: &[String]) -> Error {
    let installed = match installed {
        [] => "none is".to_owned(),
        names => names.join(", "),
    };
    Error::setup(format!(
        "there is no one pipeline {name} among those installed ({installed}); \
         `ascribe setup --pipeline PATH` installs one"
    ))
}

/// Language, name and version, where they can be a file's name.
fn file_name(pipeline: &Pipeline) -> Result<String, Error> {
    let name = format!(
        "{}_{}-{}",
        pipeline.lang(),
        pipeline.name(),
        pipeline.version()
    );
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-.+".contains(letter);
    if name.chars().all(is_plain) {
        return Ok(name);
    }
    Err(Error::setup(format!(
        "{name:?} cannot be a file's name: give the pipeline another `name` or `version` in its meta.json"
    )))
}

/// Lets `pip` fetch the package into a folder of its own: wheels only, so that no foreign code runs.
fn fetch(package: &str, home: &Home) -> Result<tempfile::TempDir, Error> {
    let downloads = home.downloads();
    let io = |error| Error::io(&downloads, error);
    std::fs::create_dir_all(&downloads).map_err(io)?;
    let folder =
        tempfile::tempdir_in(std::fs::canonicalize(&downloads).map_err(io)?).map_err(io)?;
    let output = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps"])
        .args([
            "--disable-pip-version-check",
            "--only-binary=:all:",
            "--dest",
            ".",
        ])
        .args(["--", package])
        .current_dir(folder.path())
        .output()
        .map_err(|error| Error::setup(format!("python3 could not be started ({error})")))?;
    if output.status.success() {
        return Ok(folder);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let mut lines = said.lines().filter(|line| !line.trim().is_empty());
    let last = lines.next_back().unwrap_or("it gave no reason");
    Err(Error::setup(format!(
        "pip could not fetch {package} as a wheel: {last}; \
         where there is no network, give the path of the wheel"
    )))
}

fn only_wheel(folder: &Path, package: &str) -> Result<PathBuf, Error> {
    let entries = std::fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    let wheels = entries.flatten().map(|entry| entry.path());
    let mut wheels = wheels.filter(|path| path.extension().is_some_and(|ending| ending == "whl"));
    let missing = || Error::setup(format!("pip fetched no wheel for {package}"));
    wheels.next().ok_or_else(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> String {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/pipelines/small");
        folder.to_str().unwrap().to_owned()
    }

    fn home() -> (tempfile::TempDir, Home) {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path());
        (folder, home)
    }

    #[test]
    fn a_folder_is_installed_and_found_by_either_name() {
        let (_folder, home) = home();
        let own = install_own(&small(), &home).unwrap();
        let (of, version) = own.name.rsplit_once('-').unwrap();
        for name in [own.name.as_str(), of] {
            let (pipeline, stamp) = open_own(name, &home).unwrap();
            assert_eq!(pipeline.version(), version);
            assert_eq!(
                (stamp.name, stamp.sha256),
                (format!("{of} {version}"), own.digest.clone())
            );
        }
    }

    #[test]
    fn what_is_not_installed_is_told_with_what_is() {
        let (_folder, home) = home();
        let told = |name| open_own(name, &home).err().unwrap().to_string();
        assert!(told("xx_none").contains("none is"));
        let own = install_own(&small(), &home).unwrap();
        assert!(told("xx_none").contains(&own.name));
    }

    #[test]
    fn what_is_no_pipeline_is_refused() {
        let (folder, home) = home();
        let file = folder.path().join("broken.whl");
        std::fs::write(&file, "not an archive").unwrap();
        for source in [file.as_path(), folder.path(), Path::new("missing")] {
            let error = install_own(source.to_str().unwrap(), &home).unwrap_err();
            assert!(!error.to_string().is_empty());
        }
        assert!(installed(&home).unwrap().is_empty());
    }

    #[test]
    fn what_it_lacks_is_noted() {
        let (_folder, home) = home();
        let own = install_own(&small(), &home).unwrap();
        let (pipeline, stamp) = open_own(&own.name, &home).unwrap();
        let notes = notes(&pipeline, &stamp.name);
        let codes: Vec<_> = notes.iter().map(|note| note.code).collect();
        assert_eq!(codes.first(), Some(&"other-pipeline"));
    }
}
