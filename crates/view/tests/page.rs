//! The whole page of a record made by hand, as a person sees it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use ascribe_view::{Style, report, report_of_width};
use ascribe_wire::Record;

const RECORD: &str = include_str!("../../wire/tests/base/v1.json");
const PAGE: &str = include_str!("pages/plain.txt");

fn record() -> Record {
    serde_json::from_str(RECORD).unwrap()
}

#[test]
fn as_it_was_last_looked_at() {
    let page = report(&record(), Style::Plain);
    assert_eq!(
        page, PAGE,
        "look at the page, then run the ignored test `write_the_page`"
    );
}

/// Writes the page anew, for somebody to look at.
#[test]
#[ignore = "writes a file of the project"]
fn write_the_page() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages/plain.txt");
    std::fs::write(path, report(&record(), Style::Plain)).unwrap();
    println!("{}", report(&record(), Style::Colour));
}

#[test]
fn no_line_is_wider_than_the_page() {
    for width in [40, 72, 120] {
        let page = report_of_width(&record(), Style::Plain, width);
        assert!(
            page.lines().all(|line| line.chars().count() <= width),
            "{page}"
        );
    }
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let mut record = record();
    record.entities[1].name = "the \u{1b}[2JFront".to_owned();
    let page = report(&record, Style::Plain);
    assert!(page.contains("the [2JFront") && !page.contains('\u{1b}'));
}

#[test]
fn an_empty_record_says_so() {
    let mut record = record();
    record.events.clear();
    record.tolls.clear();
    let page = report(&record, Style::Plain);
    assert!(page.contains("No event was found.") && !page.contains("How many"));
}
