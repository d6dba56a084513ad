//! Pages of plain text, each line marked with what it is: `testdata/pages/plain/*.page`.
//!
//! A line begins with its block's kind, with the reason behind a colon where it is furniture; a line
//! that begins with the bar alone goes on with the block above.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::path::{Path, PathBuf};

use ascribe_model::Report;
use ascribe_read::{ReadOptions, read};

/// A block's kind, with its reason, and its words.
type Block = (String, String);

fn pages() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/pages/plain");
    let files = std::fs::read_dir(folder).unwrap();
    let mut pages: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    pages.sort();
    pages
}

/// The text of a marked page, and its blocks.
fn parse(page: &str) -> (String, Vec<Block>) {
    let (mut text, mut blocks): (String, Vec<Block>) = Default::default();
    for line in page.lines() {
        let Some((mark, words)) = line.split_once('|') else {
            text.push('\n');
            continue;
        };
        let words = words.trim();
        if mark.is_empty() {
            let (_, above) = blocks.last_mut().unwrap();
            above.push('\n');
            above.push_str(words);
        } else {
            blocks.push((mark.to_owned(), words.to_owned()));
        }
        // A dateline stands on the line of its paragraph.
        let ends = if mark == "dateline" && words.ends_with('-') { ' ' } else { '\n' };
        text.push_str(words);
        text.push(ends);
    }
    (text, blocks)
}

fn found(report: &Report) -> Vec<Block> {
    let blocks = report.blocks.iter();
    blocks
        .map(|block| {
            let kind = match block.reason {
                Some(reason) => format!("{}:{reason}", block.kind),
                None => block.kind.to_string(),
            };
            (kind, block.span.slice(&report.text).trim().to_owned())
        })
        .collect()
}

#[test]
fn every_line_is_what_it_is_marked_as() {
    let mut wrong = Vec::new();
    for path in pages() {
        let (text, expected) = parse(&std::fs::read_to_string(&path).unwrap());
        let found = found(&read(text.as_bytes(), &ReadOptions::default()));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for block in expected.iter().filter(|block| !found.contains(block)) {
            wrong.push(format!("{name}: missing {block:?}"));
        }
        for block in found.iter().filter(|block| !expected.contains(block)) {
            wrong.push(format!("{name}: not expected {block:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn there_are_pages() {
    assert!(10 <= pages().len());
}
