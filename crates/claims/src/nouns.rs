//! Noun phrases cut to what names: without relative clauses and other afterthoughts.
//!
//! Knows trees, not what the words are for.

use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

/// The noun with what stands before it, and an "of ..." after it: "two members of the council".
pub(crate) fn core(noun: Token<'_>) -> Span<Text> {
    let before: Vec<_> = noun
        .children()
        .take_while(|child| child.id() < noun.id())
        .collect();
    let is_loose = |child: &Token<'_>| {
        matches!(child.dep(), "cc" | "preconj" | "advcl" | "relcl") || is_break(*child)
    };
    let start = before.iter().rev().take_while(|child| !is_loose(child));
    let start = start.fold(noun.span(), |hull, child| hull.hull(child.subtree_span()));
    let of = noun
        .next()
        .filter(|next| next.lemma() == "of" && next.head().id() == noun.id());
    let of = of.and_then(|of| of.children().find(|child| child.dep() == "pobj"));
    of.map_or(start, |object| start.hull(core(object)))
}

/// "KARVEL - a man": what stands before the dash is no part of the phrase.
fn is_break(token: Token<'_>) -> bool {
    token.dep() == "punct"
        && ["-", "–", "—", "--", ":", "("].contains(&token.text())
        && token.has_space()
}

/// The noun with its compounds: "car bomb".
pub(crate) fn compound(noun: Token<'_>) -> Span<Text> {
    let parts = noun
        .children()
        .filter(|child| matches!(child.dep(), "compound" | "nmod"));
    parts.fold(noun.span(), |hull, part| hull.hull(part.span()))
}

/// The noun and those joined to it by "and" or commas, in the order of the text.
pub(crate) fn joined<'d>(noun: Token<'d>) -> Vec<Token<'d>> {
    let mut all = vec![noun];
    let mut next = 0;
    while next < all.len() {
        all.extend(
            all[next]
                .children()
                .filter(|child| child.dep() == "conj" && is_nominal(*child) && !is_remark(*child)),
        );
        next += 1;
    }
    all
}

/// "17 people, most of them women": not more people, but who they were.
pub(crate) fn is_remark(noun: Token<'_>) -> bool {
    noun.children()
        .any(|child| ["most", "many", "some", "all", "half", "mostly"].contains(&child.lemma()))
}

/// Whether the token can be the head of a noun phrase.
pub(crate) fn is_nominal(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "NUM")
        || matches!(token.tag(), "CD" | "JJR" | "NN" | "NNS")
}
