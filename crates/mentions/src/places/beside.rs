//! What the words of a name and those beside it tell: its kind, the area around it, whether only a
//! part of a place is meant.
//!
//! Looks at letters only, never at the tree, so that "Karvel, in northern Orland" is read alike
//! wherever it stands. The words stand in `places/words.toml`.

use ascribe_knowledge::{Candidate, Gazetteer, PlaceWords};
use ascribe_model::{PlaceKind, PlaceSense};
use ascribe_text::{Span, Text};

use super::names::Name;

/// No more bytes stand between a name and that of the area around it.
const LONGEST_BETWEEN: usize = 40;

/// The name that tells the area around the one at `at`: "Alexandria, La.", "Iraq's Mosul".
pub(super) fn container(
    names: &[Name],
    at: usize,
    text: &str,
    words: &PlaceWords,
) -> Option<usize> {
    let between = |first: &Name, second: &Name| {
        let gap = second.span.start().checked_sub(first.span.end())?;
        (gap <= LONGEST_BETWEEN).then(|| &text[first.span.end()..second.span.start()])
    };
    if names[at].sense == PlaceSense::Demonym {
        return None;
    }
    let after = names.get(at + 1).and_then(|next| {
        let is_area = next.sense != PlaceSense::Demonym;
        let said = between(&names[at], next)?.trim();
        (is_area && !said.is_empty() && says_inside(said, words)).then_some(at + 1)
    });
    let before = || {
        let previous = names.get(at.checked_sub(1)?)?;
        let said = between(previous, &names[at])?.trim_start();
        (said.starts_with(['\'', '’']) && says_inside(said, words)).then_some(at - 1)
    };
    after.or_else(before)
}

/// The kind of place that the words of a name, or the word beside it, tell.
pub(super) fn said_kind(span: Span<Text>, text: &str, words: &PlaceWords) -> Option<PlaceKind> {
    let name = span.slice(text);
    let own = || {
        name.split_whitespace()
            .next_back()
            .and_then(|word| words.kind(word))
    };
    let after = text[span.end()..].strip_prefix(' ').unwrap_or_default();
    let after = after
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    let before = text[..span.start()].trim_end();
    let of = || {
        let before = before.strip_suffix(" of")?;
        words.kind(before.rsplit(|c: char| !c.is_alphabetic()).next()?)
    };
    let is_small = after.starts_with(char::is_lowercase);
    let beside = words
        .kind(after)
        .filter(|_| is_small || name.split_whitespace().count() == 1);
    beside
        .or_else(of)
        .or_else(|| own().filter(|_| name.contains(' ')))
}

/// What a name may mean: with a word for its kind, or without.
pub(super) fn options(name: &str, gazetteer: &Gazetteer, words: &PlaceWords) -> Vec<Candidate> {
    let found = gazetteer.candidates(name);
    if found.is_empty() {
        return gazetteer.candidates(bare(name, words));
    }
    found
}

/// The name without a word for its kind at either end.
fn bare<'t>(name: &'t str, words: &PlaceWords) -> &'t str {
    let is_kind = |word: &str| words.kind(word).is_some();
    if let Some((rest, last)) = name.rsplit_once(char::is_whitespace)
        && is_kind(last)
    {
        return rest;
    }
    match name.split_once(" of ") {
        Some((first, rest)) if is_kind(first) => rest,
        _ => name,
    }
}

/// The place of which the name tells a part: "Syria" in "Northern Syria".
pub(super) fn whole<'t>(name: &'t str, words: &PlaceWords) -> Option<&'t str> {
    let (first, rest) = name.split_once(char::is_whitespace)?;
    let is_part = words.is_part(first);
    is_part.then(|| rest.strip_prefix("of ").unwrap_or(rest))
}

/// The words between two names that say that the first lies in the second.
fn says_inside(between: &str, words: &PlaceWords) -> bool {
    let between = between.trim_start_matches(',').trim();
    let mut parts = between.split(|c: char| c.is_whitespace() || c == ',');
    parts.all(|part| part.is_empty() || words.is_between(part))
}
