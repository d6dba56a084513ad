//! Pages of HTML, each with what its blocks are: `testdata/pages/html/*.html` and `*.blocks`.
//!
//! The first line of a `*.blocks` file is what the page says of itself; each other one is a block,
//! its kind before the bar, with the reason behind a colon where it is furniture.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write;
use std::path::Path;

use ascribe_model::Report;
use ascribe_read::{ReadOptions, read};

/// A report's blocks, one a line, below what the page says of itself.
fn shown(report: &Report) -> String {
    let day = report.published.as_ref().map(|day| day.value.to_string());
    let notes: Vec<_> = report.notes.iter().map(|note| note.code).collect();
    let byline = report.byline.map(|byline| byline.slice(&report.text));
    let mut shown = String::new();
    writeln!(
        shown,
        "published={} byline={} outlet={} url={} encoding={} notes={}",
        day.as_deref().unwrap_or("-"),
        byline.unwrap_or("-"),
        report.outlet.as_deref().unwrap_or("-"),
        report.url.as_deref().unwrap_or("-"),
        report.source.encoding,
        notes.join(",")
    )
    .unwrap();
    for block in &report.blocks {
        let reason = block
            .reason
            .map_or(String::new(), |reason| format!(":{reason}"));
        let words = block.span.trimmed(&report.text).slice(&report.text);
        let words = words.replace('\n', " / ").replace('\t', " \\t ");
        writeln!(shown, "{}{reason}| {words}", block.kind).unwrap();
    }
    shown
}

#[test]
fn every_block_is_what_it_is_marked_as() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/pages/html");
    let files = std::fs::read_dir(folder).unwrap();
    let mut pages: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    pages.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "html")
    });
    pages.sort();
    assert!(3 <= pages.len());
    for path in pages {
        let report = read(&std::fs::read(&path).unwrap(), &ReadOptions::default());
        let expected = std::fs::read_to_string(path.with_extension("blocks")).unwrap_or_default();
        assert_eq!(report.source.media_type, "text/html");
        let shown = shown(&report);
        assert!(shown == expected, "{}:\n{shown}", path.display());
    }
}
