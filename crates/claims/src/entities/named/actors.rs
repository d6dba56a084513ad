//! Names of the actor table: "IS-K", "the National Resistance Front".
//!
//! Knows the table's spellings; a word in small letters around a short name in capitals tells that
//! it is a name.

use ascribe_nlp::{Sentence, Token};
use ascribe_text::{Span, Text};

use super::{Seed, seed};
use crate::reading::Reading;

/// Names of up to so many bytes may be words in capitals: "IS".
const SHORT_NAME: usize = 3;

/// Names of the actor table, the longest first where two begin at one word.
pub(in super::super) fn known_actors<'r>(
    sentence: Sentence<'r>,
    reading: Reading<'r>,
) -> Vec<Seed<'r>> {
    let mut seeds: Vec<Seed<'r>> = Vec::new();
    for token in sentence
        .tokens()
        .filter(|token| token.text().starts_with(char::is_uppercase))
    {
        let is_inside = seeds
            .last()
            .is_some_and(|seed| seed.span.overlaps(token.span()));
        if !is_inside && let Some(seed) = known_actor(token, reading) {
            seeds.push(seed);
        }
    }
    seeds
}

fn known_actor<'r>(first: Token<'r>, reading: Reading<'r>) -> Option<Seed<'r>> {
    let actors = &reading.knowledge.actors;
    let most = actors.longest() * 2;
    let following = std::iter::successors(Some(first), |token| token.next()).take(most);
    let ends = following.take_while(|token| token.sentence().index() == first.sentence().index());
    let spans = ends.flat_map(|last| {
        with_and_without_stop(last, first.span().hull(last.span()), reading.text())
    });
    let (last, span, actor) = spans
        .filter_map(|(last, span)| Some((last, span, actors.get(span.slice(reading.text()))?)))
        .last()?;
    let is_word = span.len() <= SHORT_NAME
        && !first.tag().starts_with("NNP")
        && !is_capitals_among_small(first);
    let head = reading
        .doc
        .tokens_in(span)
        .find(|token| !span.contains(token.head().span()))
        .unwrap_or(last);
    let seed = Seed {
        is_sure: true,
        rule: "entity/actor-table@1",
        ..seed(span, head, actor.kind)
    };
    (!is_word).then_some(seed)
}

/// "IS" where its neighbours are not in capitals: no word, whatever the pipeline makes of it.
fn is_capitals_among_small(token: Token<'_>) -> bool {
    let has_small = |token: Token<'_>| token.text().chars().any(char::is_lowercase);
    let near = [token.previous(), token.next()];
    let is_capitals = token.text().chars().all(char::is_uppercase) && 1 < token.text().len();
    is_capitals && near.into_iter().flatten().any(has_small)
}

/// A name at the end of a sentence may have its full stop in its last token: "by IS-K."
fn with_and_without_stop<'r>(
    last: Token<'r>,
    span: Span<Text>,
    text: &str,
) -> impl Iterator<Item = (Token<'r>, Span<Text>)> + use<'r> {
    let has_stop = span.len() > 1 && span.slice(text).ends_with('.');
    let without = has_stop.then(|| (last, Span::new(span.start(), span.end() - 1)));
    std::iter::once((last, span)).chain(without)
}
