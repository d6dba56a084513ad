//! Who is meant by a description: "the army", "the militants", "the researcher", "both groups".
//!
//! "A group" is always a new one, and so are "gunmen" without an article. A definite description is
//! of one who was described so, whose name ends so, or of the one body in reach that can be so
//! called; where two can, it is of neither.

use ascribe_knowledge::Number;
use ascribe_model::EntityKind;
use ascribe_nlp::Token;

use super::cast::{Cast, described};
use super::is_body;
use super::referent::{Described, Referent};
use super::salience::{Candidate, leading, score};
use crate::entities::Seed;
use crate::reading::Reading;

/// Sentences within which "the group" means the group named before.
const REACH: usize = 4;

/// Sentences within which one of several who were described alike is the nearest.
const NEAR: usize = 2;

/// The article or owner of a description.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Article {
    /// "the army", "this group".
    Definite,
    /// "a group", "some fighters", "its army".
    New,
    /// "police", "gunmen".
    Bare,
}

/// The body that a description means.
pub(super) fn body(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<(usize, &'static str)> {
    let words = seed.span.slice(cast.reading.text());
    let by = described(seed);
    let lexicons = &cast.reading.knowledge.lexicons;
    match article(seed.head, cast.reading) {
        Article::New => None,
        Article::Bare if lexicons.contains("occasional", &by.noun) => in_headline(cast, seed, &by),
        Article::Bare => same_words(cast, &by, words),
        Article::Definite => named_so(cast, &by, seed)
            .map(|index| (index, "coreference/name-ends-so@1"))
            .or_else(|| same_noun(cast, seed, &by).map(|index| (index, "coreference/same-noun@1")))
            .or_else(|| by_title(cast, seed, &by).map(|index| (index, "coreference/by-title@1")))
            .or_else(|| in_reach(cast, seed, &by).map(|index| (index, "coreference/in-reach@1"))),
    }
}

/// The person that a definite description means: "the researcher".
pub(super) fn person(cast: &Cast<'_>, seed: &Seed<'_>) -> Option<(usize, &'static str)> {
    let is_definite = article(seed.head, cast.reading) == Article::Definite;
    if !is_definite {
        return None;
    }
    let by = described(seed);
    same_noun(cast, seed, &by)
        .map(|index| (index, "coreference/same-noun@1"))
        .or_else(|| by_title(cast, seed, &by).map(|index| (index, "coreference/by-title@1")))
}

/// "the officer" after "Colonel X": the one person near whose title may be called so.
fn by_title(cast: &Cast<'_>, seed: &Seed<'_>, by: &Described) -> Option<usize> {
    if seed.number != Number::One || !by.modifiers.is_empty() {
        return None;
    }
    let lexicons = &cast.reading.knowledge.lexicons;
    let is_called = |title: &Described| {
        let pair = format!("{} {}", title.noun, by.noun);
        lexicons.contains("called_again", &pair)
    };
    let fits = |index: &usize| {
        let known = &cast.all[*index];
        let is_near = cast.sentence - known.last.sentence <= REACH;
        is_near && known.kind == EntityKind::Person && known.nouns.iter().any(is_called)
    };
    let mut found = cast.recent().filter(fits);
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

/// The two bodies that "both groups" means.
pub(super) fn both(cast: &Cast<'_>) -> Vec<usize> {
    let is_near = |index: &usize| cast.sentence - cast.all[*index].last.sentence < NEAR;
    let is_side = |index: &usize| {
        cast.all[*index].kind != EntityKind::Person && cast.all[*index].kind != EntityKind::People
    };
    let is_named = |index: &usize| cast.all[*index].is_named;
    let is_here = |index: &usize| cast.all[*index].last.sentence == cast.sentence;
    let all: Vec<usize> = cast.recent().filter(is_near).filter(is_side).collect();
    let named: Vec<usize> = all.iter().copied().filter(is_named).collect();
    let here: Vec<usize> = named.iter().copied().filter(is_here).collect();
    let mut found = [all, named, here].into_iter();
    found.find(|sides| sides.len() == 2).unwrap_or_default()
}

fn article(noun: Token<'_>, reading: Reading<'_>) -> Article {
    let before = noun.children().take_while(|child| child.id() < noun.id());
    let mut articles = before.filter(|child| matches!(child.dep(), "det" | "poss" | "nummod"));
    match articles.next() {
        None => Article::Bare,
        Some(word) => {
            let word = word.text().to_lowercase();
            if reading.knowledge.lexicons.contains("definite", &word) {
                Article::Definite
            } else {
                Article::New
            }
        }
    }
}

/// "Gunmen stormed the market" under the headline "Dozens hurt as gunmen storm market".
fn in_headline(cast: &Cast<'_>, seed: &Seed<'_>, by: &Described) -> Option<(usize, &'static str)> {
    let is_headline = |index: &&usize| {
        let last = seed.head.doc().token(cast.all[**index].last.head);
        cast.reading.is_headline(last.span()) && !cast.reading.is_headline(seed.span)
    };
    let mut known = cast
        .described_by(&by.noun)
        .iter()
        .rev()
        .take(1)
        .filter(is_headline);
    known.next().map(|index| (*index, "coreference/headline@1"))
}

/// "police" after "Police".
fn same_words(cast: &Cast<'_>, by: &Described, words: &str) -> Option<(usize, &'static str)> {
    let is_same = |index: &&usize| {
        let known = &cast.all[**index];
        !known.is_named && known.name.eq_ignore_ascii_case(words)
    };
    let found = cast.described_by(&by.noun).iter().rev().find(is_same)?;
    Some((*found, "coreference/same-words@1"))
}

/// One who was described by the same noun and at least the same modifiers.
fn same_noun(cast: &Cast<'_>, seed: &Seed<'_>, by: &Described) -> Option<usize> {
    let is_same = |index: &&usize| {
        let known = &cast.all[**index];
        let may_be = known.kind == seed.kind || may_be(known, seed.kind);
        let is_described =
            |other: &Described| other.noun == by.noun && by.modifiers.is_subset(&other.modifiers);
        may_be && known.number == seed.number && known.nouns.iter().any(is_described)
    };
    // The last ones are enough to tell whether there are several.
    let known = cast.described_by(&by.noun).iter().rev().take(8);
    only(cast, known.filter(is_same).copied())
}

/// "the movement" after "the White Ridge Movement".
fn named_so(cast: &Cast<'_>, by: &Described, seed: &Seed<'_>) -> Option<usize> {
    let ends_so = |name: &String| {
        let mut words = name.split_whitespace().rev();
        let is_noun = words
            .next()
            .is_some_and(|last| last.eq_ignore_ascii_case(&by.noun))
            || name
                .split_whitespace()
                .next()
                .is_some_and(|first| first.eq_ignore_ascii_case(&by.noun));
        let holds = |modifier: &String| {
            let mut words = name.split_whitespace();
            words.any(|word| word.eq_ignore_ascii_case(modifier))
        };
        is_noun && by.modifiers.iter().all(holds)
    };
    let is_so = |index: &usize| {
        let known = &cast.all[*index];
        let mut names = std::iter::once(&known.name).chain(&known.aliases);
        known.is_named && may_be(known, seed.kind) && names.any(ends_so)
    };
    only(cast, cast.recent().filter(is_so))
}

/// The one body in reach that "the group" or "the militants" can mean.
fn in_reach(cast: &Cast<'_>, seed: &Seed<'_>, by: &Described) -> Option<usize> {
    let lexicons = &cast.reading.knowledge.lexicons;
    let is_general =
        seed.number != Number::Several && lexicons.contains("general_bodies", &by.noun);
    let is_people = seed.number == Number::Several && lexicons.contains("member_plurals", &by.noun);
    let is_neutral = |word: &String| lexicons.contains("kind_modifiers", word);
    if !by.modifiers.iter().all(is_neutral) || !is_general && !is_people {
        return None;
    }
    let fits = |known: &Referent| {
        let is_kind = match seed.kind {
            _ if is_people => known.kind == EntityKind::Group || !known.is_sure,
            // A name that could be anybody's is not the state's.
            EntityKind::Forces | EntityKind::Government | EntityKind::Authority => {
                known.kind == seed.kind
            }
            _ => true,
        };
        known.is_named && may_be(known, seed.kind) && is_kind && known.is_someone()
    };
    let candidates = cast.recent().filter(|&index| fits(&cast.all[index]));
    let scored = candidates.filter_map(|index| {
        let score = score(cast, seed, index, REACH)?;
        Some(Candidate { index, score })
    });
    match leading(scored.collect(), cast).as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// The only one; of several, the only near one.
fn only(cast: &Cast<'_>, all: impl Iterator<Item = usize>) -> Option<usize> {
    let all: Vec<_> = all.collect();
    if let [one] = all.as_slice() {
        return Some(*one);
    }
    let is_near = |index: &&usize| cast.sentence - cast.all[**index].last.sentence <= NEAR;
    match all.iter().filter(is_near).collect::<Vec<_>>().as_slice() {
        [one] => Some(**one),
        _ => None,
    }
}

/// Whether a description by a word of kind `described` can mean one of `known`'s kind.
fn may_be(known: &Referent, described: EntityKind) -> bool {
    let is_open = matches!(known.kind, EntityKind::Organisation | EntityKind::Other);
    let is_loose = described == EntityKind::Organisation && known.kind == EntityKind::Group;
    known.kind == described || is_loose || is_open && !known.is_sure && is_body(described)
}
