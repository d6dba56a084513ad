//! The readers beside the framework that trained them, number by number.
//!
//! `training/attribution/check.py` writes what it gives for texts of our own.

use serde_json::Value;

use super::testing::{annotated, check_close, file, spans};
use super::{Accurate, Fast, Kind, Network, Reader, link, own};

fn reader(name: &str) -> Reader {
    Reader::load(&file(&format!("models/attribution/{name}.safetensors"))).unwrap()
}

fn reference(name: &str) -> Vec<Value> {
    let bytes = file(&format!("testdata/attribution/{name}.json"));
    let reference: Value = serde_json::from_slice(&bytes).unwrap();
    reference["texts"].as_array().unwrap().clone()
}

#[track_caller]
fn check<N: Network>(
    reader: &Reader,
    network: &N,
    expected: &Value,
    most_apart: f64,
    features: impl Fn(&N::Features, &Value),
) {
    let text = expected["text"].as_str().unwrap();
    let doc = annotated(text);
    let input = network.input(&doc);
    assert_eq!(
        spans(input.words.spans.iter().copied(), text),
        expected["tokens"]
    );
    assert_eq!(Value::from(input.words.blocks.clone()), expected["blocks"]);
    features(&input.features, &expected["features"]);
    let windows = reader.windows(&input);
    let expected_windows = expected["windows"].as_array().unwrap();
    assert_eq!(windows.len(), expected_windows.len());
    let mut runs = Vec::new();
    for (window, expected) in windows.into_iter().zip(expected_windows) {
        let found = [window.context, window.core, window.end].map(Value::from);
        assert_eq!(
            found,
            [&expected["context"], &expected["core"], &expected["end"]].map(Value::clone)
        );
        let rows = network.rows(&input, window);
        let emissions = reader.heads.emissions(&rows);
        check_close(
            "emissions",
            emissions.as_flattened().iter().copied(),
            &expected["emissions"],
            most_apart,
        );
        assert_eq!(
            Value::from(reader.heads.labels(&emissions)),
            expected["labels"]
        );
        runs.extend(own(reader.heads.runs(&rows), window));
    }
    let said = link(&runs, |run| input.words.span_of(run.words.clone()));
    let found = said.into_iter().map(|said| {
        serde_json::json!({
            "source": spans(said.source, text),
            "cue": spans(said.cue, text),
            "content": spans(said.content, text),
        })
    });
    assert_eq!(found.collect::<Value>(), expected["attributions"]);
}

#[test]
fn the_accurate_reader_gives_what_torch_gives() {
    let reader = reader("accurate");
    let Kind::Accurate(network) = &reader.network else {
        panic!("another reader");
    };
    for text in reference("accurate") {
        // Scores reach 10 and more; inputs of a layer are rounded to fifteen bits.
        check::<Accurate>(&reader, network, &text, 3e-3, |found, expected| {
            assert_eq!(serde_json::json!(found.pieces), expected["pieces"]);
            assert_eq!(serde_json::json!(found.flags), expected["flags"]);
        });
    }
}

#[test]
fn the_fast_reader_gives_what_torch_gives() {
    let reader = reader("fast");
    let Kind::Fast(network) = &reader.network else {
        panic!("another reader");
    };
    for text in reference("fast") {
        check::<Fast>(&reader, network, &text, 1e-3, |found, expected| {
            check_close(
                "vectors",
                found.vectors.iter().copied(),
                &expected["vectors"],
                1e-3,
            );
            let column = |name: &str, of: fn(&crate::features::Features) -> Value| {
                let found: Value = found.words.iter().map(of).collect();
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
        });
    }
}
