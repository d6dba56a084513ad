//! Pairs of short reports that differ in one thing (`testdata/pairs/`): exactly that cell changes.
//!
//! A pair's text marks the difference as `{this|that}`. `first` and `second` list the facts that
//! only the one or the other report holds, each by some of its words in their order (see
//! `support/facts.rs` for the facts); all others must be equal. A pair that lists `renamed` is the
//! same report with names exchanged, and only names may change. Pairs that are read wrongly are
//! marked `known_wrong`, and have to be unmarked as soon as they are read rightly.
//! `ASCRIBE_MISSES=pairs` prints what was found in those.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/facts.rs"]
mod facts;

use std::collections::BTreeSet;

use ascribe::ReadOptions;
use ascribe::wire::Record;
use facts::{facts, names};
use serde::Deserialize;
use support::{read, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    name: String,
    text: String,
    #[serde(default)]
    first: Vec<String>,
    #[serde(default)]
    second: Vec<String>,
    #[serde(default)]
    renamed: Vec<[String; 2]>,
    published: Option<String>,
    first_published: Option<String>,
    second_published: Option<String>,
    /// FIXME: what is marked so is read wrongly.
    #[serde(default)]
    known_wrong: bool,
}

impl Pair {
    /// What is wrong with how the pair is read; nothing if all is well.
    fn faults(&self) -> Vec<String> {
        if self.renamed.is_empty() {
            self.faults_of_change()
        } else {
            self.faults_of_renaming()
        }
    }

    fn faults_of_change(&self) -> Vec<String> {
        let (first, second) = self.records();
        let (mut first, mut second) = (facts(&first), facts(&second));
        let mut faults = take("first", &mut first, &self.first);
        faults.extend(take("second", &mut second, &self.second));
        faults.extend(differences(&first, &second));
        faults
    }

    fn faults_of_renaming(&self) -> Vec<String> {
        let all = |record: &Record| [facts(record), names(record)].concat();
        let first = read(self.text.as_bytes(), &options(self.published.as_deref()));
        let second = self.rename(&self.text);
        let second = read(second.as_bytes(), &options(self.published.as_deref()));
        let mut renamed: Vec<String> = all(&first).iter().map(|one| self.rename(one)).collect();
        let mut found = all(&second);
        renamed.sort();
        found.sort();
        differences(&renamed, &found)
    }

    fn rename(&self, text: &str) -> String {
        self.renamed
            .iter()
            .fold(text.to_owned(), |text, [from, to]| text.replace(from, to))
    }

    fn records(&self) -> (Record, Record) {
        let published = |own: &Option<String>| own.clone().or_else(|| self.published.clone());
        let record = |side, day: Option<String>| {
            read(
                alternative(&self.text, side).as_bytes(),
                &options(day.as_deref()),
            )
        };
        (
            record(0, published(&self.first_published)),
            record(1, published(&self.second_published)),
        )
    }
}

fn options(published: Option<&str>) -> ReadOptions {
    ReadOptions {
        published: published.map(|day| day.parse().unwrap()),
        ..ReadOptions::default()
    }
}

/// The text with one side of every `{this|that}`.
fn alternative(text: &str, side: usize) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (choice, rest) = part.split_once('}').unwrap();
        out.push_str(choice.split('|').nth(side).unwrap());
        out.push_str(rest);
    }
    out
}

/// Takes the listed facts out of those found, and complains about those that are missing.
fn take(side: &str, found: &mut Vec<String>, listed: &[String]) -> Vec<String> {
    let mut missing = Vec::new();
    for wanted in listed {
        match found.iter().position(|fact| has_in_order(fact, wanted)) {
            Some(at) => drop(found.remove(at)),
            None => missing.push(format!("{side} lacks: {wanted}")),
        }
    }
    missing
}

fn has_in_order(fact: &str, wanted: &str) -> bool {
    let mut words = fact.split([' ', ',']);
    wanted
        .split([' ', ','])
        .filter(|word| !word.is_empty())
        .all(|wanted| words.any(|word| word.eq_ignore_ascii_case(wanted)))
}

/// What stands in one list of facts only.
fn differences(first: &[String], second: &[String]) -> Vec<String> {
    let only = |side: &str, these: &[String], those: &[String]| {
        let mut rest = those.to_vec();
        let mut only = Vec::new();
        for fact in these {
            match rest.iter().position(|other| other == fact) {
                Some(at) => drop(rest.remove(at)),
                None => only.push(format!("only {side} has: {fact}")),
            }
        }
        only
    };
    [
        only("the first", first, second),
        only("the second", second, first),
    ]
    .concat()
}

fn pairs() -> Vec<Pair> {
    let folder = std::fs::read_dir(root().join("testdata/pairs")).unwrap();
    let mut paths: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path| -> Pairs { toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() };
    paths.into_iter().flat_map(|path| read(path).pair).collect()
}

#[test]
fn only_the_cell_changes_whose_words_change() {
    let is_shown = std::env::var("ASCRIBE_MISSES").is_ok_and(|wanted| wanted == "pairs");
    let (mut right, mut complaints) = (0, Vec::new());
    let pairs = pairs();
    for pair in &pairs {
        let faults = pair.faults();
        right += usize::from(faults.is_empty());
        if is_shown && !faults.is_empty() {
            println!("{}: {faults:#?}", pair.name);
        }
        match (faults.is_empty(), pair.known_wrong) {
            (true, true) => complaints.push(format!("{}: right now, unmark it", pair.name)),
            (false, false) => complaints.push(format!("{}: {faults:#?}", pair.name)),
            _ => {}
        }
    }
    println!("pairs: {right} right of {}", pairs.len());
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn the_pairs_are_many_and_each_has_its_name() {
    let pairs = pairs();
    let names: BTreeSet<&str> = pairs.iter().map(|pair| pair.name.as_str()).collect();
    assert_eq!(names.len(), pairs.len(), "two pairs have one name");
    assert!(pairs.len() >= 120, "{} pairs", pairs.len());
    for pair in &pairs {
        let differs = pair.text.contains('{')
            || pair.first_published != pair.second_published
            || !pair.renamed.is_empty();
        assert!(differs, "{}: where do the two differ?", pair.name);
    }
}
