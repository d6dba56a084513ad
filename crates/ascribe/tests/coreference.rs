//! Who is meant by which words (`testdata/coreference/`).
//!
//! Each passage marks its mentions with the names of those they mean. Scored are links between
//! mentions (MUC, Vilain et al. 1995), mentions one by one (B-cubed, Bagga and Baldwin 1998), and
//! the names of the entities. A mention that the record adds to a marked entity and the passage does
//! not mark counts against precision. The rules were written with `seen.toml` at hand; `unseen.toml`
//! was written before and not looked at. `ASCRIBE_MISSES=seen` lists what differs there. Figures must
//! not fall below `eval/coreference.toml`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod support;

#[path = "support/score.rs"]
mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ascribe::ReadOptions;
use ascribe::assets::sha256;
use ascribe::wire::Record;
use score::{Score, Scores};
use serde::Deserialize;
use support::{read, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passages {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    about: String,
    text: String,
}

/// Words that mean somebody: where they end in the text, and whom they mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Marked {
    start: usize,
    end: usize,
    names: Vec<String>,
}

/// A mention in one entity: where it ends, and a name where there are several entities for it.
type Key = (usize, usize);

/// Mentions by entity.
type Clusters = BTreeMap<String, BTreeSet<Key>>;

/// The text without marks, and the marks in code points.
fn parse(marked: &str) -> (String, Vec<Marked>) {
    let (mut text, mut open, mut found) = (String::new(), Vec::new(), Vec::new());
    let (mut at, mut letters) = (0, marked.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '{' => open.push(at),
            '|' => {
                let names: String =
                    std::iter::from_fn(|| letters.next_if(|&next| next != '}')).collect();
                letters.next();
                let start = open.pop().unwrap();
                let names = names.split('+').map(str::to_owned).collect();
                found.push(Marked {
                    start,
                    end: at,
                    names,
                });
            }
            _ => {
                text.push(letter);
                at += 1;
            }
        }
    }
    assert!(open.is_empty(), "an open mark in {marked}");
    found.sort();
    (text, found)
}

/// What the passage says: every unlinked mention is alone.
fn expected(marks: &[Marked]) -> Clusters {
    let mut clusters = Clusters::new();
    for (index, mark) in marks.iter().enumerate() {
        for name in &mark.names {
            let name = if name == "-" {
                format!("-{index}")
            } else {
                name.clone()
            };
            clusters
                .entry(name)
                .or_default()
                .insert((mark.start, mark.end));
        }
    }
    clusters
}

/// What the record says, in the passage's mentions where they end at the same letter.
fn found(record: &Record, marks: &[Marked]) -> Clusters {
    let key = |start: usize, end: usize| {
        let same = marks
            .iter()
            .filter(|mark| mark.end == end && mark.start <= start);
        same.max_by_key(|mark| mark.start)
            .map_or((start, end), |mark| (mark.start, mark.end))
    };
    let keys = |entity: &ascribe::wire::Entity| -> BTreeSet<Key> {
        let spans = entity.mentions.iter().map(|mention| &mention.span);
        spans.map(|span| key(span.start, span.end)).collect()
    };
    let is_marked = |keys: &BTreeSet<Key>| {
        keys.iter().any(|&(start, end)| {
            marks
                .iter()
                .any(|mark| (mark.start, mark.end) == (start, end))
        })
    };
    let entities = record.entities.iter();
    let clusters = entities.map(|entity| (format!("{} {}", entity.id, entity.name), keys(entity)));
    clusters.filter(|(_, keys)| is_marked(keys)).collect()
}

/// MUC: the links that `of` needs and `by` has, of those that `of` needs.
fn links(of: &Clusters, by: &Clusters) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for keys in of.values() {
        let parts: BTreeSet<String> = keys
            .iter()
            .map(|key| {
                let holder = by.iter().find(|(_, others)| others.contains(key));
                holder.map_or_else(|| format!("{key:?}"), |(name, _)| name.clone())
            })
            .collect();
        sum.0 += count(keys.len() - parts.len());
        sum.1 += count(keys.len() - 1);
    }
    sum
}

