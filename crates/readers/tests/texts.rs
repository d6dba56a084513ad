//! Any text is read, in time that grows with its length.

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

static READERS: LazyLock<[Reader; 2]> = LazyLock::new(|| {
    ["fast", "accurate"].map(|name| {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/attribution");
        let bytes = std::fs::read(models.join(format!("{name}.safetensors"))).unwrap();
        Reader::load(&bytes).unwrap()
    })
});

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

#[test]
fn damaged_weights_are_an_error() {
    assert!(Reader::load(b"").is_err());
    assert!(Reader::load(&[0xff; 64]).is_err());
    assert!(Reader::load(b"\x02\0\0\0\0\0\0\0{}").is_err());
}
