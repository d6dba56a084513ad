//! What `ascribe read` makes of inputs of every kind, good and bad.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ascribe(arguments: &[&str]) -> Output {
    let home = std::env::var_os("ASCRIBE_HOME")
        .map_or_else(|| root().join(".cache/ascribe"), PathBuf::from);
    Command::new(env!("CARGO_BIN_EXE_ascribe"))
        .args(arguments)
        .env("ASCRIBE_HOME", home)
        .current_dir(root())
        .output()
        .unwrap()
}

/// The records of a file with these bytes.
fn records(bytes: &[u8], arguments: &[&str]) -> Vec<Value> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let path = file.path().to_str().unwrap();
    let output = ascribe(&[&["read", path, "--format", "jsonl"], arguments].concat());
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), &*errors), (Some(0), ""));
    let lines = std::str::from_utf8(&output.stdout).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn codes(record: &Value) -> Vec<&str> {
    let notes = record["notes"].as_array().unwrap().iter();
    notes.map(|note| note["code"].as_str().unwrap()).collect()
}

/// The one record of `bytes` has a note of that code; the answer is its text.
fn check(bytes: &[u8], code: &str) -> String {
    let records = records(bytes, &[]);
    assert_eq!(records.len(), 1);
    assert!(codes(&records[0]).contains(&code), "{:?}", codes(&records[0]));
    records[0]["report"]["text"].as_str().unwrap().to_owned()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

const STORY: &str = "A bomb killed five people in the market of Kolm on Monday, police said. \
                     The Ember Column said that it was behind the attack.";

#[test]
fn a_record_for_each_line() {
    let lines = format!(
        "{{\"text\": \"{STORY}\", \"title\": \"Blast in Kolm\", \"published\": \"2031-05-14\", \"outlet\": \"Courier\"}}\n\
         {{\"text\": \n\
         {{\"text\": \"{STORY}\"}}\n"
    );
    for bytes in [lines.as_bytes().to_vec(), packed(lines.as_bytes())] {
        let records = records(&bytes, &["--threads", "2"]);
        assert_eq!(records.len(), 3);
        assert_eq!(records[0]["report"]["published"]["known_from"], "metadata");
        assert_eq!(records[0]["report"]["outlet"], "Courier");
        assert!(!records[0]["events"].as_array().unwrap().is_empty());
        assert!(codes(&records[1]).contains(&"bad-json"));
        let message = &records[1]["notes"].to_string();
        assert!(message.contains("line 2"), "{message}");
        assert_eq!(
            records[0]["events"].as_array().unwrap().len(),
            records[2]["events"].as_array().unwrap().len()
        );
    }
}

#[test]
fn a_report_is_the_same_wherever_it_stands_in_its_file() {
    let line = format!("{{\"text\": \"{STORY}\"}}");
    let alone = &records(line.as_bytes(), &[])[0];
    let second = &records(format!("{{\"text\": \"x\"}}\n{line}").as_bytes(), &[])[1];
    assert_eq!(alone["report"]["id"], second["report"]["id"]);
    assert_eq!(alone["events"], second["events"]);
    assert_eq!(second["report"]["source"]["start"], 14);
}

#[test]
fn every_format_is_in_the_help_and_can_be_asked_for() {
    let help = ascribe(&["read", "--help"]);
    let help = String::from_utf8_lossy(&help.stdout).into_owned();
    for format in ascribe::formats() {
        assert!(help.contains(format.name), "{}", format.name);
        let records = records(STORY.as_bytes(), &["--input-format", format.name]);
        assert_eq!(records.len(), 1, "{}", format.name);
    }
    let output = ascribe(&["read", "x", "--input-format", "parchment"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("there are"));
}

#[test]
fn empty_and_binary() {
    assert_eq!(check(b"", "empty"), "");
    assert_eq!(check(b" \n\n", "empty").trim(), "");
    assert_eq!(check(b"\x89PNG\r\n\x1a\n\0\0\0", "binary"), "");
}

#[test]
fn invalid_and_odd_characters() {
    let text = check(b"A bomb \xc3\xa9\xc3\xa9 went off \xff in Kolm.", "invalid-bytes");
    assert!(text.contains('\u{FFFD}'));
    check(b"The caf\xe9 was bombed.", "encoding-guessed");
    check(b"A bomb\x07 went off in Kolm\x1b[31m.", "control-characters");
    check("A bomb \u{202E}ffo tnew\u{202C} in Kolm.".as_bytes(), "bidirectional-characters");
}

#[test]
fn a_gzip_bomb_is_cut() {
    let bomb = packed(&vec![b'a'; 80 << 20]);
    assert!(bomb.len() < 1 << 20);
    let text = check(&bomb, "too-long");
    assert!(text.len() <= 4 << 20);
}

#[test]
fn a_very_long_page_is_cut() {
    let page = "There was no news. ".repeat((200 << 20) / 19);
    let records = records(page.as_bytes(), &["--language", "nl"]);
    assert!(codes(&records[0]).contains(&"too-long"));
    assert!(records[0]["report"]["text"].as_str().unwrap().len() <= 4 << 20);
}

#[test]
fn a_very_long_sentence_is_read() {
    let sentence = "the men and ".repeat(50_000 / 3) + "left.";
    let records = records(sentence.as_bytes(), &["--language", "nl"]);
    assert_eq!(records[0]["report"]["text"].as_str().unwrap(), sentence);
}

#[test]
fn days_that_do_not_exist() {
    check(
        b"Title here\n\nKOLM, 31 February 2031 (Courier) - A bomb went off.",
        "no-such-day",
    );
    check(b"{\"text\": \"A bomb.\", \"published\": \"2031-13-01\"}", "no-such-day");
}

#[test]
fn pdf_files_that_cannot_be_read() {
    check(b"%PDF-1.7\nno objects\n%%EOF", "damaged-pdf");
    let encrypted = std::fs::read(root().join("testdata/pages/encrypted.pdf")).unwrap();
    assert_eq!(check(&encrypted, "encrypted"), "");
}

#[test]
fn another_language_is_not_analysed() {
    let text = "Vijf mensen kwamen maandag om het leven en elf raakten gewond toen er een bom afging op \
        de markt in de oude stad, zei de gouverneur. Niemand heeft gezegd wie het heeft gedaan, maar de \
        politie zoekt drie mannen die in een witte bestelbus zijn weggereden.";
    let record = &records(format!("Aanslag op de markt\n\n2031-05-14\n\n{text}").as_bytes(), &[])[0];
    assert_eq!(record["report"]["language"], "nl");
    assert_eq!(record["report"]["published"]["value"], "2031-05-14");
    assert_eq!(record["report"]["blocks"][0]["kind"], "title");
    assert!(codes(record).contains(&"no-pipeline-for-language"));
    for list in ["entities", "events", "tolls", "responsibilities", "unread"] {
        assert!(record[list].as_array().unwrap().is_empty(), "{list}");
    }
}

#[test]
fn text_in_capitals_is_read_and_kept() {
    let plain = &records(STORY.as_bytes(), &[])[0];
    let capitals = &records(STORY.to_uppercase().as_bytes(), &[])[0];
    assert!(codes(capitals).contains(&"restored-case"));
    assert_eq!(capitals["report"]["text"], STORY.to_uppercase());
    assert_eq!(
        capitals["events"].as_array().unwrap().len(),
        plain["events"].as_array().unwrap().len()
    );
    assert_eq!(
        capitals["tolls"].as_array().unwrap().len(),
        plain["tolls"].as_array().unwrap().len()
    );
}
