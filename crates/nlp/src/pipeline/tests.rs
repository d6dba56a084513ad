use proptest::prelude::*;

use super::*;
use crate::thinc::testing::network_files;
use crate::tok2vec::tests::{CONFIG, NODES};

const NLP: &str = r#"
[nlp]
lang = "xx"
pipeline = ["tok2vec","tagger","senter"]
disabled = ["senter"]
[components.senter]
factory = "senter"
[components.tagger]
factory = "tagger"
[components.tagger.model]
@architectures = "spacy.Tagger.v2"
[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 4
upstream = "tok2vec"
"#;

/// A tagger with the labels A, B and C over the small network.
fn package(config: &str) -> Package {
    let mut files = network_files("tok2vec/model", NODES);
    files.extend(network_files(
        "tagger/model",
        &[
            (
                "tok2vec-listener|softmax",
                &[("tok2vec", 1), ("softmax", 2)],
                &[],
            ),
            ("tok2vec-listener", &[], &[]),
            ("softmax", &[], &[("W", &[3, 4]), ("b", &[3])]),
        ],
    ));
    files.push(("config.cfg".into(), config.into()));
    files.push((
        "meta.json".into(),
        br#"{"name": "small", "version": "1.0"}"#.to_vec(),
    ));
    files.push((
        "tagger/cfg".into(),
        br#"{"labels": ["A", "B", "C"]}"#.to_vec(),
    ));
    files.push(("tokenizer".into(), b"\x80".to_vec()));
    Package::from_files(files)
}

fn pipeline() -> Pipeline {
    Pipeline::load(&package(&format!("{NLP}{CONFIG}"))).unwrap()
}

fn tags(doc: &Doc) -> Vec<(String, String)> {
    doc.tokens()
        .map(|token| (token.text().to_owned(), token.tag().to_owned()))
        .collect()
}

#[test]
fn a_pipeline_says_what_it_is() {
    let pipeline = pipeline();
    assert_eq!(format!("{pipeline:?}"), "Pipeline xx_small 1.0");
    assert_eq!(
        pipeline.components().collect::<Vec<_>>(),
        ["tok2vec", "tagger"],
        "senter is disabled"
    );
}

#[test]
fn texts_are_annotated() {
    let doc = pipeline().annotate("The river rose again");
    assert_eq!(doc.len(), 4);
    assert!(
        doc.tokens()
            .all(|token| ["A", "B", "C"].contains(&token.tag()))
    );
    assert!(pipeline().annotate("").is_empty());
}

#[test]
fn stretches_are_analysed_apart() {
    let (text, pipeline) = ("one two | three four five", pipeline());
    let stretches = [Span::new(0, 7), Span::new(10, text.len())];
    let doc = pipeline.annotate_stretches(text, &stretches);
    let apart = stretches.map(|stretch| tags(&pipeline.annotate(stretch.slice(text))));
    assert_eq!(tags(&doc), apart.concat());
    assert_eq!(doc.stretches().count(), 2);
}

#[test]
#[should_panic(expected = "stretches are in order")]
fn stretches_that_overlap_are_a_mistake() {
    let _ = pipeline().annotate_stretches("one two", &[Span::new(0, 5), Span::new(4, 7)]);
}

#[test]
fn the_compiled_form_gives_the_same() {
    let mut bytes = Vec::new();
    package(&format!("{NLP}{CONFIG}"))
        .compile(&mut bytes)
        .unwrap();
    let compiled = Pipeline::load(&Package::from_compiled_static(bytes.leak()).unwrap()).unwrap();
    let text = "They said that the bridge was closed";
    assert_eq!(
        tags(&compiled.annotate(text)),
        tags(&pipeline().annotate(text))
    );
}

#[track_caller]
fn check_refused(from: &str, to: &str, reason: &str) {
    let config = format!("{NLP}{CONFIG}").replacen(from, to, 1);
    let error = Pipeline::load(&package(&config)).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn what_cannot_be_loaded_is_named() {
    check_refused(
        "factory = \"tagger\"",
        "factory = \"entity_linker\"",
        "components.tagger: factory entity_linker is not supported",
    );
    check_refused(
        "spacy.Tagger.v2",
        "spacy.Tagger.v9",
        "components.tagger.model: architecture spacy.Tagger.v9 is not supported",
    );
    check_refused(
        "\"tok2vec\",\"tagger\"",
        "\"tagger\"",
        "no tok2vec component \"tok2vec\" comes before it",
    );
    check_refused(
        "disabled = [\"senter\"]",
        "",
        "components.senter.model: is missing",
    );
    check_refused(
        "\"senter\"]",
        "\"parser\"]",
        "components.parser: is missing",
    );
    check_refused(
        "width = 4",
        "width = 5",
        "parameter W has the shape [3, 4], not [3, 5]",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_text_is_the_same_alone_in_a_batch_and_on_threads(texts in proptest::collection::vec("[a-d .]{0,40}", 0..12)) {
        let pipeline = pipeline();
        let alone: Vec<_> = texts.iter().map(|text| tags(&pipeline.annotate(text))).collect();
        let borrowed: Vec<_> = texts.iter().map(String::as_str).collect();
        let batch: Vec<_> = pipeline.annotate_batch(&borrowed).iter().map(tags).collect();
        prop_assert_eq!(&alone, &batch);
        for threads in [1, 3] {
            let stream: Vec<_> = pipeline.annotate_stream(&texts, threads).map(|doc| tags(&doc)).collect();
            prop_assert_eq!(&alone, &stream);
        }
    }
}
