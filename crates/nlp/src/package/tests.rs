use std::fs;
use std::io::Cursor;

use zip::write::SimpleFileOptions;

use super::*;
use crate::thinc::testing::network_files;

const FILES: &[(&str, &str)] = &[
    ("config.cfg", "[nlp]"),
    ("meta.json", "{}"),
    ("tagger/cfg", "{\"labels\": []}"),
    ("vocab/lookups.bin", "\u{80}"),
];

/// From `sha256sum` over these files in this order, and over what it prints.
const DIGEST: &str = "879ea17ebaca3d42c0e45b43a1115c347ad263d7b5f6d3a0f5ba8597aaf7b4de";

fn check_files(package: &Package) {
    assert!(package.files.keys().eq(FILES.iter().map(|(name, _)| *name)));
    assert_eq!(package.digest(), DIGEST);
    for (name, text) in FILES {
        assert_eq!(package.text(name).unwrap(), *text);
    }
    assert!(package.file_opt("parser/cfg").is_none());
    assert!(
        package
            .file("parser/cfg")
            .unwrap_err()
            .to_string()
            .contains("parser/cfg: the file is missing")
    );
}

fn in_memory() -> Package {
    Package::from_files(
        FILES
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())),
    )
}

fn compiled() -> Vec<u8> {
    let mut bytes = Vec::new();
    in_memory().compile(&mut bytes).unwrap();
    bytes
}

#[track_caller]
fn check_refused(result: Result<Package, Error>, reason: &str) {
    let error = result.expect_err(reason);
    assert!(error.to_string().contains(reason), "{error}");
}

/// Writes the files below `folder`.
fn write_folder(folder: &Path) {
    for (name, text) in FILES {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// A wheel with these entries, in a file of its own.
fn wheel(entries: &[(&str, &str)]) -> tempfile::NamedTempFile {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(writer.finish().unwrap().get_ref()).unwrap();
    file
}

#[test]
fn a_folder_or_one_below_it() {
    let folder = tempfile::tempdir().unwrap();
    write_folder(&folder.path().join("xx_small/xx_small-1.0"));
    check_files(&Package::open(folder.path()).unwrap());
    check_files(&Package::open(&folder.path().join("xx_small/xx_small-1.0")).unwrap());
}

#[test]
fn a_folder_without_a_pipeline() {
    let folder = tempfile::tempdir().unwrap();
    check_refused(Package::open(folder.path()), "no pipeline in this folder");
    assert!(Package::open(&folder.path().join("none")).is_err());
}

#[cfg(unix)]
#[test]
fn a_folder_with_a_link() {
    let folder = tempfile::tempdir().unwrap();
    write_folder(folder.path());
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("vocab/vectors")).unwrap();
    check_refused(Package::open(folder.path()), "is a link");
}

/// Reading a pipe or a device would take forever.
#[cfg(unix)]
#[test]
fn a_folder_with_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    write_folder(folder.path());
    let pipe = folder.path().join("vocab/vectors");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    check_refused(Package::open(folder.path()), "is a pipe");
    check_refused(Package::open(&pipe), "neither a folder nor a file");
    check_refused(Package::open_compiled(&pipe), "is not a file");
    check_refused(Package::open(Path::new("/dev/zero")), "neither a folder");
}

#[test]
fn a_file_beyond_its_limit() {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(b"abc").unwrap();
    assert_eq!(read_file(file.path(), 3).unwrap(), b"abc");
    assert!(read_file(file.path(), 2).unwrap_err().is_corrupt());
}

#[test]
fn a_wheel() {
    let names: Vec<_> = FILES
        .iter()
        .map(|(name, _)| format!("xx_small/xx_small-1.0/{name}"))
        .collect();
    let mut entries: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(FILES.iter().map(|(_, text)| *text))
        .collect();
    entries.push(("xx_small-1.0.dist-info/RECORD", "x"));
    check_files(&Package::open(wheel(&entries).path()).unwrap());
}

#[test]
fn wheels_that_are_none() {
    check_refused(
        Package::open(wheel(&[("a", "b")]).path()),
        "no pipeline in this archive",
    );
    for name in [
        "../config.cfg",
        "a/../../config.cfg",
        "/config.cfg",
        "C:\\config.cfg",
    ] {
        check_refused(
            Package::open(wheel(&[(name, "[nlp]")]).path()),
            "leads out of the archive",
        );
    }
    let text = tempfile::NamedTempFile::new().unwrap();
    check_refused(
        Package::open(text.path()),
        "neither a compiled pipeline nor a wheel",
    );
}

#[test]
fn a_wheel_that_is_cut_off() {
    let whole = fs::read(wheel(FILES).path()).unwrap();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&whole[..whole.len() / 2]).unwrap();
    assert!(Package::open(file.path()).unwrap_err().is_corrupt());
}

#[test]
fn a_compiled_package() {
    let bytes = compiled();
    check_files(&Package::from_compiled_static(bytes.clone().leak()).unwrap());
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    check_files(&Package::open(file.path()).unwrap());
    check_files(&Package::open_compiled(file.path()).unwrap());
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    let bytes = compiled();
    let mut again = Vec::new();
    Package::from_compiled_static(bytes.clone().leak())
        .unwrap()
        .compile(&mut again)
        .unwrap();
    assert_eq!(again, bytes);
}

/// A compiled file goes with a program; who made the pipeline must be named there.
#[test]
fn notices_stay_in_a_compiled_package() {
    let files = ["LICENSE", "LICENSES_SOURCES", "README.md", "accuracy.json"];
    let files = files.map(|name| (name.to_owned(), b"x".to_vec()));
    let mut bytes = Vec::new();
    Package::from_files(files).compile(&mut bytes).unwrap();
    let compiled = Package::from_compiled_static(bytes.leak()).unwrap();
    assert!(compiled.files.keys().eq(["LICENSE", "LICENSES_SOURCES"]));
}

#[test]
fn numbers_stay_numbers() {
    let files = network_files("tagger/model", &[("x", &[], &[("W", &[3, 5])])]);
    let mut bytes = Vec::new();
    Package::from_files(files.clone())
        .compile(&mut bytes)
        .unwrap();
    let compiled = Package::from_compiled_static(bytes.clone().leak()).unwrap();
    assert_eq!(
        compiled.floats("tagger/model.f32").unwrap().to_le_bytes(),
        files[1].1
    );
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&bytes).unwrap();
    for package in [
        compiled,
        Package::open(file.path()).unwrap(),
        Package::open_compiled(file.path()).unwrap(),
    ] {
        let mut again = Vec::new();
        package.compile(&mut again).unwrap();
        assert_eq!(again, bytes);
    }
}

#[test]
fn any_damage_to_a_compiled_package_is_told() {
    let bytes = compiled();
    // Between files there is nothing but zeros, which mean nothing.
    for at in (0..bytes.len()).filter(|&at| bytes[at] != 0) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x10;
        assert!(
            Package::from_compiled_static(damaged.leak()).is_err(),
            "byte {at}"
        );
    }
    for length in 0..bytes.len() - 64 {
        assert!(
            Package::from_compiled_static(bytes[..length].to_vec().leak()).is_err(),
            "{length} bytes"
        );
    }
}

#[test]
fn another_version_is_not_damage() {
    let mut bytes = compiled();
    bytes[15] += 1;
    let error = Package::from_compiled_static(bytes.leak()).unwrap_err();
    assert!(error.is_unsupported() && error.to_string().contains("compile the pipeline again"));
}
