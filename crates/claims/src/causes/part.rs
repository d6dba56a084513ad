//! The two ends of a causal statement, as stretches of text that do not overlap.
//!
//! An end is the head that the rule found with what hangs under it, less the other end and the
//! words that join them. Knows trees and punctuation.

use ascribe_knowledge::{CauseRule, Found};
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::places::Places;
use crate::reading::Reading;
use crate::{clauses, phrases};

/// An end shorter than this many letters ("it", "so") tells nothing.
const LEAST_LETTERS: usize = 4;

/// "But as a result, ...": the link is among the first words.
const LINK_WITHIN: usize = 4;

/// Cause and effect.
pub(super) fn ends(
    fit: &Found<'_, CauseRule>,
    reading: Reading<'_>,
    places: &Places,
) -> Option<(Span<Text>, Span<Text>)> {
    let effect = clauses::noun_meant(fit.capture("effect")?);
    let link = fit.capture("link");
    let cause = fit.capture("cause").map(clauses::noun_meant);
    let is_before = fit.rule.gives.before || cause.is_some_and(|cause| points_back(cause, reading));
    let others: Vec<_> = link.into_iter().chain(cause).chain([effect]).collect();
    if is_before {
        if link.is_some_and(|link| !opens_sentence(link)) {
            return None;
        }
        let without = [link, cause].into_iter().flatten();
        let without: Vec<_> = without.filter_map(|other| cut(other, effect)).collect();
        return Some((
            sentence_before(effect, reading)?,
            end(effect, &without, &others, reading, places)?,
        ));
    }
    let cause = cause?;
    let without = |head, other| {
        let joining = link.into_iter().chain([other]);
        joining
            .filter_map(|part| cut(part, head))
            .collect::<Vec<_>>()
    };
    let found = (
        end(cause, &without(cause, effect), &others, reading, places)?,
        end(effect, &without(effect, cause), &others, reading, places)?,
    );
    (!found.0.overlaps(found.1)).then_some(found)
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
fn end(
    head: Token<'_>,
    without: &[Token<'_>],
    others: &[Token<'_>],
    reading: Reading<'_>,
    places: &Places,
) -> Option<Span<Text>> {
    let mut without = without.to_vec();
    without.extend(
        head.children()
            .filter(|child| is_beside(*child, head) || is_cue(*child, places)),
    );
    let pieces = phrases::pieces(&[head], &without);
    let span = pieces
        .into_iter()
        .find(|piece| piece.contains(head.span()))?;
    says_enough(span, head, reading).then(|| with_places(with_object(span, head), head, others))
}

/// Whether the words tell somebody something: not "it", not "organised" alone.
fn says_enough(span: Span<Text>, head: Token<'_>, reading: Reading<'_>) -> bool {
    let words = span.slice(reading.text());
    let letters = words.chars().filter(|mark| mark.is_alphabetic()).count();
    let has_parts = || {
        let parts = head.children().filter(|child| span.contains(child.span()));
        let mut parts = parts.filter(|child| !child.dep().starts_with("aux"));
        parts.next().is_some()
    };
    LEAST_LETTERS <= letters && (!clauses::is_verb(head) || head.dep() == "xcomp" || has_parts())
}

/// "according to the army": who says so is no part of what is said.
fn is_cue(token: Token<'_>, places: &Places) -> bool {
    token.dep() == "prep" && places.is_cue(token.span().start())
}

/// Whether a link to the sentence before stands where such links stand.
fn opens_sentence(link: Token<'_>) -> bool {
    let first = link.sentence().token_range().start;
    link.id().index() - first.index() <= LINK_WITHIN
}

/// "the government to send troops": the object of the verb above, which does what `head` says.
fn with_object(span: Span<Text>, head: Token<'_>) -> Span<Text> {
    let is_object = |child: &Token<'_>| child.dep() == "dobj" && child.id() < head.id();
    let object = head.head().children().find(is_object);
    let object = object.filter(|_| head.dep() == "xcomp");
    object.map_or(span, |object| phrases::noun_phrase(object).hull(span))
}

/// "riots in three towns": what the tree hangs on the verb, right after its object, unless another end
/// stands there.
fn with_places(span: Span<Text>, head: Token<'_>, others: &[Token<'_>]) -> Span<Text> {
    if !matches!(head.dep(), "dobj" | "pobj") {
        return span;
    }
    let verb = head.ancestors().find(|above| clauses::is_verb(*above));
    let after = verb.into_iter().flat_map(Token::children);
    let after = after.filter(|child| child.dep() == "prep" && head.id() < child.id());
    after.fold(span, |span, place| {
        let place = phrases::noun_phrase(place);
        let is_next = span.end() + 1 == place.start();
        let is_end = others.iter().any(|end| place.contains(end.span()));
        if is_next && !is_end {
            span.hull(place)
        } else {
            span
        }
    })
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

/// What of `head` is to be left out for `other` to stand apart: `other` with what hangs under it, and
/// the preposition or adverb by which it hangs ("because of ...").
fn cut<'a>(other: Token<'a>, head: Token<'a>) -> Option<Token<'a>> {
    let mut up = std::iter::once(other).chain(other.ancestors());
    let branch = up.find(|token| !token.is_root() && token.head().id() == head.id())?;
    if branch.id() == head.id() || other.id() == head.id() {
        return None;
    }
    let joins = matches!(
        branch.dep(),
        "prep" | "npadvmod" | "mark" | "cc" | "agent" | "dep" | "advmod"
    );
    if joins {
        return Some(branch);
    }
    let is_end = !matches!(other.dep(), "advmod" | "acomp");
    is_end.then_some(other)
}

/// "this", "that": then the sentence before is meant.
pub(super) fn points_back(cause: Token<'_>, reading: Reading<'_>) -> bool {
    let words = &reading.knowledge.lexicons;
    words.contains("clause_pronouns", &cause.text().to_lowercase())
        && cause.children().next().is_none()
}

/// The sentence before that of `word`, within the same block.
pub(super) fn sentence_before(word: Token<'_>, reading: Reading<'_>) -> Option<Span<Text>> {
    let first = word.sentence().tokens().next()?;
    let last = std::iter::successors(first.previous(), |token| token.previous())
        .find(|token| token.text().chars().any(char::is_alphanumeric))?;
    let opens = last
        .sentence()
        .tokens()
        .find(|token| token.dep() != "cc" && token.tag() != "CC");
    let sentence = opens?.span().hull(last.span());
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
