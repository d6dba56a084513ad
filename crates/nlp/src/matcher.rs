//! Sequences of tokens by their features: the part of spaCy's `Matcher` that the attribute rulers
//! of published pipelines use.
//!
//! A pattern is a list of maps from features to values, such as
//! `[{"LOWER": "got"}, {"LOWER": {"IN": ["ta", "to"]}, "OP": "?"}]`. Which features and predicates
//! there are is in [`token`], which quantifiers in [`quantifier`]; whatever else a pattern asks
//! for is refused when it is loaded. All matches are found, not only the longest.

mod quantifier;
mod token;

use rustc_hash::FxHashMap;

use crate::draft::Draft;
use crate::error::Error;
use crate::labels::{Label, Labels};
use crate::msgpack::Value;
use quantifier::Quantifier;
use token::{Keys, TokenTest};

/// Patterns that are matched together.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    patterns: Vec<Pattern>,
    /// Patterns by the lower-case forms or tags of which their first token must have one.
    by_lower: FxHashMap<u64, Vec<usize>>,
    by_tag: FxHashMap<Label, Vec<usize>>,
    others: Vec<usize>,
}

/// A sequence of tokens that a pattern fits. Sorted by key, then by place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Match {
    /// What the pattern was added as.
    pub(crate) key: usize,
    /// The first token.
    pub(crate) start: usize,
    /// The token after the last.
    pub(crate) end: usize,
}

#[derive(Debug)]
struct Pattern {
    key: usize,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    test: TokenTest,
    quantifier: Quantifier,
}

impl Matcher {
    /// Adds a pattern as spaCy serialises it; `place` names it in errors. Labels that components
    /// loaded later may add are unknown to it.
    ///
    /// # Errors
    /// If it is no pattern, or asks for what is not supported.
    pub(crate) fn add(
        &mut self,
        key: usize,
        pattern: &Value<'_>,
        labels: &Labels,
        place: &str,
    ) -> Result<(), Error> {
        let tokens = pattern.as_array().filter(|tokens| !tokens.is_empty());
        let tokens = tokens
            .ok_or_else(|| Error::corrupt(place, "a pattern is not a list of one token or more"))?;
        let mut steps = Vec::new();
        for token in tokens {
            let entries = token
                .as_map()
                .ok_or_else(|| Error::corrupt(place, "a token of a pattern is not a map"))?;
            for quantifier in quantifier::read(entries, place)? {
                steps.push(Step {
                    test: TokenTest::read(entries, labels, place)?,
                    quantifier,
                });
            }
        }
        if !steps.is_empty() {
            self.file(Pattern { key, steps });
        }
        Ok(())
    }

    /// All matches in the draft of `text`, sorted, none twice.
    pub(crate) fn find(&self, draft: &Draft, text: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        for start in 0..draft.len() {
            let lower = self.by_lower.get(&draft.tokens[start].lexeme.lower);
            let tag = self.by_tag.get(&draft.tags[start]);
            let likely = lower.into_iter().chain(tag).flatten().chain(&self.others);
            for &index in likely {
                let Pattern { key, steps } = &self.patterns[index];
                if !begins(&steps[0], start, draft, text) {
                    continue;
                }
                let ends = ends(steps, start, draft, text);
                matches.extend(ends.into_iter().map(|end| Match {
                    key: *key,
                    start,
                    end,
                }));
            }
        }
        matches.sort_unstable();
        matches.dedup();
        matches
    }

    fn file(&mut self, pattern: Pattern) {
        let index = self.patterns.len();
        let first = &pattern.steps[0];
        let keys = if first.quantifier == Quantifier::One {
            first.test.keys()
        } else {
            None
        };
        match keys {
            Some(Keys::Lower(ids)) => ids
                .iter()
                .for_each(|&id| self.by_lower.entry(id).or_default().push(index)),
            Some(Keys::Tag(labels)) => labels
                .iter()
                .for_each(|&tag| self.by_tag.entry(tag).or_default().push(index)),
            None => self.others.push(index),
        }
        self.patterns.push(pattern);
    }
}

/// Whether a match can begin with token `start`; cheaper than to look where it can end.
fn begins(first: &Step, start: usize, draft: &Draft, text: &str) -> bool {
    first.quantifier != Quantifier::One || first.test.holds(draft, start, text)
}

/// Where the steps can end when they begin with token `start`; never where they began.
fn ends(steps: &[Step], start: usize, draft: &Draft, text: &str) -> Vec<usize> {
    let mut reached = vec![start];
    for step in steps {
        let holds = |at: usize| at < draft.len() && step.test.holds(draft, at, text);
        let is_in_draft = |at: &usize| *at < draft.len();
        reached = match step.quantifier {
            Quantifier::One => reached
                .into_iter()
                .filter(|&at| holds(at))
                .map(|at| at + 1)
                .collect(),
            Quantifier::NotOne => reached
                .into_iter()
                .filter(is_in_draft)
                .filter(|&at| !holds(at))
                .map(|at| at + 1)
                .collect(),
            Quantifier::ZeroOrOne => with_next(&reached, holds),
            Quantifier::ZeroOrMore => with_all_next(&reached, holds),
        };
        if reached.is_empty() {
            break;
        }
    }
    reached.retain(|&end| start < end);
    reached
}

fn with_next(reached: &[usize], holds: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut after = reached.to_vec();
    after.extend(reached.iter().filter(|&&at| holds(at)).map(|at| at + 1));
    after.sort_unstable();
    after.dedup();
    after
}

fn with_all_next(reached: &[usize], holds: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut after = Vec::new();
    for &from in reached {
        // What an earlier start ran through need not be run through again.
        if after.last().is_none_or(|&last| last < from) {
            after.extend(std::iter::successors(Some(from), |&at| {
                holds(at).then_some(at + 1)
            }));
        }
    }
    after
}

#[cfg(test)]
mod tests;
