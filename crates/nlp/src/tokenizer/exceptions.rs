//! Chunks whose tokens the pipeline lists.

use std::ops::Range;

use ascribe_text::Span;
use rustc_hash::FxHashMap;

use super::{Piece, Rules};
use crate::draft::RawToken;
use crate::error::Error;
use crate::msgpack::Value;
use crate::strings;

const PLACE: &str = "tokenizer: exceptions";

/// spaCy's numbers and names for the attributes that an exception's token may have.
const ORTH: (u64, &str) = (65, "ORTH");
const NORM: (u64, &str) = (67, "NORM");

/// The exceptions of a pipeline.
#[derive(Debug, Default)]
pub(super) struct Exceptions {
    cases: FxHashMap<Box<str>, Box<[Piece]>>,
    /// The length in bytes of the longest exception.
    longest: usize,
    /// The tokens that exceptions become where the patterns cut them up.
    phrases: Phrases,
}

/// Sequences of word forms, as a tree of their ids.
#[derive(Debug)]
struct Phrases {
    /// From a node and the id of a form to the next node. Node 0 is the root.
    next: FxHashMap<(u32, u64), u32>,
    /// For every node, whether a sequence ends with it.
    ends: Vec<bool>,
}

impl Exceptions {
    /// Reads the exceptions in `list`. They are also found in runs of tokens, unless `only_cut_up`
    /// and `rules` would leave them whole.
    ///
    /// # Errors
    /// If a list of tokens does not make up its exception, or has attributes of another kind.
    pub(super) fn read(
        list: Option<&Value<'_>>,
        only_cut_up: bool,
        rules: &Rules,
    ) -> Result<Self, Error> {
        let mut exceptions = Self::default();
        for (chunk, tokens) in list.and_then(Value::as_map).unwrap_or_default() {
            let chunk = chunk
                .as_str()
                .ok_or_else(|| Error::corrupt(PLACE, "an exception is not a string"))?;
            let tokens = tokens.as_array().unwrap_or_default();
            let pieces = tokens
                .iter()
                .map(|token| piece(token, rules))
                .collect::<Option<Box<[_]>>>();
            let wrong =
                || format!("the tokens of {chunk:?} do not have an ORTH and, at most, a NORM each");
            let pieces = pieces.ok_or_else(|| Error::corrupt(PLACE, wrong()))?;
            exceptions.add(chunk, pieces, tokens)?;
            if !only_cut_up || rules.cuts(chunk) || chunk.contains(' ') {
                exceptions.phrases.add(chunk, rules);
            }
        }
        Ok(exceptions)
    }

