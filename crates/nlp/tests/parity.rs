//! Our annotation against spaCy's on the texts of `testdata/texts`, layer by layer.
//!
//! The references were made by `tools/parity`, which also compares over a million words.

mod sample;

use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Package, Pipeline};

#[test]
fn the_default_pipeline_agrees_with_spacy() {
    let package = Package::open(&installed_pipeline())
        .expect("`make setup` installs it; ASCRIBE_PIPELINE names another place");
    let pipeline = Pipeline::load(&package).unwrap();
    let tally = sample::compare(&pipeline, "parity/en_core_web_sm.jsonl");
    tally.assert_compared(&[
        "token",
        "tag",
        "morph",
        "lemma",
        "head",
        "entity",
        "sentence",
        "noun chunks",
    ]);
    tally.assert_share(1.0);
}
