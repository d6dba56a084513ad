//! CoNLL-U (<https://universaldependencies.org/format.html>).
//!
//! White space that spaCy makes a token is no word of CoNLL-U: it stands in `SpacesAfter` of the
//! word before it (`SpacesBefore` at the start of a sentence), and its dependents, if it has any,
//! hang on its own head. Relations keep the pipeline's names, but that a root is `root`. Names
//! stand in MISC as `NE=B-GPE`. A sentence of white space alone is left out.

use std::fmt::Write as _;

use super::jsonl::iob;
use crate::{Doc, Sentence, Token, TokenId};

/// Appends `doc`, one sentence after the other.
pub(super) fn write(doc: &Doc, id: &str, out: &mut String) {
    let mut first = true;
    for sentence in doc.sentences() {
        let words: Vec<Token<'_>> = sentence
            .tokens()
            .filter(|token| !token.is_space())
            .collect();
        if words.is_empty() {
            continue;
        }
        if std::mem::take(&mut first) {
            line(out, format_args!("# newdoc id = {}", on_one_line(id)));
        }
        write_sentence(sentence, &words, out);
    }
}

fn write_sentence(sentence: Sentence<'_>, words: &[Token<'_>], out: &mut String) {
    line(out, format_args!("# sent_id = {}", sentence.index() + 1));
    line(out, format_args!("# text = {}", sentence_text(words)));
    let root = root_of(words);
    for (at, &word) in words.iter().enumerate() {
        let head = head_of(word, words, root);
        let relation = if head == 0 { "root" } else { relation(word) };
        let columns = [
            (at + 1).to_string(),
            on_one_line(word.text()),
            or_none(&on_one_line(word.lemma())),
            or_none(word.pos()),
            or_none(word.tag()),
            or_none(word.morph()),
            head.to_string(),
            relation.to_owned(),
            "_".to_owned(),
            misc(word, at == 0),
        ];
        line(out, format_args!("{}", columns.join("\t")));
    }
    out.push('\n');
}

fn line(out: &mut String, content: std::fmt::Arguments<'_>) {
    writeln!(out, "{content}").expect("a string takes all that is written");
}

/// The words with the single spaces between them, as FORM and SpaceAfter rebuild them.
fn sentence_text(words: &[Token<'_>]) -> String {
    let mut text = String::new();
    for &word in words {
        text.push_str(&on_one_line(word.text()));
        if !gap_after(word).is_empty() {
            text.push(' ');
        }
    }
    text.trim_end().to_owned()
}

/// The one word that has no head among the others: the sentence's root or, where that is white
/// space, the first word.
fn root_of(words: &[Token<'_>]) -> TokenId {
    let root = words.iter().find(|word| word.is_root());
    root.unwrap_or(&words[0]).id()
}

/// The number of a word's head within the sentence, counted from 1; 0 for the root.
fn head_of(word: Token<'_>, words: &[Token<'_>], root: TokenId) -> usize {
    if word.id() == root {
        return 0;
    }
    let head = word
        .ancestors()
        .find(|head| !head.is_space())
        .map_or(root, Token::id);
    let number = |id: TokenId| words.binary_search_by_key(&id, |word| word.id()).ok();
    number(head).or_else(|| number(root)).map_or(0, |at| at + 1)
}

/// A further root of a broken tree hangs on the first one.
fn relation(word: Token<'_>) -> &str {
    match word.dep() {
        "" | "ROOT" => "dep",
        relation => relation,
    }
}

fn misc(word: Token<'_>, is_first: bool) -> String {
    let mut items = Vec::new();
    if iob(word) != "O" {
        items.push(format!("NE={}-{}", iob(word), word.entity_kind()));
    }
    match gap_after(word) {
        "" => items.push("SpaceAfter=No".to_owned()),
        " " => {}
        gap => items.push(format!("SpacesAfter={}", escaped(gap))),
    }
    if is_first && let Some(gap) = gap_before(word) {
        items.push(format!("SpacesBefore={}", escaped(gap)));
    }
    if items.is_empty() {
        "_".to_owned()
    } else {
        items.join("|")
    }
}

/// The white space between a word and the next one of its stretch of text, tokens of white space
/// included.
fn gap_after(word: Token<'_>) -> &str {
    let text = word.doc().text();
    let next =
        std::iter::successors(word.next(), |token| token.next()).find(|token| !token.is_space());
    let end = next.map_or(text.len(), |token| token.span().start());
    let gap = &text[word.span().end()..end];
    &gap[..gap.len() - gap.trim_start().len()]
}

/// White space before a text's first word, which no word before it can hold.
fn gap_before(word: Token<'_>) -> Option<&str> {
    let spaces = std::iter::successors(word.previous(), |token| token.previous());
    let first = spaces.take_while(|token| token.is_space()).last()?;
    let starts_text = first.previous().is_none();
    starts_text.then(|| &word.doc().text()[first.span().start()..word.span().start()])
}

fn or_none(value: &str) -> String {
    if value.is_empty() {
        "_".to_owned()
    } else {
        value.to_owned()
    }
}

/// `value` without line breaks and tabs, which would end its column.
fn on_one_line(value: &str) -> String {
    value.replace(
        |mark: char| mark.is_control() || mark == '\u{2028}' || mark == '\u{2029}',
        " ",
    )
}

/// White space as CoNLL-U's MISC column writes it.
fn escaped(gap: &str) -> String {
    let mut out = String::new();
    for mark in gap.chars() {
        match mark {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '|' => out.push_str("\\p"),
            '\\' => out.push_str("\\\\"),
            mark => write!(out, "\\u{:04x}", u32::from(mark))
                .expect("a string takes all that is written"),
        }
    }
    out
}