    fn add(
        &mut self,
        chunk: &str,
        pieces: Box<[Piece]>,
        tokens: &[Value<'_>],
    ) -> Result<(), Error> {
        let orths: String = tokens
            .iter()
            .filter_map(|token| attribute(token, ORTH))
            .collect();
        if chunk.is_empty() || orths != chunk {
            let what = format!("the tokens of {chunk:?} make up {orths:?}");
            return Err(Error::corrupt(PLACE, what));
        }
        self.longest = self.longest.max(chunk.len());
        self.cases.insert(chunk.into(), pieces);
        Ok(())
    }

    /// The tokens of `chunk`, if it is an exception.
    pub(super) fn get(&self, chunk: &str) -> Option<&[Piece]> {
        // Without this, a long chunk of brackets would be hashed once for each of them.
        if self.longest < chunk.len() {
            return None;
        }
        self.cases.get(chunk).map(AsRef::as_ref)
    }

    /// Whether `chunk` is an exception.
    pub(super) fn contains(&self, chunk: &str) -> bool {
        self.get(chunk).is_some()
    }

    /// Puts the exceptions' tokens in place of runs of `tokens` that together are an exception.
    /// Of runs that overlap, the longer counts, then the earlier.
    pub(super) fn restore(&self, text: &str, tokens: Vec<RawToken>) -> Vec<RawToken> {
        let runs = without_overlaps(self.phrases.find(&tokens), tokens.len());
        if runs.is_empty() {
            return tokens;
        }
        let mut restored = Vec::with_capacity(tokens.len() + runs.len());
        let mut done = 0;
        for run in runs {
            restored.extend_from_slice(&tokens[done..run.start]);
            self.restore_run(text, &tokens[run.clone()], &mut restored);
            done = run.end;
        }
        restored.extend_from_slice(&tokens[done..]);
        restored
    }

    fn restore_run(&self, text: &str, run: &[RawToken], out: &mut Vec<RawToken>) {
        let (first, last) = (run[0], run[run.len() - 1]);
        let whole = first.span.hull(last.span);
        let Some(pieces) = self.get(whole.slice(text)) else {
            return out.extend_from_slice(run);
        };
        let mut at = whole.start();
        for piece in pieces {
            let span = Span::new(at, at + piece.length as usize);
            let space = last.space && span.end() == whole.end();
            out.push(RawToken {
                span,
                space,
                lexeme: piece.lexeme,
            });
            at = span.end();
        }
    }
}

/// Keeps of `runs` those that do not share an end with a longer one, or an equally long earlier
/// one, in the order of the text. Runs that are not kept stand in the way of others, too.
fn without_overlaps(mut runs: Vec<Range<usize>>, tokens: usize) -> Vec<Range<usize>> {
    runs.sort_unstable_by_key(|run| (std::cmp::Reverse(run.len()), run.start));
    let mut taken = vec![false; if runs.is_empty() { 0 } else { tokens }];
    runs.retain(|run| {
        let free = !taken[run.start] && !taken[run.end - 1];
        taken[run.clone()].fill(true);
        free
    });
    runs.sort_unstable_by_key(|run| run.start);
    runs
}

fn attribute<'b>(token: &Value<'b>, (number, name): (u64, &str)) -> Option<&'b str> {
    token.get_u64(number).or_else(|| token.get(name))?.as_str()
}

/// The token that an exception lists; nothing if it is not one.
fn piece(token: &Value<'_>, rules: &Rules) -> Option<Piece> {
    let mut piece = rules.piece(attribute(token, ORTH)?);
    let norm = attribute(token, NORM);
    let attributes = 1 + usize::from(norm.is_some());
    if let Some(norm) = norm.filter(|norm| !norm.is_empty()) {
        piece.lexeme.norm = strings::id(norm);
    }
    (token.as_map()?.len() == attributes).then_some(piece)
}

impl Default for Phrases {
    fn default() -> Self {
        Self {
            next: FxHashMap::default(),
            ends: vec![false],
        }
    }
}

impl Phrases {
    /// Adds what `rules` alone make of `exception`.
    fn add(&mut self, exception: &str, rules: &Rules) {
        let none = Exceptions::default();
        let mut pieces = Vec::new();
        for (chunk, _) in super::chunks(exception) {
            rules.tokenize(chunk, &none, &mut pieces);
        }
        let node = pieces
            .iter()
            .fold(0, |node, piece| self.step(node, piece.lexeme.orth));
        self.ends[node as usize] = true;
    }

    /// The node for `orth` below `node`, made where there is none.
    fn step(&mut self, node: u32, orth: u64) -> u32 {
        let new = u32::try_from(self.ends.len()).expect("exceptions have fewer tokens than bytes");
        let next = *self.next.entry((node, orth)).or_insert(new);
        if next == new {
            self.ends.push(false);
        }
        next
    }

    /// Every run of tokens that is one of the sequences.
    fn find(&self, tokens: &[RawToken]) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            let mut node = 0;
            for (at, token) in tokens.iter().enumerate().skip(start) {
                let Some(&next) = self.next.get(&(node, token.lexeme.orth)) else {
                    break;
                };
                node = next;
                if self.ends[node as usize] {
                    found.push(start..at + 1);
                }
            }
        }
        found
    }
}
