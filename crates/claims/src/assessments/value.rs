//! How it stands: a number with its bounds, a leader, or the words.

use ascribe_knowledge::{AssessmentRule, Found};
use ascribe_mentions::Number;
use ascribe_model::Value;
use ascribe_nlp::Token;
use ascribe_text::{Span, Text};

use super::Sources;
use crate::{clauses, entities, nouns};

/// A value, and the words on which it stands.
pub(super) struct Worth {
    pub(super) value: Value,
    pub(super) span: Span<Text>,
}

/// What the rule's match says of how it stands.
pub(super) fn of(fit: &Found<'_, AssessmentRule>, sources: Sources<'_>) -> Option<Worth> {
    if let Some(noun) = fit.capture("count") {
        return count(noun, &fit.rule.gives, sources);
    }
    if let Some(word) = fit.capture("leader") {
        return Some(leader(word, sources));
    }
    let words = fit.capture("value").map(nouns::core).map(words);
    let needed = fit.rule.gives.direction.is_none() && !fit.rule.gives.needs_object;
    words.or_else(|| needed.then(|| in_words(fit.at.root())))
}

/// What is said of somebody, as it is said.
pub(super) fn in_words(cue: Token<'_>) -> Worth {
    words(clauses::said_of(cue))
}

fn words(span: Span<Text>) -> Worth {
    Worth {
        value: Value::Words(span),
        span,
    }
}

/// The number of what is counted; its words where there is no figure ("half its men").
fn count(noun: Token<'_>, rule: &AssessmentRule, sources: Sources<'_>) -> Option<Worth> {
    let unit = rule
        .unit
        .clone()
        .unwrap_or_else(|| noun.lemma().to_lowercase());
    let span = nouns::core(noun);
    if rule.none {
        let (low, best, high) = (None, Some(0.0), None);
        let value = Value::Number {
            low,
            best,
            high,
            unit,
        };
        return Some(Worth { value, span });
    }
    let number = number_of(noun, sources.numbers)?;
    let value = Value::Number {
        low: number.low.map(figure),
        best: number.best.map(figure),
        high: number.high.map(figure),
        unit,
    };
    let span = span.hull(number.span);
    Some(Worth { value, span })
}

/// The figure that hangs on the noun, or that the noun itself is.
fn number_of<'n>(noun: Token<'_>, numbers: &'n [Number]) -> Option<&'n Number> {
    let counts = |token: &Token<'_>| {
        token.id() == noun.id()
            || token.head().id() == noun.id()
                && matches!(token.dep(), "nummod" | "quantmod" | "det")
    };
    let words: Vec<Span<Text>> = noun
        .children()
        .chain([noun])
        .filter(counts)
        .map(Token::span)
        .collect();
    let sentence = noun.sentence().span();
    let first = numbers.partition_point(|number| number.span.start() < sentence.start());
    let near = numbers[first..]
        .iter()
        .take_while(|number| number.span.start() < sentence.end())
        .filter(|number| number.best != Some(0));
    let mut fitting = near.filter(|number| words.iter().any(|word| number.span.overlaps(*word)));
    fitting.next()
}

#[expect(
    clippy::cast_precision_loss,
    reason = "no group has 2^53 members; the record writes numbers of assessments as fractions"
)]
fn figure(count: u64) -> f64 {
    count as f64
}

fn leader(word: Token<'_>, sources: Sources<'_>) -> Worth {
    let span = nouns::core(word);
    let value = entities::mentioned_at(word.span(), sources.entities)
        .map_or(Value::Words(span), Value::Entity);
    Worth { value, span }
}
