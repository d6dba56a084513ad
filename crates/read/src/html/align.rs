//! Finds the words of an extracted text in the page that it was extracted from.
//!
//! Both are sequences of words, and the extract keeps the page's order for the most part. So one
//! goes along both: where they differ, the next few words of the extract are looked up in an index
//! of the page, behind the place that was reached, and of the places found the one is taken where
//! most words follow alike. What stands nowhere behind is looked up before it too, since libraries
//! move headings and say things twice. Time is linear in both but for a constant factor.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

use super::walk::is_unseen;

/// So many words in a row are looked up together.
const RUN: usize = 4;

/// Of the places where they stand, so many are compared.
const MOST_PLACES: usize = 8;

/// And so many words at each.
const LOOK_AHEAD: usize = 60;

/// Which words were found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    /// For each word of the page whether it is in the extract.
    pub(super) taken: Vec<bool>,
    /// The stretches of the extract's words that are not on the page, each with the number of page
    /// words before it.
    pub(super) missing: Vec<(Range<usize>, usize)>,
}

/// Finds the words of `extract` among those of `page`; both are given as hashes of words.
pub(super) fn align(page: &[u64], extract: &[u64]) -> Alignment {
    let mut aligner = Aligner {
        page,
        extract,
        index: index(page),
        taken: vec![false; page.len()],
        missing: Vec::new(),
    };
    aligner.run();
    Alignment {
        taken: aligner.taken,
        missing: aligner.missing,
    }
}

/// A hash of a word, the same for words that differ in case alone.
pub(super) fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    let seen = word.chars().filter(|&character| !is_unseen(character));
    for character in seen.flat_map(char::to_lowercase) {
        character.hash(&mut hasher);
    }
    hasher.finish()
}

/// The words of a text with their places: letters and digits in a row.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        let goes_on = |character: char| character.is_alphanumeric() || is_unseen(character);
        let length = text[start..].find(|character: char| !goes_on(character));
        at = length.map_or(text.len(), |length| start + length);
        Some(start..at)
    })
}

struct Aligner<'a> {
    page: &'a [u64],
    extract: &'a [u64],
    /// Where each run of words stands on the page.
    index: BTreeMap<u64, Vec<usize>>,
    taken: Vec<bool>,
    missing: Vec<(Range<usize>, usize)>,
}

impl Aligner<'_> {
    fn run(&mut self) {
        let (mut at, mut reached) = (0, 0);
        while at < self.extract.len() {
            let Some(place) = self.place(at, reached) else {
                self.miss(at, reached);
                at += 1;
                continue;
            };
            let length = self.alike(at, place, usize::MAX);
            self.taken[place..place + length].fill(true);
            at += length;
            reached = reached.max(place + length);
        }
    }

    /// Where on the page the extract's words from `at` on stand.
    fn place(&self, at: usize, reached: usize) -> Option<usize> {
        let wanted = self.extract.get(at..at + RUN);
        let places = wanted.and_then(|run| self.index.get(&hash_of(run)));
        let places = places.map_or(&[][..], Vec::as_slice);
        let behind = places.partition_point(|&place| place < reached);
        let free = |place: &&usize| !self.taken[**place];
        let ahead = places[behind..].iter().take(MOST_PLACES);
        let before = places[..behind].iter().take(LOOK_AHEAD);
        self.best(at, ahead)
            .or_else(|| self.best(at, before.clone().filter(free)))
            .or_else(|| self.best(at, before))
            .or_else(|| self.nearby(at, reached))
    }

    /// The place with the longest likeness, the first of several, if any is a whole run.
    fn best<'p>(&self, at: usize, places: impl Iterator<Item = &'p usize>) -> Option<usize> {
        let rated = places.map(|&place| (self.alike(at, place, LOOK_AHEAD), place));
        let (length, place) =
            rated.reduce(|best, next| if best.0 < next.0 { next } else { best })?;
        (RUN <= length).then_some(place)
    }

    /// Fewer words, as where something was left out of a line, are looked for close by.
    fn nearby(&self, at: usize, reached: usize) -> Option<usize> {
        if self.page.get(reached) == Some(&self.extract[at]) {
            return Some(reached);
        }
        let end = (reached + LOOK_AHEAD).min(self.page.len());
        let pair = self.extract.get(at..at + 2)?;
        (reached..end).find(|&place| self.page[place..].starts_with(pair))
    }

    /// How many words from `at` in the extract and `place` on the page are the same, up to `most`.
    fn alike(&self, at: usize, place: usize, most: usize) -> usize {
        let pairs = self.extract[at..].iter().zip(&self.page[place..]);
        pairs
            .take(most)
            .take_while(|(one, other)| one == other)
            .count()
    }

    fn miss(&mut self, at: usize, reached: usize) {
        match self.missing.last_mut() {
            Some((words, _)) if words.end == at => words.end += 1,
            _ => self.missing.push((at..at + 1, reached)),
        }
    }
}

fn index(page: &[u64]) -> BTreeMap<u64, Vec<usize>> {
    let mut index: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, run) in page.windows(RUN).enumerate() {
        index.entry(hash_of(run)).or_default().push(at);
    }
    index
}

fn hash_of(run: &[u64]) -> u64 {
    let mut hasher = FxHasher::default();
    run.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<u64> {
        words(text).map(|word| hash(&text[word])).collect()
    }

    /// The page with the words that are taken in capitals, and the words that are missing.
    fn check(page: &str, extract: &str, taken: &str, missing: &[&str]) {
        let found = align(&hashes(page), &hashes(extract));
        let shown: Vec<_> = words(page)
            .zip(&found.taken)
            .map(|(word, &taken)| {
                if taken {
                    page[word].to_uppercase()
                } else {
                    page[word].to_owned()
                }
            })
            .collect();
        let places: Vec<_> = words(extract).collect();
        let left: Vec<_> = found
            .missing
            .iter()
            .map(|(range, _)| &extract[places[range.start].start..places[range.end - 1].end])
            .collect();
        assert_eq!((shown.join(" ").as_str(), &left[..]), (taken, missing));
    }

    #[test]
    fn stretches_of_a_page() {
        check(
            "home news a bomb went off, in the town. share this nobody claimed it yet imprint",
            "A bomb went off in the town\nNobody claimed it yet",
            "home news A BOMB WENT OFF IN THE TOWN share this NOBODY CLAIMED IT YET imprint",
            &[],
        );
    }

    #[test]
    fn a_teaser_does_not_catch_the_story() {
        check(
            "a bomb went off in more a bomb went off in the town and five were hurt",
            "a bomb went off in the town and five were hurt",
            "a bomb went off in more A BOMB WENT OFF IN THE TOWN AND FIVE WERE HURT",
            &[],
        );
    }

    #[test]
    fn words_from_nowhere() {
        check(
            "a bomb went off in the town",
            "something else was said here a bomb went off in the town",
            "A BOMB WENT OFF IN THE TOWN",
            &["something else was said here"],
        );
        check("", "a b", "", &["a b"]);
        check("a b", "", "a b", &[]);
    }

    #[test]
    fn what_is_said_twice_is_not_missing() {
        check(
            "a bomb went off in the town",
            "a bomb went off in the town a bomb went off in the town",
            "A BOMB WENT OFF IN THE TOWN",
            &[],
        );
    }

    #[test]
    fn a_heading_that_was_moved() {
        check(
            "who holds the town now and then a bomb went off in the market",
            "a bomb went off in the market who holds the town now",
            "WHO HOLDS THE TOWN NOW and then A BOMB WENT OFF IN THE MARKET",
            &[],
        );
    }
}
