//! Reads a packed reference (`tools/parity/sample.py`) and counts where a pipeline agrees with it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ascribe_nlp::{Doc, Pipeline, Token};
use ascribe_text::CharMap;
use serde::Deserialize;

/// What spaCy made of one text.
#[derive(Deserialize)]
pub(crate) struct Reference {
    pub(crate) id: String,
    pub(crate) text: String,
    start: Vec<usize>,
    end: Vec<usize>,
    ws: Vec<u8>,
    head: Vec<usize>,
    sent_start: Vec<u8>,
    tag: String,
    pos: String,
    morph: String,
    dep: String,
    ent: String,
    lemma: Vec<String>,
    noun_chunks: Vec<(usize, usize)>,
    cats: Vec<(String, f32)>,
    spans: Vec<(usize, usize, String, f32)>,
}

/// How many values of each layer were compared, and which differ.
#[derive(Default)]
pub(crate) struct Tally {
    layers: BTreeMap<&'static str, Layer>,
}

#[derive(Default)]
struct Layer {
    compared: usize,
    differences: Vec<String>,
}

/// A file under the workspace's `testdata/`.
pub(crate) fn testdata(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata")
        .join(name)
}

/// Compares `pipeline` with the references in the file `name` under `testdata/`.
pub(crate) fn compare(pipeline: &Pipeline, name: &str) -> Tally {
    let content = std::fs::read_to_string(testdata(name)).unwrap();
    let mut tally = Tally::default();
    for line in content.lines() {
        let reference: Reference = serde_json::from_str(line).unwrap();
        tally.document(&reference, &pipeline.annotate(&reference.text));
    }
    tally
}

impl Tally {
    /// Forgets a layer.
    #[allow(
        dead_code,
        reason = "one test of those that share this file has a layer to leave out"
    )]
    pub(crate) fn leave_out(&mut self, layer: &str) {
        self.layers.remove(layer);
    }

    /// Asserts that in every layer at least `floor` (0 to 1) of the values are equal.
    pub(crate) fn assert_share(&self, floor: f64) {
        for (name, layer) in &self.layers {
            let equal = layer.compared - layer.differences.len();
            let share = equal as f64 / layer.compared.max(1) as f64;
            let first = &layer.differences[..layer.differences.len().min(20)];
            assert!(
                floor <= share,
                "{name}: {equal} of {} are equal; {first:#?}",
                layer.compared
            );
        }
    }

    /// Asserts that every layer in `names` was compared at all.
    pub(crate) fn assert_compared(&self, names: &[&str]) {
        for name in names {
            assert!(
                self.layers
                    .get(name)
                    .is_some_and(|layer| layer.compared > 0),
                "{name} was never compared"
            );
        }
    }

    /// Tokens are compared one by one only where the text was cut as in the reference.
    fn document(&mut self, reference: &Reference, doc: &Doc) {
        let chars = CharMap::new(doc.text());
        let spans: Vec<(usize, usize)> = doc
            .tokens()
            .map(|token| chars.to_chars(token.span()))
            .map(|span| (span.start(), span.end()))
            .collect();
        let expected: Vec<(usize, usize)> = reference
            .start
            .iter()
            .copied()
            .zip(reference.end.iter().copied())
            .collect();
        for span in &expected {
            self.value(
                "token",
                reference,
                span,
                if spans.contains(span) { span } else { &(0, 0) },
            );
        }
        if spans == expected {
            self.tokens(reference, doc);
            self.ranges(reference, doc);
        }
    }

    fn tokens(&mut self, reference: &Reference, doc: &Doc) {
        let column = |values: &str| values.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let expected = [
            &reference.tag,
            &reference.pos,
            &reference.morph,
            &reference.dep,
            &reference.ent,
        ]
        .map(|v| column(v));
        for (at, token) in doc.tokens().enumerate() {
            let layers = ["tag", "pos", "morph", "dep", "entity"];
            let found = [
                token.tag(),
                token.pos(),
                token.morph(),
                token.dep(),
                &entity(token),
            ]
            .map(or_none);
            for ((layer, expected), found) in layers.into_iter().zip(&expected).zip(&found) {
                self.value(layer, reference, &(at, &expected[at]), &(at, found));
            }
            self.value(
                "lemma",
                reference,
                &(at, reference.lemma[at].as_str()),
                &(at, token.lemma()),
            );
            self.value(
                "head",
                reference,
                &(at, reference.head[at]),
                &(at, token.head().id().index()),
            );
            self.value(
                "space",
                reference,
                &(at, reference.ws[at] == 1),
                &(at, token.has_space()),
            );
            self.value(
                "sentence",
                reference,
                &(at, reference.sent_start[at] == 1),
                &(at, token.begins_sentence()),
            );
        }
    }

    fn ranges(&mut self, reference: &Reference, doc: &Doc) {
        let chunks = doc.noun_chunks();
        let chunks: Vec<_> = chunks
            .iter()
            .map(|range| (range.start.index(), range.end.index()))
            .collect();
        self.value("noun chunks", reference, &reference.noun_chunks, &chunks);
        let scores: Vec<_> = doc
            .categories()
            .map(|(label, score)| (label.to_owned(), rounded(score)))
            .collect();
        let expected: Vec<_> = reference
            .cats
            .iter()
            .map(|(label, score)| (label.clone(), rounded(*score)))
            .collect();
        self.list("categories", reference, expected, scores);
        let found = doc.spans().map(|(range, label, score)| {
            (
                range.start.index(),
                range.end.index(),
                label.to_owned(),
                rounded(score),
            )
        });
        let expected = reference
            .spans
            .iter()
            .cloned()
            .map(|(start, end, label, score)| (start, end, label, rounded(score)));
        self.list("spans", reference, expected.collect(), found.collect());
    }

    /// A list in any order; empty on both sides is nothing to compare.
    fn list<T: Ord + std::fmt::Debug>(
        &mut self,
        layer: &'static str,
        reference: &Reference,
        mut expected: Vec<T>,
        mut found: Vec<T>,
    ) {
        expected.sort();
        found.sort();
        if !expected.is_empty() || !found.is_empty() {
            self.value(layer, reference, &expected, &found);
        }
    }

    fn value<T: PartialEq + std::fmt::Debug>(
        &mut self,
        layer: &'static str,
        reference: &Reference,
        expected: &T,
        found: &T,
    ) {
        let layer = self.layers.entry(layer).or_default();
        layer.compared += 1;
        if expected != found {
            layer.differences.push(format!(
                "{}: expected {expected:?}, found {found:?}",
                reference.id
            ));
        }
    }
}

fn or_none(value: &str) -> String {
    if value.is_empty() {
        "_".to_owned()
    } else {
        value.to_owned()
    }
}

fn entity(token: Token<'_>) -> String {
    match (token.entity_kind(), token.begins_entity()) {
        ("", _) => "O".to_owned(),
        (kind, true) => format!("B-{kind}"),
        (kind, false) => format!("I-{kind}"),
    }
}

/// Scores are compared to two decimals: sums are taken in another order than the reference's.
fn rounded(score: f32) -> i32 {
    (score * 100.0).round() as i32
}