/// B-cubed: for every mention of `of`, how much of its cluster `by` keeps with it.
fn kept(of: &Clusters, by: &Clusters) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for (keys, key) in of
        .values()
        .flat_map(|keys| keys.iter().map(move |key| (keys, key)))
    {
        let mates = by.values().filter(|others| others.contains(key));
        let shared = mates
            .map(|others| others.intersection(keys).count())
            .max()
            .unwrap_or(1);
        sum.0 += count(shared) / count(keys.len());
        sum.1 += 1.0;
    }
    sum
}

/// Entities that bear the name that the passage gives them, of those expected and of those found.
fn names(gold: &Clusters, found: &Clusters) -> Score {
    let named: Vec<_> = gold
        .iter()
        .filter(|(name, _)| !name.starts_with('-'))
        .collect();
    let is_right = |name: &str, keys: &BTreeSet<Key>| {
        found.iter().any(|(other, mentions)| {
            let other = other.split_once(' ').unwrap().1;
            other.eq_ignore_ascii_case(name) && mentions.intersection(keys).next().is_some()
        })
    };
    let right = named
        .iter()
        .filter(|(name, keys)| is_right(name, keys))
        .count();
    let meant = found.values().filter(|mentions| {
        named
            .iter()
            .any(|(_, keys)| mentions.intersection(keys).next().is_some())
    });
    Score {
        precision: (count(right), count(meant.count())),
        recall: (count(right), count(named.len())),
        misses: Vec::new(),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]
fn count(number: usize) -> f64 {
    number as f64
}

/// Scores one passage; what differs from its marks is a miss.
fn measure(passage: &Passage, scores: &mut Scores) {
    let (text, marks) = parse(&passage.text);
    let record = read(text.as_bytes(), &ReadOptions::default());
    let (gold, found) = (expected(&marks), found(&record, &marks));
    let differs = linked(&gold) != linked(&found);
    let both = |of: fn(&Clusters, &Clusters) -> (f64, f64)| Score {
        precision: of(&found, &gold),
        recall: of(&gold, &found),
        misses: Vec::new(),
    };
    let mut link = both(links);
    link.misses
        .extend(differs.then(|| compared(&passage.about, &text, &gold, &found)));
    scores.add("link", link);
    scores.add("b3", both(kept));
    scores.add("name", names(&gold, &found));
}

/// The mentions that are not alone, by entity.
fn linked(clusters: &Clusters) -> BTreeSet<&BTreeSet<Key>> {
    clusters.values().filter(|keys| 1 < keys.len()).collect()
}

fn compared(about: &str, text: &str, gold: &Clusters, found: &Clusters) -> String {
    let letters: Vec<char> = text.chars().collect();
    let words = |keys: &BTreeSet<Key>| -> Vec<String> {
        keys.iter()
            .map(|&(start, end)| letters[start..end].iter().collect())
            .collect()
    };
    let mut out = format!("{about}\n");
    for (side, clusters) in [("expected", gold), ("found", found)] {
        for (name, keys) in clusters {
            writeln!(out, "  {side} {name}: {:?}", words(keys)).unwrap();
        }
    }
    out
}

fn check(half: &str) {
    let path = root().join(format!("testdata/coreference/{half}.toml"));
    let file = std::fs::read_to_string(path).unwrap();
    let passages: Passages = toml::from_str(&file).unwrap();
    let mut scores = Scores::of(&["link", "b3", "name"]);
    for passage in &passages.passage {
        measure(passage, &mut scores);
    }
    scores.check("coreference", half, &sha256(file.as_bytes()));
}

#[test]
fn seen() {
    check("seen");
}

#[test]
fn unseen() {
    check("unseen");
}

#[test]
fn marks_are_read() {
    let (text, marks) = parse("{Its|A} men and {{its|A} chief|B}");
    assert_eq!(text, "Its men and its chief");
    let ends: Vec<_> = marks.iter().map(|mark| (mark.start, mark.end)).collect();
    assert_eq!(ends, [(0, 3), (12, 15), (12, 21)]);
}
