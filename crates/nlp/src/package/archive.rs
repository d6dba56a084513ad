//! A pipeline's files in a wheel, which is a zip archive.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::{MAX_FILE, MAX_FILES, MAX_TOTAL};
use crate::error::Error;

/// Reads all files of the pipeline in the archive at `path`.
pub(super) fn read(path: &Path) -> Result<BTreeMap<String, Arc<[u8]>>, Error> {
    let place = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::io(&place, error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| {
        Error::corrupt(
            &place,
            format_args!("neither a compiled pipeline nor a wheel: {error}"),
        )
    })?;
    let names = names(&archive, &place)?;
    let root = root(&names, &place)?;
    let mut files = BTreeMap::new();
    let mut left = MAX_TOTAL;
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.strip_prefix(root) else {
            continue;
        };
        let mut entry = archive
            .by_index(index)
            .map_err(|error| Error::corrupt(&place, error))?;
        if entry.is_symlink() {
            return Err(Error::corrupt(
                place,
                format_args!("{name} is a link; a pipeline holds files only"),
            ));
        }
        if entry.is_file() {
            let bytes = read_entry(&mut entry, left.min(MAX_FILE), &format!("{place}: {name}"))?;
            left -= bytes.len() as u64;
            files.insert(name.to_owned(), bytes.into());
        }
    }
    Ok(files)
}

/// The names of all entries; an error if there are too many, or one leads out of the archive.
fn names(archive: &ZipArchive<BufReader<File>>, place: &str) -> Result<Vec<String>, Error> {
    if archive.len() > MAX_FILES {
        return Err(Error::corrupt(
            place,
            "the pipeline is out of all proportion",
        ));
    }
    let names = archive
        .file_names()
        .map(|name| name.map(Cow::into_owned))
        .collect::<Result<Vec<_>, _>>();
    let names = names.map_err(|error| Error::corrupt(place, error))?;
    match names.iter().find(|name| leads_out(name)) {
        Some(name) => Err(Error::corrupt(
            place,
            format_args!("the entry {name:?} leads out of the archive"),
        )),
        None => Ok(names),
    }
}

fn leads_out(name: &str) -> bool {
    name.starts_with('/')
        || name.contains(['\\', '\0', ':'])
        || name.split('/').any(|part| part == "..")
}

/// The folder that holds the outermost `config.cfg`, with the `/` at its end.
fn root<'n>(names: &'n [String], place: &str) -> Result<&'n str, Error> {
    let folders = names
        .iter()
        .filter_map(|name| name.strip_suffix("config.cfg"));
    let folders = folders.filter(|folder| folder.is_empty() || folder.ends_with('/'));
    let outermost = folders.min_by_key(|folder| (folder.matches('/').count(), *folder));
    outermost
        .ok_or_else(|| Error::corrupt(place, "no config.cfg: there is no pipeline in this archive"))
}

/// Inflates one entry, whatever size it claims, up to `limit` bytes.
fn read_entry<R: Read>(
    entry: &mut ZipFile<'_, R>,
    limit: u64,
    place: &str,
) -> Result<Vec<u8>, Error> {
    let declared = entry.size();
    if declared > limit {
        return Err(Error::corrupt(place, "the file is out of all proportion"));
    }
    let mut bytes = Vec::new();
    entry
        .take(declared + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| Error::corrupt(place, error))?;
    if bytes.len() as u64 == declared {
        Ok(bytes)
    } else {
        Err(Error::corrupt(
            place,
            format_args!("{declared} bytes are declared, but there are more or fewer"),
        ))
    }
}
