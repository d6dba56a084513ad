//! Any text is read, and damaged weights are told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::sync::LazyLock;

use ascribe_model::Said;
use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Package, Pipeline};
use ascribe_readers::Reader;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let package = Package::open(&installed_pipeline()).expect("`make setup` installs it");
    Pipeline::load(&package).unwrap().keeping_vectors()
});

static READERS: LazyLock<[Reader; 2]> =
    LazyLock::new(|| ["fast", "accurate"].map(|name| Reader::load(&weights(name)).unwrap()));

fn weights(name: &str) -> Vec<u8> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/attribution");
    std::fs::read(models.join(format!("{name}.safetensors"))).unwrap()
}

/// Reads the text twice with both readers; the second time gives the same.
#[track_caller]
fn check(text: &str) -> [Vec<Said>; 2] {
    let doc = PIPELINE.annotate(text);
    std::array::from_fn(|index| {
        let found = READERS[index].read(&doc);
        assert_eq!(found, READERS[index].read(&doc));
        found.iter().for_each(|said| check_said(said, text));
        found
    })
}

/// Every span is a stretch of the text, in order, and there is a cue and a content.
#[track_caller]
fn check_said(said: &Said, text: &str) {
    assert!(!said.cue.is_empty() && !said.content.is_empty());
    assert!((0.0..=1.001).contains(&said.score), "{}", said.score);
    for spans in [&said.source, &said.cue, &said.content] {
        assert!(spans.iter().all(|span| !span.slice(text).trim().is_empty()));
        assert!(spans.is_sorted_by(|one, next| one.end() <= next.start()));
    }
}

#[test]
fn odd_texts() {
    check("");
    check(" \n\t\n ");
    check("\u{0}\u{1}\u{200b}\u{fffd}\u{feff}");
    check("“““ \" ” »«");
    check("e\u{301}\u{301}\u{301} 中文 👩‍👩‍👧 ﬁ İ ß");
    check("said");
    check(&"x".repeat(5000));
}

#[test]
fn a_sentence_without_an_end() {
    let words = ["Orda", "said", "that", "the", "bridge", "fell", "and"];
    let text: Vec<_> = words.iter().copied().cycle().take(3000).collect();
    check(&text.join(" "));
}

#[test]
fn who_says_what() {
    let text = "“The bridge at Zandar has fallen,” Captain Selim Orda said on Monday.";
    for found in check(text) {
        let [said] = &found[..] else {
            panic!("one attribution: {found:?}");
        };
        assert_eq!(said.cue[0].slice(text), "said");
        assert_eq!(said.source[0].slice(text), "Captain Selim Orda");
        assert!(
            said.content[0]
                .slice(text)
                .contains("bridge at Zandar has fallen")
        );
    }
}

/// The weights with `changes` made in them, each from one text to another, in all as long.
fn damaged(name: &str, changes: &[[&str; 2]]) -> Vec<u8> {
    let mut bytes = weights(name);
    let length = bytes.len();
    for [from, to] in changes {
        let found = bytes
            .windows(from.len())
            .position(|part| part == from.as_bytes());
        let at = found.unwrap_or_else(|| panic!("{name} has no {from}"));
        bytes.splice(at..at + from.len(), to.bytes());
    }
    assert_eq!(bytes.len(), length, "{changes:?}");
    bytes
}

#[track_caller]
fn check_damaged(name: &str, changes: &[[&str; 2]], told: &str) {
    let error = Reader::load(&damaged(name, changes)).unwrap_err();
    assert!(error.to_string().contains(told), "{error}");
}

#[test]
fn what_is_no_file_of_weights_is_an_error() {
    assert!(Reader::load(b"").is_err());
    assert!(Reader::load(&[0xff; 64]).is_err());
    assert!(Reader::load(b"\x02\0\0\0\0\0\0\0{}").is_err());
}

#[test]
fn damaged_shapes_are_an_error() {
    check_damaged(
        "fast",
        &[["[128,272]", "[272,128]"]],
        "network.mix.weight is",
    );
    check_damaged("fast", &[["[51,16]", "[16,51]"]], "network.tags is");
    check_damaged("fast", &[["[7,256]", "[7,255]"]], "not a safetensors file");
}

#[test]
fn damaged_numbers_are_an_error() {
    let budget = |to| ["\"budget\":\"320\"", to];
    let version = ["\"version\":\"1\"", "\"version\":\"\""];
    check_damaged("fast", &[budget("\"budget\":\"048\"")], "a budget of 48");
    check_damaged(
        "fast",
        &[budget("\"budget\":\"4097\""), version],
        "a budget of 4097",
    );
    check_damaged(
        "fast",
        &[["\"layers\":\"2\"", "\"layers\":\"3\""]],
        "layers.2",
    );
    check_damaged(
        "fast",
        &[["\"reader\":\"fast\"", "\"reader\":\"slow\""]],
        "reader slow",
    );
}

#[test]
fn damaged_limits_and_vocabularies_are_an_error() {
    let budget = |to| ["\"budget\":\"254\"", to];
    assert!(Reader::load(&damaged("accurate", &[budget("\"budget\":\"092\"")])).is_ok());
    check_damaged(
        "accurate",
        &[budget("\"budget\":\"091\"")],
        "no room for a word",
    );
    check_damaged(
        "accurate",
        &[budget("\"budget\":\"255\"")],
        "than there are places",
    );
    check_damaged(
        "accurate",
        &[["\n[MASK]\n", "\n[MASK]-"]],
        "the vocabulary has",
    );
}
