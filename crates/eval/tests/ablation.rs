//! What a cell says that it stands on is what it stands on: with the sentence of its evidence
//! deleted, the cell is gone or says something else.
//!
//! Asked of every cell of every record of the kit's free reports whose evidence lies in one
//! sentence and whose fact the report tells once.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ascribe::wire::{Record, WriteOptions};
use ascribe::{Home, OpenOptions, ReadOptions, Reader};
use serde_json::Value;

/// The share of cells that must change.
const WANTED: f64 = 0.95;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn reader() -> Reader {
    let home = std::env::var_os(ascribe::HOME_VARIABLE)
        .map_or_else(|| root().join(".cache/ascribe"), PathBuf::from);
    ascribe::open(&OpenOptions {
        home: Some(&Home::at(home)),
        ..OpenOptions::default()
    })
    .expect("the tests need the language pipeline: run `make setup` once")
}

fn texts() -> Vec<String> {
    let folder = root().join("../shared/bench/reports/dev/text");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap())
        .collect()
}

fn read(reader: &Reader, text: &str) -> Record {
    let options = ReadOptions {
        published: Some("2017-03-01".parse().unwrap()),
        ..ReadOptions::default()
    };
    Record::new(
        &reader.read(text.as_bytes(), &options),
        &WriteOptions::default(),
    )
}

/// One cell without its place in the record: `tolls.best=84`, and the code points it stands on.
struct Cell {
    fact: String,
    evidence: Vec<Range<usize>>,
}

const LISTS: [&str; 10] = [
    "entities",
    "times",
    "places",
    "attributions",
    "events",
    "occurrences",
    "responsibilities",
    "tolls",
    "assessments",
    "causes",
];

fn cells(record: &Record) -> Vec<Cell> {
    let record = serde_json::to_value(record).unwrap();
    let words = words(&record);
    let findings = LISTS.iter().flat_map(|list| {
        record[list]
            .as_array()
            .unwrap()
            .iter()
            .map(move |one| (list, one))
    });
    findings
        .flat_map(|(list, finding)| cells_of(list, finding, &words))
        .collect()
}

/// What each id of the record stands for, in words.
fn words(record: &Value) -> BTreeMap<String, String> {
    let findings = LISTS
        .iter()
        .flat_map(|list| record[list].as_array().unwrap());
    let name = |one: &Value| {
        ["name", "span", "trigger", "source", "mode", "kind"]
            .iter()
            .map(|field| &one[field])
            .find(|value| !value.is_null())
            .map(bare)
    };
    findings
        .map(|one| {
            (
                one["id"].as_str().unwrap().to_owned(),
                name(one).unwrap_or_default(),
            )
        })
        .collect()
}

/// A value without offsets.
fn bare(value: &Value) -> String {
    match value {
        Value::Object(object) if object.contains_key("text") => {
            object["text"].as_str().unwrap().to_owned()
        }
        Value::Array(all) => all.iter().map(bare).collect::<Vec<_>>().join("; "),
        Value::String(words) => words.clone(),
        value => value.to_string(),
    }
}

fn cells_of(list: &str, finding: &Value, words: &BTreeMap<String, String>) -> Vec<Cell> {
    let mut fields: BTreeMap<&str, Vec<Range<usize>>> = BTreeMap::new();
    for entry in finding["evidence"].as_array().into_iter().flatten() {
        let spans = entry["spans"].as_array().unwrap().iter().map(|span| {
            let at = |end: &str| usize::try_from(span[end].as_u64().unwrap()).unwrap();
            at("start")..at("end")
        });
        fields
            .entry(entry["field"].as_str().unwrap())
            .or_default()
            .extend(spans);
    }
    let whose = anchor(finding);
    let cell = |(field, evidence): (&str, Vec<Range<usize>>)| {
        let value = bare(&finding[field]);
        let value = words.get(&value).unwrap_or(&value);
        Cell {
            fact: format!("{list}.{field}={value} of {whose}"),
            evidence,
        }
    };
    fields
        .into_iter()
        .filter(|(field, _)| !finding[*field].is_null())
        .map(cell)
        .collect()
}

/// The words by which a finding is told from others of its kind.
fn anchor(finding: &Value) -> String {
    let own = ["name", "span", "trigger"].map(|field| &finding[field]);
    let own = own.into_iter().find(|value| !value.is_null());
    own.map_or_else(|| bare(&finding["evidence"][0]["spans"]), bare)
}

/// The sentences of the blocks that were read, in code points.
fn sentences(reader: &Reader, record: &Record) -> Vec<Range<usize>> {
    let text: Vec<char> = record.report.text.chars().collect();
    let blocks = record
        .report
        .blocks
        .iter()
        .filter(|block| block.kind != "furniture");
    let mut all = Vec::new();
    for block in blocks {
        let words: String = text[block.start..block.end].iter().collect();
        let doc = reader.annotate(&words);
        let chars = |at: usize| block.start + words[..at].chars().count();
        all.extend(doc.sentences().map(|sentence| {
            let span = sentence.span();
            chars(span.start())..chars(span.end())
        }));
    }
    all
}

fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

fn counts(cells: &[Cell]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for cell in cells {
        *counts.entry(cell.fact.as_str()).or_default() += 1;
    }
    counts
}

#[test]
#[cfg_attr(
    not(kit),
    ignore = "the benchmark kit is not in ../shared/bench beside the project"
)]
fn without_its_evidence_a_cell_is_gone() {
    let reader = reader();
    let (mut asked, mut changed) = (0_u32, 0_u32);
    let mut stayed: BTreeMap<String, u32> = BTreeMap::new();
    for text in texts() {
        let record = read(&reader, &text);
        let before = cells(&record);
        let told = counts(&before);
        for sentence in sentences(&reader, &record) {
            let is_here = |cell: &&Cell| cell.evidence.iter().all(|span| holds(&sentence, span));
            let here: Vec<_> = before
                .iter()
                .filter(is_here)
                .filter(|cell| told[cell.fact.as_str()] == 1)
                .collect();
            if here.is_empty() {
                continue;
            }
            let chars: Vec<char> = record.report.text.chars().collect();
            let without: String = chars[..sentence.start]
                .iter()
                .chain(&chars[sentence.end..])
                .collect();
            let after = cells(&read(&reader, &without));
            let after = counts(&after);
            for cell in here {
                asked += 1;
                if after.contains_key(cell.fact.as_str()) {
                    let kind = cell.fact.split('=').next().unwrap();
                    *stayed.entry(kind.to_owned()).or_default() += 1;
                } else {
                    changed += 1;
                }
            }
        }
    }
    let share = f64::from(changed) / f64::from(asked.max(1));
    println!("{changed} of {asked} cells are gone or changed without their evidence: {share:.4}");
    println!("those that stayed: {stayed:#?}");
    assert!(asked > 1000, "hardly anything was asked: {asked}");
    assert!(WANTED <= share, "{share:.4}");
}
