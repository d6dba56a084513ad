//! What must hold in every record beyond its schema.
//!
//! The record is walked as JSON, so that a field that is added is checked as well. Whether an
//! evidence span covers at most two sentences is judged by its punctuation, leaving doubtful cases
//! alone: this crate knows no sentences.

use std::collections::BTreeSet;
use std::fmt;

use ascribe_text::{CharMap, Chars, Span};
use serde_json::Value;

use crate::Record;
use crate::cells::{LISTS, List};

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// Which rule is broken.
    pub wrong: Wrong,
    /// Where in the record: `tolls/n2/best`.
    pub at: String,
    /// What is the matter.
    pub message: String,
}

/// The rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wrong {
    /// A span's text is what stands at its offsets.
    Span,
    /// Blocks cover the text in order, without gaps.
    Blocks,
    /// Ids are dense; keys are unique.
    Id,
    /// An id that a cell holds is one of the record's.
    Reference,
    /// `a0` is the narration and the only attribution without a parent, and no chain is a circle.
    Chain,
    /// Every cell that holds something has an entry of evidence with words.
    Evidence,
    /// An evidence span covers at most two sentences.
    Sentences,
    /// Nothing that was found starts in furniture.
    Furniture,
}

/// Everything in `record` that is not as it must be; empty for a sound record.
///
/// # Panics
/// Never: every record can be written as JSON.
#[must_use]
pub fn check(record: &Record) -> Vec<Violation> {
    let value = serde_json::to_value(record).expect("all keys of a record are strings");
    let mut checker = Checker {
        record,
        chars: CharMap::new(&record.report.text),
        found: Vec::new(),
    };
    checker.blocks();
    checker.spans(&value, "");
    for list in LISTS {
        checker.list(list, &value);
    }
    checker.keys(&value);
    checker.chains();
    for field in LISTS.iter().map(|list| list.name).chain(["unread"]) {
        checker.furniture(&value[field], field);
    }
    checker.found
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.at, self.message)
    }
}

struct Checker<'r> {
    record: &'r Record,
    chars: CharMap<'r>,
    found: Vec<Violation>,
}

impl Checker<'_> {
    fn wrong(&mut self, wrong: Wrong, at: impl Into<String>, message: impl Into<String>) {
        self.found.push(Violation {
            wrong,
            at: at.into(),
            message: message.into(),
        });
    }

    fn blocks(&mut self) {
        let mut end = 0;
        let blocks = &self.record.report.blocks;
        for (index, block) in blocks.iter().enumerate() {
            let at = format!("report/blocks/{}", block.id);
            if block.id != format!("b{index}") {
                self.wrong(
                    Wrong::Id,
                    &at,
                    format!("the block at {index} is not b{index}"),
                );
            }
            if block.start != end || block.end <= block.start {
                self.wrong(
                    Wrong::Blocks,
                    &at,
                    format!("starts at {}, not at {end}", block.start),
                );
            }
            if (block.kind == "furniture") != block.reason.is_some() {
                self.wrong(
                    Wrong::Blocks,
                    &at,
                    "furniture has a reason, and nothing else has",
                );
            }
            end = block.end;
        }
        let length = self.record.report.text.chars().count();
        if end != length {
            self.wrong(
                Wrong::Blocks,
                "report/blocks",
                format!("end at {end} of {length}"),
            );
        }
    }

    /// Every span below `value`, wherever it stands.
    fn spans(&mut self, value: &Value, at: &str) {
        if let Some((span, words)) = span_of(value) {
            let text = &self.record.report.text;
            let slice = self.chars.to_text(span).map(|span| span.slice(text));
            if slice != Some(words) || span.is_empty() {
                self.wrong(
                    Wrong::Span,
                    at,
                    format!("{words:?} is not what stands at {span:?}"),
                );
            }
        }
        for (name, child) in children(value) {
            self.spans(child, &format!("{at}/{name}"));
        }
    }

    fn list(&mut self, list: &List, record: &Value) {
        for (index, value) in items(record, list).enumerate() {
            let id = format!("{}{index}", list.letter);
            let at = format!("{}/{id}", list.name);
            if value["id"] != id {
                self.wrong(Wrong::Id, &at, format!("has the id {}", value["id"]));
            }
            self.references(list, value, record, &at);
            self.evidence(list, value, &at);
        }
    }

    fn references(&mut self, list: &List, value: &Value, record: &Value, at: &str) {
        let mut ids: Vec<(&str, &Value)> = Vec::new();
        for (field, letter) in list.all_references() {
            ids.push((letter, &value[field]));
        }
        for participant in value["participants"].as_array().into_iter().flatten() {
            ids.push(("e", &participant["entity"]));
        }
        ids.push(("e", &value["value"]["entity"]));
        ids.extend(["cause", "effect"].map(|part| ("v", &value[part]["event"])));
        if value["field"] == "time" {
            ids.push(("t", &value["value"]));
        } else if value["field"] == "place" {
            ids.push(("p", &value["value"]));
        }
        for (letter, id) in ids {
            if !id.is_null() && !exists(record, letter, id) {
                self.wrong(
                    Wrong::Reference,
                    at,
                    format!("{id} is no id of this record"),
                );
            }
        }
    }

    fn evidence(&mut self, list: &List, value: &Value, at: &str) {
        let entries: Vec<&Value> = value["evidence"].as_array().into_iter().flatten().collect();
        for cell in list
            .all_cells()
            .filter(|&cell| says_something(&value[cell]))
        {
            let told = entries.iter().any(|entry| {
                entry["field"] == cell
                    && entry["spans"]
                        .as_array()
                        .is_some_and(|spans| !spans.is_empty())
            });
            if !told {
                self.wrong(Wrong::Evidence, format!("{at}/{cell}"), "has no evidence");
            }
        }
        for span in entries
            .iter()
            .filter_map(|entry| entry["spans"].as_array())
            .flatten()
        {
            let words = span["text"].as_str().unwrap_or_default();
            if 1 < inner_sentence_ends(words) {
                let message = format!("evidence of more than two sentences: {words:?}");
                self.wrong(Wrong::Sentences, at, message);
            }
        }
    }

    fn keys(&mut self, record: &Value) {
        let mut seen = BTreeSet::new();
        for list in LISTS {
            for key in items(record, list).filter_map(|value| value["key"].as_str()) {
                if !seen.insert(key) {
                    self.wrong(
                        Wrong::Id,
                        list.name,
                        format!("the key {key} is given twice"),
                    );
                }
            }
        }
    }

    fn chains(&mut self) {
        let attributions = &self.record.attributions;
        let rooted = attributions
            .first()
            .is_some_and(|root| root.kind == "narration" && root.parent.is_none());
        if !rooted {
            self.wrong(
                Wrong::Chain,
                "attributions/a0",
                "is not the report's own voice",
            );
        }
        for (index, start) in attributions.iter().enumerate() {
            let mut at = index;
            let mut steps = 0;
            while at != 0 && steps <= attributions.len() {
                steps += 1;
                let parent = attributions[at].parent.as_deref();
                at = parent
                    .and_then(|parent| attributions.iter().position(|other| other.id == parent))
                    .unwrap_or(usize::MAX);
                if at == usize::MAX {
                    break;
                }
            }
            if at != 0 {
                let message = "its parents do not lead to a0";
                self.wrong(Wrong::Chain, format!("attributions/{}", start.id), message);
            }
        }
    }

    fn furniture(&mut self, value: &Value, at: &str) {
        if let Some((span, _)) = span_of(value) {
            let furniture = self.record.report.blocks.iter().any(|block| {
                block.kind == "furniture" && block.start <= span.start() && span.start() < block.end
            });
            if furniture {
                self.wrong(Wrong::Furniture, at, "starts in furniture");
            }
        }
        for (name, child) in children(value) {
            self.furniture(child, &format!("{at}/{name}"));
        }
    }
}

