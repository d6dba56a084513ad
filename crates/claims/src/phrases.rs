//! From tokens of a tree to stretches of text.
//!
//! Knows trees and punctuation, not what the words are for.

use std::collections::BTreeSet;

use ascribe_nlp::{Token, TokenId};
use ascribe_text::{Span, Text};

/// `head` and what hangs under it, but for what hangs under `without`: runs of neighbouring tokens.
pub(crate) fn pieces(heads: &[Token<'_>], without: &[Token<'_>]) -> Vec<Span<Text>> {
    let left_out: BTreeSet<TokenId> = without
        .iter()
        .flat_map(|token| token.subtree())
        .map(|token| token.id())
        .collect();
    let kept: BTreeSet<TokenId> = heads
        .iter()
        .flat_map(|head| head.subtree())
        .map(|token| token.id())
        .collect();
    let kept: Vec<_> = kept.difference(&left_out).copied().collect();
    let Some(doc) = heads.first().map(|head| head.doc()) else {
        return Vec::new();
    };
    let runs = kept.chunk_by(|one, next| one.index() + 1 == next.index());
    runs.filter_map(|run| trimmed(run.iter().map(|&id| doc.token(id)).collect()))
        .collect()
}

/// A noun phrase as a whole, without what stands loosely around it.
pub(crate) fn noun_phrase(head: Token<'_>) -> Span<Text> {
    let tokens: Vec<_> = head.subtree();
    let at = tokens
        .iter()
        .position(|token| token.id() == head.id())
        .unwrap_or_default();
    let start = (0..at)
        .rev()
        .find(|&index| tokens[index].id().index() + 1 != tokens[index + 1].id().index());
    let end = (at + 1..tokens.len())
        .find(|&index| tokens[index].id().index() != tokens[index - 1].id().index() + 1);
    let run = tokens[start.map_or(0, |gap| gap + 1)..end.unwrap_or(tokens.len())].to_vec();
    trimmed(run).unwrap_or(head.span())
}

/// A verb with the auxiliaries, negation and adverbs before it and the particle after it.
pub(crate) fn verb_group(verb: Token<'_>) -> Span<Text> {
    let mut span = verb.span();
    let mut next = verb.previous();
    while let Some(token) = next.filter(|&token| belongs_to_verb(token, verb)) {
        span = span.hull(token.span());
        next = token.previous();
    }
    let particle = verb
        .next()
        .filter(|token| token.head().id() == verb.id() && token.dep() == "prt");
    particle.map_or(span, |particle| span.hull(particle.span()))
}

fn belongs_to_verb(token: Token<'_>, verb: Token<'_>) -> bool {
    let adverb = token.dep() == "advmod" && token.tag() == "RB";
    token.head().id() == verb.id() && (matches!(token.dep(), "aux" | "auxpass" | "neg") || adverb)
}

/// Neighbouring or overlapping stretches as one: `gap` bytes of white space at most between them.
pub(crate) fn joined(mut spans: Vec<Span<Text>>, text: &str) -> Vec<Span<Text>> {
    spans.sort_unstable();
    let mut out: Vec<Span<Text>> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last)
                if span.start() <= last.end()
                    || text[last.end()..span.start()].trim().is_empty() =>
            {
                *last = last.hull(span);
            }
            _ => out.push(span),
        }
    }
    out
}

/// The hull of the tokens without punctuation, white space and conjunctions at its ends.
fn trimmed(mut run: Vec<Token<'_>>) -> Option<Span<Text>> {
    let is_outside =
        |token: Token<'_>, run: &[Token<'_>]| token.dep() == "cc" || is_loose(token, run);
    while run.last().is_some_and(|&token| is_outside(token, &run)) {
        run.pop();
    }
    let start = run.iter().position(|&token| !is_outside(token, &run))?;
    Some(run[start].span().hull(run[run.len() - 1].span()))
}

/// Whether a token at the end of a run belongs to it only as a separator.
fn is_loose(token: Token<'_>, run: &[Token<'_>]) -> bool {
    let is_mark = token
        .text()
        .chars()
        .all(|mark| ",;:.!?-–—()[]\"“”'‘’«»…".contains(mark));
    let closes = |pair: [&str; 2]| {
        token.text() == pair[1] && run.iter().any(|other| other.text() == pair[0])
    };
    let opens = |pair: [&str; 2]| {
        token.text() == pair[0] && run.iter().any(|other| other.text() == pair[1])
    };
    let paired = [["(", ")"], ["[", "]"], ["“", "”"], ["‘", "’"], ["«", "»"]].into_iter();
    token.is_space() || is_mark && !paired.into_iter().any(|pair| closes(pair) || opens(pair))
}
