//! Why a pattern does not fit where its first line does.

use super::search::{Bound, Failure, Step};
use super::{Pattern, PatternSet};
use crate::{Sentence, Token};

/// A token that satisfies the first line of a pattern, and the line on which the rest failed.
#[derive(Debug, Clone)]
pub struct NearMiss<'a> {
    /// The pattern that almost matched.
    pub pattern: &'a Pattern,
    /// The token that satisfied its first line.
    pub root: Token<'a>,
    /// The line that failed, counted in the pattern's file.
    pub line: usize,
    /// That line, without indentation and comment, its words one space apart.
    pub text: &'a str,
    /// What was wrong.
    pub reason: Reason<'a>,
}

/// Why a line of a pattern failed.
#[derive(Debug, Clone)]
pub enum Reason<'a> {
    /// No token is so related to the one above, or only tokens that other lines have taken.
    NotThere,
    /// Tokens are so related; each with the first condition, as written, that it did not meet.
    Unlike(Vec<(Token<'a>, &'a str)>),
    /// A token is there that the line forbids.
    Forbidden(Token<'a>),
}

impl PatternSet {
    /// Where patterns almost matched: in the order of the text, then of the patterns.
    #[must_use]
    pub fn near_misses<'a>(&'a self, sentence: Sentence<'a>) -> Vec<NearMiss<'a>> {
        let candidates = sentence.tokens().flat_map(|root| self.beginning_at(root));
        let misses = candidates.filter_map(|(index, root)| {
            let pattern = &self.patterns()[index];
            pattern
                .fit(root)
                .err()
                .map(|failure| near_miss(pattern, root, &failure))
        });
        misses.collect()
    }
}

fn near_miss<'a>(pattern: &'a Pattern, root: Token<'a>, failure: &Failure<'a>) -> NearMiss<'a> {
    let node = first_node(failure.step);
    let reason = match failure.step {
        Step::Refuse { steps, .. } => forbidden(
            node,
            pattern.take(steps, failure.before.clone(), root),
            root,
        ),
        _ => unlike(pattern, node, &failure.before, root),
    };
    let failed = &pattern.nodes[node];
    NearMiss {
        pattern,
        root,
        line: failed.line,
        text: &failed.text,
        reason,
    }
}

/// The node that a step is about. A step that tries something cannot fail.
fn first_node(step: &Step) -> usize {
    match step {
        Step::Bind(node) | Step::Refuse { node, .. } => *node,
        Step::Try(steps) => steps.first().map_or(0, first_node),
    }
}

fn unlike<'a>(pattern: &'a Pattern, node: usize, ways: &[Bound], root: Token<'a>) -> Reason<'a> {
    let related = ways.iter().flat_map(|way| pattern.related(node, way, root));
    let mut unlike: Vec<_> = related
        .filter_map(|token| Some((token, unmet(pattern, node, token)?)))
        .collect();
    unlike.sort_by_key(|(token, _)| token.id());
    unlike.dedup_by_key(|(token, _)| token.id());
    if unlike.is_empty() {
        Reason::NotThere
    } else {
        Reason::Unlike(unlike)
    }
}

/// The token that the ways found for the forbidden `node` bind to it.
fn forbidden<'a>(
    node: usize,
    found: Result<Vec<Bound>, Failure<'_>>,
    root: Token<'a>,
) -> Reason<'a> {
    let token = found.ok().and_then(|ways| ways.first()?[node]);
    token.map_or(Reason::NotThere, |id| {
        Reason::Forbidden(root.doc().token(id))
    })
}

/// The first condition of `node` that `token` does not meet, as written.
fn unmet<'p>(pattern: &'p Pattern, node: usize, token: Token<'_>) -> Option<&'p str> {
    let mut conditions = pattern.nodes[node].conditions.iter();
    conditions
        .find(|condition| !condition.holds(token))
        .map(|condition| condition.text.as_str())
}
