//! Findings held against expectations one to one: every finding answers at most one expectation.

use std::fmt::Debug;

use crate::score::Score;

/// For every expectation, the first finding that fits it and answers no earlier one.
pub(crate) fn pair<E, F>(
    expected: &[E],
    found: &[F],
    fits: impl Fn(&E, &F) -> bool,
) -> Vec<Option<usize>> {
    let mut taken = vec![false; found.len()];
    let answer = |wanted: &E| {
        let at = (0..found.len()).find(|&at| !taken[at] && fits(wanted, &found[at]))?;
        taken[at] = true;
        Some(at)
    };
    expected.iter().map(answer).collect()
}

/// The score of pairs, where findings that `is_allowed` and answer nothing do not count.
pub(crate) fn score<E: Debug, F: Debug>(
    (expected, found): (&[E], &[F]),
    pairs: &[Option<usize>],
    is_allowed: impl Fn(&F) -> bool,
) -> Score {
    let open = |at: &usize| !pairs.contains(&Some(*at)) && !is_allowed(&found[*at]);
    let wrong: Vec<usize> = (0..found.len()).filter(open).collect();
    let missing = expected.iter().zip(pairs);
    let missing = missing.filter_map(|(wanted, at)| at.is_none().then_some(wanted));
    let mut misses: Vec<String> = missing.map(|one| format!("missing {one:?}")).collect();
    let right = count(expected.len() - misses.len());
    misses.extend(wrong.iter().map(|&at| format!("wrong   {:?}", found[at])));
    Score {
        precision: (right, right + count(wrong.len())),
        recall: (right, count(expected.len())),
        misses,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a few hundred")]
fn count(number: usize) -> f64 {
    number as f64
}