/// The span that `value` is, if it has a span's fields.
fn span_of(value: &Value) -> Option<(Span<Chars>, &str)> {
    let offset = |name: &str| usize::try_from(value.get(name)?.as_u64()?).ok();
    let (start, end) = (offset("start")?, offset("end")?);
    let in_reach = start <= end && u32::try_from(end).is_ok();
    in_reach.then_some((Span::new(start, end), value.get("text")?.as_str()?))
}

fn children(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, field)| (name.clone(), field))
            .collect(),
        _ => Vec::new(),
    }
}

fn items<'v>(record: &'v Value, list: &List) -> impl Iterator<Item = &'v Value> {
    record[list.name].as_array().into_iter().flatten()
}

fn exists(record: &Value, letter: &str, id: &Value) -> bool {
    let Some(list) = LISTS.iter().find(|list| list.letter == letter) else {
        return false;
    };
    items(record, list).any(|value| value["id"] == *id)
}

/// Whether a cell holds something that has to be based on words.
fn says_something(cell: &Value) -> bool {
    match cell {
        Value::Null | Value::Bool(false) => false,
        Value::Array(items) => !items.is_empty(),
        Value::String(name) => name != "any" && name != "unknown",
        _ => true,
    }
}

/// How many sentences surely end within `words`, before their last.
fn inner_sentence_ends(words: &str) -> usize {
    let pieces: Vec<&str> = words.split_whitespace().collect();
    pieces
        .windows(2)
        .filter(|pair| ends_surely(pair[0]) && begins(pair[1]))
        .count()
}

/// Whether a word ends a sentence and cannot be an abbreviation: "fled.", not "Gen.".
fn ends_surely(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', '\'', '”', '’', ')']);
    let stem = bare.trim_end_matches(['.', '!', '?', '…']);
    let letters = stem
        .chars()
        .filter(|character| character.is_alphabetic())
        .count();
    let small = stem.chars().all(|character| character.is_lowercase());
    stem.len() < bare.len() && (bare.ends_with(['!', '?']) || 6 <= letters || small && 4 <= letters)
}

fn begins(word: &str) -> bool {
    word.trim_start_matches(['"', '\'', '“', '‘', '('])
        .starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        assert_eq!(
            inner_sentence_ends("They fled. The town fell. Nobody stayed."),
            2
        );
        assert_eq!(
            inner_sentence_ends("Lt. Gen. Okun of the U.S. Army said so."),
            0
        );
        assert_eq!(inner_sentence_ends("“Why?” He left."), 1);
    }
}
