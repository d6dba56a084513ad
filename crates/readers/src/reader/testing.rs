//! What the tests beside the framework that trained the readers share.

use std::path::Path;
use std::sync::LazyLock;

use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Doc, Package, Pipeline};
use ascribe_text::{CharMap, Span, Text};
use serde_json::Value;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let package = Package::open(&installed_pipeline()).expect("`make setup` installs it");
    Pipeline::load(&package).unwrap().keeping_vectors()
});

/// The bytes of a file of the repository.
pub(crate) fn file(path: &str) -> Vec<u8> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    std::fs::read(root.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every line is a block, as the trainer cuts them.
pub(crate) fn annotated(text: &str) -> Doc {
    let mut at = 0;
    let lines = text.split('\n').map(|line| {
        let span = Span::new(at, at + line.len());
        at = span.end() + 1;
        span
    });
    let blocks: Vec<Span<Text>> = lines
        .filter(|line| !line.slice(text).trim().is_empty())
        .collect();
    PIPELINE.annotate_stretches(text, &blocks)
}

fn numbers(value: &Value) -> Vec<f64> {
    let number = |value: &Value| value.as_f64().unwrap();
    match value.as_array() {
        Some(values) => values.iter().flat_map(numbers).collect(),
        None => vec![number(value)],
    }
}

#[track_caller]
pub(crate) fn check_close(
    what: &str,
    found: impl IntoIterator<Item = f32>,
    expected: &Value,
    most: f64,
) {
    let found: Vec<f64> = found.into_iter().map(f64::from).collect();
    let expected = numbers(expected);
    assert_eq!(found.len(), expected.len(), "{what}: as many");
    let apart = found
        .iter()
        .zip(&expected)
        .map(|(one, other)| (one - other).abs());
    let apart = apart.fold(0.0, f64::max);
    assert!(apart < most, "{what}: {apart} apart");
}

/// Spans of characters, as the reference writes them.
pub(crate) fn spans(spans: impl IntoIterator<Item = Span<Text>>, text: &str) -> Value {
    let map = CharMap::new(text);
    let spans = spans.into_iter().map(|span| map.to_chars(span));
    spans
        .map(|span| Value::from(vec![span.start(), span.end()]))
        .collect()
}
