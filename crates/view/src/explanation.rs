//! Why the record says what it says at one place, in a terminal.

use ascribe_wire::{Basis, Explanation, Fit, Miss, SentenceExplained};

use crate::ink::{Ink, Style};
use crate::item::Item;
use crate::layout::Page;
use crate::words::clean;

/// No more rules that almost fit than this are shown for a sentence; the JSON has all.
const MOST_MISSES: usize = 12;

/// An explanation as a page of `width` columns.
#[must_use]
pub fn explanation(explanation: &Explanation, style: Style, width: usize) -> String {
    let mut page = Page::new(style, width);
    page.heading("What the record says here");
    if explanation.findings.is_empty() {
        page.wrapped(Ink::Quote, "  Nothing.");
    }
    page.items(&explanation.findings.iter().map(basis).collect::<Vec<_>>());
    for sentence in &explanation.sentences {
        self::sentence(sentence, &mut page);
    }
    page.finish()
}

/// A finding, and the rule behind each of its cells.
fn basis(basis: &Basis) -> Item {
    let kind = singular(&basis.list);
    let cell = |one: &ascribe_wire::Evidence| {
        let words: Vec<String> = one
            .spans
            .iter()
            .map(|span| format!("“{}”", clean(&span.text)))
            .collect();
        format!("{}: {}  by {}", one.field, words.join(" "), one.by)
    };
    Item {
        label: basis.id.clone(),
        fact: format!("{kind}: {}", clean(&basis.words)),
        lines: basis.evidence.iter().map(cell).collect(),
        ..Item::default()
    }
}

fn singular(list: &str) -> String {
    match list.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => list.trim_end_matches('s').to_owned(),
    }
}

fn sentence(sentence: &SentenceExplained, page: &mut Page) {
    page.heading(&format!("The sentence on line {}", sentence.line));
    page.wrapped(Ink::Quote, &clean(&sentence.span.text));
    page.heading("How it is built");
    page.lines(Ink::Chain, &table(sentence));
    page.heading("Rules that fit");
    if sentence.fits.is_empty() {
        page.wrapped(Ink::Quote, "  None.");
    }
    page.items(&sentence.fits.iter().map(fit).collect::<Vec<_>>());
    if sentence.misses.is_empty() {
        return;
    }
    page.heading("Rules that almost fit");
    page.items(
        &sentence
            .misses
            .iter()
            .take(MOST_MISSES)
            .map(miss)
            .collect::<Vec<_>>(),
    );
    let more = sentence.misses.len().saturating_sub(MOST_MISSES);
    if 0 < more {
        page.wrapped(
            Ink::Place,
            &format!("  and {more} more, with --format json"),
        );
    }
}

/// The words in columns: number, word, lemma, part of speech, relation and head.
fn table(sentence: &SentenceExplained) -> Vec<String> {
    let row = |(index, word): (usize, &ascribe_wire::Word)| {
        [
            (index + 1).to_string(),
            clean(&word.text),
            clean(&word.lemma),
            word.tag.clone(),
            word.dep.clone(),
            if word.head == 0 {
                "-".to_owned()
            } else {
                word.head.to_string()
            },
            word.entity.clone(),
        ]
    };
    let rows: Vec<_> = sentence.words.iter().enumerate().map(row).collect();
    let width = |column: usize| {
        let widths = rows
            .iter()
            .map(|row| textwrap::core::display_width(&row[column]));
        widths.max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..7).map(width).collect();
    let line = |row: &[String; 7]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let gap = width - textwrap::core::display_width(cell);
            format!("{cell}{}", " ".repeat(gap))
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
    };
    rows.iter().map(line).collect()
}

fn fit(fit: &Fit) -> Item {
    let captures = fit.captures.iter();
    let captures: Vec<String> = captures
        .map(|[name, word]| format!("{name} “{}”", clean(word)))
        .collect();
    let made = if fit.made_a_finding {
        "made a finding here"
    } else {
        "made no finding by itself"
    };
    rule(
        format!("{} · {made}", fit.rule),
        [fit.meaning.clone(), captures.join(", ")],
        format!("data/{}:{}", fit.file, fit.line),
    )
}

fn miss(miss: &Miss) -> Item {
    let wrong = format!("at “{}”: {}", clean(&miss.at), miss.reason);
    rule(
        miss.rule.clone(),
        [miss.meaning.clone(), wrong],
        format!("data/{}:{}  {}", miss.file, miss.line, clean(&miss.text)),
    )
}

fn rule(fact: String, lines: [String; 2], place: String) -> Item {
    let lines = lines.into_iter().chain([place]);
    Item {
        fact,
        lines: lines.filter(|line| !line.is_empty()).collect(),
        ..Item::default()
    }
}
