//! How likely a holder says something is: "very likely behind it", "it is almost certain that".
//!
//! Knows one word of a tree, and the adverbs and adjectives around it.

use ascribe_model::Likelihood;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use crate::reading::Reading;

/// A level of likelihood with the words that say so.
pub(crate) type Said = (Likelihood, Span<Text>);

/// What is said of the likelihood of `word`, and the words that say so.
pub(crate) fn of(word: Token<'_>, reading: Reading<'_>) -> Option<Said> {
    words_around(word)
        .into_iter()
        .find_map(|token| level(token, reading))
}

/// The words that can say how likely `word` is: its adverbs, and the predicate of which it is a part.
fn words_around(word: Token<'_>) -> Vec<Token<'_>> {
    let is_about = |token: &Token<'_>| {
        matches!(
            token.dep(),
            "advmod" | "acomp" | "npadvmod" | "prep" | "attr"
        )
    };
    let mut words: Vec<_> = word.children().filter(is_about).collect();
    let above = word.head();
    if matches!(word.dep(), "ccomp" | "csubj" | "xcomp" | "acl") && above.id() != word.id() {
        words.push(above);
        words.extend(above.children().filter(|child| child.dep() == "acomp"));
    }
    words
}

/// The level that `token` stands for, with the words before it or alone.
fn level(token: Token<'_>, reading: Reading<'_>) -> Option<Said> {
    let last = last_word(token);
    let starts = [
        last.previous().and_then(Token::previous),
        last.previous(),
        Some(last),
    ];
    starts.into_iter().flatten().find_map(|start| {
        let span = start.span().hull(last.span());
        let words = span.slice(reading.text()).to_lowercase();
        Some((reading.knowledge.probabilities.of(&words)?, span))
    })
}

/// "in all likelihood": the noun under the preposition.
fn last_word(token: Token<'_>) -> Token<'_> {
    let object = || token.children().find(|child| child.dep() == "pobj");
    if token.dep() == "prep" {
        object().unwrap_or(token)
    } else {
        token
    }
}
