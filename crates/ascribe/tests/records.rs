//! What holds of every record: its schema, its spans, its evidence, and that it does not depend on
//! anything but the bytes, the options and the pinned files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

use std::path::PathBuf;

use ascribe::wire::{self, WriteOptions};
use ascribe::{ReadOptions, stream};
use support::{READER, read, root};

/// All our own texts: the parity sample, the demonstration and the reports.
fn texts() -> Vec<(PathBuf, Vec<u8>)> {
    let folders = ["texts", "demo", "reports/seen", "reports/unseen"]
        .map(|folder| root().join("testdata").join(folder));
    let entries = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(folder).unwrap());
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    assert!(paths.len() > 10, "the texts of the tests are missing");
    paths
        .into_iter()
        .map(|path| (path.clone(), std::fs::read(path).unwrap()))
        .collect()
}

/// The options of a report that was published on a day.
fn published(year: i16, month: i8, day: i8) -> ReadOptions {
    ReadOptions {
        published: Some(jiff::civil::date(year, month, day)),
        ..ReadOptions::default()
    }
}

#[test]
fn every_record_keeps_the_schema() {
    let schema = serde_json::from_str(wire::SCHEMA).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    for (path, bytes) in texts() {
        let record = serde_json::to_value(read(&bytes, &published(2031, 5, 14))).unwrap();
        let errors: Vec<_> = schema
            .iter_errors(&record)
            .map(|error| error.to_string())
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", path.display());
    }
}

#[test]
fn every_cell_stands_on_its_words() {
    for (path, bytes) in texts() {
        for options in [ReadOptions::default(), published(2031, 5, 14)] {
            let violations = wire::check(&read(&bytes, &options));
            assert!(violations.is_empty(), "{}: {violations:#?}", path.display());
        }
    }
}

#[test]
fn damaged_text_still_gives_a_sound_record() {
    for (path, bytes) in texts() {
        let cuts = [0, 1, bytes.len() / 3, bytes.len() / 2];
        for cut in cuts {
            let mut damaged = bytes[cut..].to_vec();
            damaged.splice(0..0, [0xff, b'"', 0xe2, 0x80]);
            let violations = wire::check(&read(&damaged, &ReadOptions::default()));
            assert!(
                violations.is_empty(),
                "{} from {cut}: {violations:#?}",
                path.display()
            );
        }
    }
}

#[test]
fn one_thread_or_many_the_bytes_are_the_same() {
    let texts = texts();
    let record = |(_, bytes): &(_, Vec<u8>)| {
        let record = READER.read(bytes, &published(2031, 5, 14));
        let options = WriteOptions { source_map: true };
        serde_json::to_string(&wire::Record::new(&record, &options)).unwrap()
    };
    let alone: Vec<String> = texts.iter().map(record).collect();
    for threads in [1, 2, 5] {
        assert_eq!(
            stream::Pool::new(threads).map(&texts, record),
            alone,
            "{threads} threads"
        );
    }
}

#[test]
fn a_record_reads_back() {
    for (path, bytes) in texts() {
        let json = serde_json::to_string(&read(&bytes, &published(2031, 5, 14))).unwrap();
        let back: wire::Record = serde_json::from_str(&json).unwrap();
        assert_eq!(
            serde_json::to_string(&back).unwrap(),
            json,
            "{}",
            path.display()
        );
    }
}

#[test]
fn without_a_publication_date_no_relative_date_is_resolved() {
    let text = "The mayor said on Tuesday that a bomb had killed two people last week.";
    let record = read(text.as_bytes(), &ReadOptions::default());
    assert!(!record.times.is_empty());
    for time in &record.times {
        assert_eq!(
            (time.precision.as_str(), &time.interval),
            ("unresolved", &None),
            "{}",
            time.span.text
        );
    }
    assert!(
        record
            .notes
            .iter()
            .any(|note| note.code == "no-publication-date")
    );
}
