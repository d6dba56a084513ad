//! What each component of the installed pipeline costs: `cargo bench -p ascribe-nlp`.
//!
//! A row is the pipeline up to and with that component, over the same 3,000 words; the difference to
//! the row above is the component's own time. Words are met before they are timed.

#![expect(
    clippy::unwrap_used,
    reason = "a benchmark that cannot go on should stop"
)]

use std::path::Path;
use std::sync::LazyLock;

use ascribe_nlp::testing::{installed_pipeline, with_components};
use ascribe_nlp::{Package, Pipeline};
use divan::Bencher;
use divan::counter::ItemsCount;

/// The components of the default pipeline, in the order in which they run.
const COMPONENTS: &[&str] = &[
    "tok2vec",
    "tagger",
    "parser",
    "attribute_ruler",
    "lemmatizer",
    "ner",
];

static PACKAGE: LazyLock<Package> =
    LazyLock::new(|| Package::open(&installed_pipeline()).expect("`make setup` installs it"));

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/texts");
    let paths = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = paths.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let texts = paths
        .iter()
        .map(|path| std::fs::read_to_string(path).unwrap());
    texts.collect()
});

fn main() {
    divan::main();
}

/// 0 is the tokenizer alone.
#[divan::bench(args = 0..=COMPONENTS.len())]
fn up_to(bencher: Bencher<'_, '_>, count: usize) {
    let package = with_components(&PACKAGE, &COMPONENTS[..count]);
    let pipeline = Pipeline::load(&package).unwrap();
    let annotate = || pipeline.annotate_stream(&*TEXTS, 1).map(|doc| doc.len());
    let tokens: usize = annotate().sum();
    bencher
        .counter(ItemsCount::new(tokens))
        .bench_local(|| annotate().sum::<usize>());
}

/// From the mapped file to a pipeline that can annotate.
#[divan::bench]
fn load() -> Pipeline {
    let package = Package::open_compiled(&installed_pipeline()).unwrap();
    Pipeline::load(&package).unwrap()
}
