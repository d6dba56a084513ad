//! The small pipeline of `testdata/pipelines/small`, which has one of each supported component, and
//! packages like it that must be refused. `training/small-pipeline` makes it and its reference.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod sample;

use std::collections::BTreeMap;
use std::path::Path;

use ascribe_nlp::{Error, Package, Pipeline};

fn small() -> Pipeline {
    Pipeline::load(&Package::open(&sample::testdata("pipelines/small")).unwrap()).unwrap()
}

/// The small pipeline's files by name.
fn files() -> BTreeMap<String, Vec<u8>> {
    let root = sample::testdata("pipelines/small");
    let mut found = BTreeMap::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(name_below(&root, &path), std::fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn name_below(root: &Path, path: &Path) -> String {
    let parts = path.strip_prefix(root).unwrap().components();
    parts
        .map(|part| part.as_os_str().to_str().unwrap())
        .collect::<Vec<_>>()
        .join("/")
}

/// The error of loading the small pipeline with `old` replaced by `new` in its config.cfg.
fn error_with(old: &str, new: &str) -> Error {
    let mut files = files();
    let config = String::from_utf8(files.remove("config.cfg").unwrap()).unwrap();
    assert!(config.contains(old), "{old:?} is not in config.cfg");
    files.insert(
        "config.cfg".to_owned(),
        config.replacen(old, new, 1).into_bytes(),
    );
    Pipeline::load(&Package::from_files(files)).unwrap_err()
}

/// Asserts that the changed pipeline is refused as unsupported, and that the error says all of `words`.
fn check_unsupported(old: &str, new: &str, words: &[&str]) {
    let error = error_with(old, new);
    assert!(error.is_unsupported(), "{error}");
    for word in words {
        assert!(
            error.to_string().contains(word),
            "{error} does not say {word}"
        );
    }
}

/// Asserts that the pipeline without the file `name` is refused as damaged, and that the error names it.
fn check_missing(name: &str) {
    let mut files = files();
    files.remove(name).unwrap();
    let error = Pipeline::load(&Package::from_files(files)).unwrap_err();
    assert!(
        error.is_corrupt() && error.to_string().contains(name),
        "{error}"
    );
}

#[test]
fn it_agrees_with_spacy() {
    let tally = sample::compare(&small(), "pipelines/small.jsonl");
    tally.assert_compared(&[
        "token",
        "tag",
        "lemma",
        "head",
        "dep",
        "entity",
        "sentence",
        "categories",
        "spans",
    ]);
    tally.assert_share(1.0);
}

#[test]
fn the_compiled_form_agrees_too() {
    let mut compiled = Vec::new();
    Package::open(&sample::testdata("pipelines/small"))
        .unwrap()
        .compile(&mut compiled)
        .unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), compiled).unwrap();
    let pipeline = Pipeline::load(&Package::open(file.path()).unwrap()).unwrap();
    sample::compare(&pipeline, "pipelines/small.jsonl").assert_share(1.0);
}

// DIFFERENCE: spaCy's reduce_first fails on an empty text; text is never an error here.
#[test]
fn an_empty_text_has_no_tokens() {
    assert!(small().annotate("").is_empty());
}

#[test]
fn what_is_not_supported_is_named() {
    check_unsupported(
        "spacy.MaxoutWindowEncoder.v2",
        "spacy.Foo.v9",
        &["tok2vec", "spacy.Foo.v9"],
    );
    check_unsupported(
        "spacy.SpanCategorizer.v1",
        "spacy.Foo.v9",
        &["spancat", "spacy.Foo.v9"],
    );
    check_unsupported(
        "spacy.TextCatReduce.v1",
        "spacy.TextCatBOW.v3",
        &["textcat_multilabel", "spacy.TextCatBOW.v3"],
    );
    check_unsupported(
        "factory = \"senter\"",
        "factory = \"entity_linker\"",
        &["senter", "entity_linker"],
    );
    check_unsupported(
        "include_static_vectors = false",
        "include_static_vectors = true",
        &["tok2vec", "static word vectors"],
    );
}

#[test]
fn a_missing_file_is_named() {
    for name in [
        "config.cfg",
        "meta.json",
        "tokenizer",
        "tok2vec/model",
        "parser/moves",
        "tagger/cfg",
    ] {
        check_missing(name);
    }
}
