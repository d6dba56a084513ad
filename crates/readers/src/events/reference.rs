//! The reader of events beside the framework that trained it, number by number.
//!
//! `training/events/check.py` writes what it gives for texts of our own.

use serde_json::Value;

use super::{EventReader, Kin, Network};
use crate::features::Features;
use crate::reader::testing::{annotated, check_close, file, spans};
use crate::windows::Window;

/// What the framework rounds otherwise than we do, in scores that reach 20 and more.
const MOST_APART: f64 = 2e-3;
/// The same where rounded rows are multiplied with one another.
const MOST_APART_OF_PAIRS: f64 = 1e-2;

fn reader() -> EventReader {
    EventReader::load(&file("models/events/fast.safetensors")).unwrap()
}

#[track_caller]
fn check_features(found: &[Features], expected: &Value) {
    let column = |name: &str, of: fn(&Features) -> Value| {
        let found: Value = found.iter().map(of).collect();
        assert_eq!(found, expected[name], "{name}");
    };
    column("words", |word| word.lexicon.into());
    column("hashes", |word| word.hashed.to_vec().into());
    column("tags", |word| word.tag.into());
    column("deps", |word| word.relation.into());
    column("heads", |word| word.head.into());
    column("governors", |word| word.governor.into());
    column("distances", |word| word.distance.into());
    column("flags", |word| word.flags.to_vec().into());
}

#[track_caller]
fn check_heads(reader: &EventReader, rows: &ascribe_nn::Matrix, expected: &Value) {
    let found = reader.heads.scores(rows);
    let names = ["names", "statuses", "parts", "news"];
    for (name, found) in names.into_iter().zip(found) {
        let none = Value::Array(Vec::new());
        let expected = expected.get(name).unwrap_or(&none);
        check_close(name, found, expected, MOST_APART);
    }
}

/// The scores of all pairs whose first word the framework holds for named.
#[track_caller]
fn check_pairs(
    reader: &EventReader,
    rows: &ascribe_nn::Matrix,
    window: Window,
    kin: &Kin,
    expected: &Value,
) {
    let named = expected["named"].as_array().unwrap();
    let word = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let named: Vec<usize> = named.iter().map(word).collect();
    let keys = reader.pairs.keys(rows);
    let queries = reader.pairs.queries(rows, &named);
    let each = named.iter().zip(queries);
    let found =
        each.flat_map(|(&word, query)| reader.pairs.scores(&query, &keys, word, window, kin));
    check_close("pairs", found, &expected["pairs"], MOST_APART_OF_PAIRS);
}

#[track_caller]
fn check(reader: &EventReader, expected: &Value) {
    let text = expected["text"].as_str().unwrap();
    let doc = annotated(text);
    let input = reader.network.input(&doc);
    let words = input.words.spans.iter().copied();
    assert_eq!(spans(words, text), expected["tokens"]);
    assert_eq!(Value::from(input.words.blocks.clone()), expected["blocks"]);
    check_features(&input.features.words, &expected["features"]);
    let kin = Kin::of(&input);
    let windows = reader.windows(&input);
    let expected = expected["windows"].as_array().unwrap();
    assert_eq!(windows.len(), expected.len());
    for (window, expected) in windows.into_iter().zip(expected) {
        let rows = reader.network.rows(&input, window);
        for (name, found) in [
            ("context", window.context),
            ("core", window.core),
            ("end", window.end),
        ] {
            assert_eq!(Value::from(found), expected[name], "{name}");
        }
        check_heads(reader, &rows, expected);
        check_pairs(reader, &rows, window, &kin, expected);
    }
}

#[test]
fn the_reader_of_events_gives_what_torch_gives() {
    let reader = reader();
    let bytes = file("testdata/events-reader/fast.json");
    let reference: Value = serde_json::from_slice(&bytes).unwrap();
    let texts = reference["texts"].as_array().unwrap();
    assert!(!texts.is_empty());
    for text in texts {
        check(&reader, text);
    }
}
