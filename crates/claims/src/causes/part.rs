//! The two ends of a causal statement, as stretches of text that do not overlap.
//!
//! An end is the head that the rule found with what hangs under it, less the other end and the
//! words that join them. Knows trees and punctuation.

use ascribe_knowledge::{CauseRule, Found};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::reading::Reading;
use crate::{clauses, phrases};

/// An end shorter than this many letters ("it", "so") tells nothing.
const LEAST_LETTERS: usize = 4;

/// Cause and effect.
pub(super) fn ends(
    fit: &Found<'_, CauseRule>,
    reading: Reading<'_>,
) -> Option<(Span<Text>, Span<Text>)> {
    let effect = fit.capture("effect")?;
    let cause = fit.capture("cause").map(clauses::noun_meant);
    if fit.rule.gives.before || cause.is_some_and(|cause| points_back(cause, reading)) {
        let joins: Vec<_> = joining(fit, effect).collect();
        let own = cause.filter(|cause| !points_back(*cause, reading));
        if own.is_some() && !fit.rule.gives.before {
            return None;
        }
        return Some((
            sentence_before(effect, reading)?,
            end(effect, &joins, reading)?,
        ));
    }
    let cause = cause?;
    let without_effect: Vec<_> = joining(fit, cause).chain(branch(effect, cause)).collect();
    let without_cause: Vec<_> = joining(fit, effect).chain(branch(cause, effect)).collect();
    let (cause, effect) = (
        end(cause, &without_effect, reading)?,
        end(effect, &without_cause, reading)?,
    );
    (!cause.overlaps(effect)).then_some((cause, effect))
}

/// The words between the ends, on which the link turns.
pub(super) fn anchor(link: Token<'_>, cause: Span<Text>, effect: Span<Text>) -> Span<Text> {
    let group = phrases::verb_group(link);
    if cause.contains(group) || effect.contains(group) {
        link.span()
    } else {
        group
    }
}

/// `head` with what hangs under it, less `without`.
fn end(head: Token<'_>, without: &[Token<'_>], reading: Reading<'_>) -> Option<Span<Text>> {
    let mut without = without.to_vec();
    without.extend(head.children().filter(|child| is_beside(*child, head)));
    let pieces = phrases::pieces(&[head], &without);
    let span = pieces
        .into_iter()
        .find(|piece| piece.contains(head.span()))?;
    let letters = span
        .slice(reading.text())
        .chars()
        .filter(|mark| mark.is_alphabetic());
    (LEAST_LETTERS <= letters.count()).then_some(span)
}

/// What stands beside an end rather than in it: its conjunction, another clause with a subject of
/// its own, a clause in between.
fn is_beside(child: Token<'_>, head: Token<'_>) -> bool {
    let is_clause = || clauses::is_verb(child) && clauses::subject(child).is_some();
    match child.dep() {
        "mark" | "cc" | "preconj" | "parataxis" => true,
        "conj" | "ccomp" => {
            child.id() < head.id() && is_clause() || child.dep() == "conj" && is_clause()
        }
        _ => false,
    }
}

/// The tokens that the rule bound other than the ends, where they hang under `head`.
fn joining<'a>(fit: &Found<'a, CauseRule>, head: Token<'a>) -> impl Iterator<Item = Token<'a>> {
    let ends: Vec<_> = ["cause", "effect"]
        .iter()
        .filter_map(|name| fit.capture(name))
        .map(Token::id)
        .collect();
    let bound = fit.at.tokens();
    bound.into_iter().filter(move |token| {
        token.id() != head.id()
            && !ends.contains(&token.id())
            && token.head().id() == head.id()
            && token.dep() != "nsubj"
            && token.dep() != "neg"
            && token.dep() != "aux"
    })
}

/// The child of `from` under which `other` hangs, if it does.
fn branch<'a>(other: Token<'a>, from: Token<'a>) -> Option<Token<'a>> {
    let mut up = std::iter::once(other).chain(other.ancestors());
    up.find(|token| !token.is_root() && token.head().id() == from.id() && token.id() != from.id())
}

/// "this", "that": then the sentence before is meant.
fn points_back(cause: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    words.contains("clause_pronouns", &cause.text().to_lowercase())
        && cause.children().next().is_none()
}

/// The sentence before that of `word`, within the same block.
fn sentence_before(word: Token<'_>, reading: Reading<'_>) -> Option<Span<Text>> {
    let first = word.sentence().tokens().next()?;
    let last = std::iter::successors(first.previous(), |token| token.previous())
        .find(|token| token.text().chars().any(char::is_alphanumeric))?;
    let sentence = last.sentence().span();
    let is_near = reading.block_index(sentence) == reading.block_index(first.span());
    is_near.then(|| trimmed(sentence, reading.text()))
}

/// Without quotation marks and full stops at the ends.
fn trimmed(span: Span<Text>, text: &str) -> Span<Text> {
    let words = span.slice(text);
    let is_mark = |mark: char| !mark.is_alphanumeric();
    let start = words.len() - words.trim_start_matches(is_mark).len();
    let end = words.trim_end_matches(is_mark).len();
    if start < end {
        Span::new(span.start() + start, span.start() + end)
    } else {
        span
    }
}
