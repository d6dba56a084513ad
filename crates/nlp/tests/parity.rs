//! Our annotation against spaCy's on the texts of `testdata/texts`, layer by layer.
//!
//! The references were made by `tools/parity`, which also compares half a million words.

mod sample;

use std::path::PathBuf;

use ascribe_nlp::{Package, Pipeline};

/// What en_core_web_sm 3.8.0 was installed as.
fn pipeline_path() -> PathBuf {
    if let Some(path) = std::env::var_os("ASCRIBE_PIPELINE") {
        return path.into();
    }
    let home = std::env::var_os("ASCRIBE_HOME")
        .map_or_else(|| sample::testdata("../.cache/ascribe"), PathBuf::from);
    home.join("pipelines/en_core_web_sm-3.8.0.pipeline")
}

#[test]
fn the_default_pipeline_agrees_with_spacy() {
    let package = Package::open(&pipeline_path())
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
