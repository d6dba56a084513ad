//! The reader of events: any text is read, and damaged weights are told.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::Path;
use std::sync::LazyLock;

use ascribe_model::Told;
use ascribe_nlp::testing::installed_pipeline;
use ascribe_nlp::{Package, Pipeline};
use ascribe_readers::{EventReader, Reader};
use ascribe_text::{Span, Text};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let package = Package::open(&installed_pipeline()).expect("`make setup` installs it");
    Pipeline::load(&package).unwrap().keeping_vectors()
});

static READER: LazyLock<EventReader> =
    LazyLock::new(|| EventReader::load(&weights("events")).unwrap());

fn weights(reader: &str) -> Vec<u8> {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    std::fs::read(models.join(reader).join("fast.safetensors")).unwrap()
}

/// Reads the text twice; the second time gives the same.
#[track_caller]
fn check(text: &str) -> Told {
    let doc = PIPELINE.annotate(text);
    let told = READER.read(&doc);
    assert_eq!(told, READER.read(&doc));
    check_words(&told, text);
    check_scores(&told);
    told
}

/// Words are words of the text, in its order, and what they point to is there.
#[track_caller]
fn check_words(told: &Told, text: &str) {
    let events: Vec<_> = told.events.iter().map(|event| event.trigger).collect();
    let claims: Vec<_> = told.claims.iter().map(|claim| claim.cue).collect();
    let tolls: Vec<_> = told.tolls.iter().map(|toll| toll.number).collect();
    for words in [&events, &claims, &tolls] {
        assert!(words.iter().all(|word| !word.slice(text).trim().is_empty()));
        assert!(words.is_sorted_by(|one: &Span<Text>, next| one.end() <= next.start()));
    }
    for (index, event) in told.events.iter().enumerate() {
        assert!(event.same.is_none_or(|(earlier, _)| earlier < index));
        let starts = event.parts.iter().map(|part| part.word.start());
        assert!(starts.is_sorted());
    }
    let claimed = told.claims.iter().filter_map(|claim| claim.event);
    let counted = told.tolls.iter().filter_map(|toll| toll.event);
    for (event, _) in claimed.chain(counted) {
        assert!(event < told.events.len());
    }
}

#[track_caller]
fn check_scores(told: &Told) {
    let events = told.events.iter().map(|event| event.score);
    let claims = told.claims.iter().map(|claim| claim.score);
    let tolls = told.tolls.iter().map(|toll| toll.score);
    let of_events = told.events.iter().flat_map(|event| &event.parts);
    let parts = of_events.chain(&told.parts).map(|part| part.score);
    for score in events.chain(claims).chain(tolls).chain(parts) {
        assert!((0.2..=1.0).contains(&score), "{score}");
    }
}

#[test]
fn odd_texts() {
    check("");
    check(" \n\t\n ");
    check("\u{0}\u{1}\u{200b}\u{fffd}\u{feff}");
    check("“““ \" ” »«");
    check("e\u{301}\u{301}\u{301} 中文 👩‍👩‍👧 ﬁ İ ß");
    check("stormed");
    check(&"x".repeat(5000));
}

#[test]
fn a_sentence_without_an_end() {
    let words = ["gunmen", "burned", "the", "mill", "killing", "four", "and"];
    let text: Vec<_> = words.iter().copied().cycle().take(3000).collect();
    check(&text.join(" "));
}

/// The weights with `from` in them made `to`, which is as long.
fn damaged(from: &str, to: &str) -> Vec<u8> {
    let mut bytes = weights("events");
    assert_eq!(from.len(), to.len());
    let found = bytes
        .windows(from.len())
        .position(|part| part == from.as_bytes());
    let at = found.unwrap_or_else(|| panic!("there is no {from}"));
    bytes.splice(at..at + from.len(), to.bytes());
    bytes
}

#[track_caller]
fn check_damaged(from: &str, to: &str, told: &str) {
    let error = EventReader::load(&damaged(from, to)).unwrap_err();
    assert!(error.to_string().contains(told), "{error}");
}

#[test]
fn what_is_no_file_of_weights_is_an_error() {
    assert!(EventReader::load(b"").is_err());
    assert!(EventReader::load(&[0xff; 64]).is_err());
    assert!(EventReader::load(b"\x02\0\0\0\0\0\0\0{}").is_err());
}

#[test]
fn readers_are_not_taken_for_one_another() {
    assert!(EventReader::load(&weights("attribution")).is_err());
    assert!(Reader::load(&weights("events")).is_err());
}

#[test]
fn damaged_shapes_are_an_error() {
    check_damaged("[11,65,65]", "[65,11,65]", "pairs.roles is");
    check_damaged("[11,12]", "[12,11]", "pairs.tree is");
    check_damaged("[11,33]", "[33,11]", "pairs.distance is");
    check_damaged("[128,272]", "[272,128]", "network.mix.weight is");
}

#[test]
fn names_that_mean_nothing_are_an_error() {
    check_damaged(
        "\\\"r:claimed\\\"",
        "\\\"r:claimer\\\"",
        "r:claimer means nothing",
    );
    check_damaged("\\\"foiled\\\"", "\\\"failed\\\"", "failed means nothing");
    check_damaged("\\\"holder\\\"", "\\\"folder\\\"", "folder means nothing");
}
