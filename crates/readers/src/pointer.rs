//! Points from a word to another of its window, or to none.

use ascribe_encode::{Error, Weights};
use ascribe_nn::{Affine, Matrix};

/// The length of what words are compared by.
const WIDTH: usize = 64;

/// Distances from which on the next bucket begins.
const STEPS: [usize; 16] = [1, 2, 3, 4, 5, 6, 9, 12, 17, 24, 34, 48, 68, 96, 136, 192];

/// How many buckets of distance there are, before and behind.
pub(crate) const BUCKETS: usize = 2 * STEPS.len() + 1;

/// The bucket of the distance from one word to another.
pub(crate) fn bucket(from: usize, to: usize) -> usize {
    let steps = STEPS.partition_point(|&step| step <= from.abs_diff(to));
    if from <= to {
        STEPS.len() + steps
    } else {
        STEPS.len() - steps
    }
}

/// What a word asks for, what others offer, and how far apart they may be.
#[derive(Debug, Clone)]
pub(crate) struct Pointer {
    query: Affine,
    key: Affine,
    none: Affine,
    distance: Vec<f32>,
}

impl Pointer {
    /// The pointer whose arrays begin with `name`.
    pub(crate) fn load(weights: &Weights<'_>, name: &str, width: usize) -> Result<Self, Error> {
        let layer = |part: &str, outputs| weights.affine(&format!("{name}.{part}"), outputs, width);
        Ok(Self {
            query: layer("query", WIDTH)?,
            key: layer("key", WIDTH)?,
            none: layer("none", 1)?,
            distance: weights.floats(&format!("{name}.distance"), &[BUCKETS])?,
        })
    }

    /// For each word of `from`, the place in `to` of the word that it points to, or none. Of
    /// equals, the first; `or_none` says whether none may be pointed to.
    pub(crate) fn point(
        &self,
        rows: &Matrix,
        from: &[usize],
        to: &[usize],
        or_none: bool,
    ) -> Vec<Option<usize>> {
        if from.is_empty() || to.is_empty() {
            return vec![None; from.len()];
        }
        let asking = gathered(rows, from);
        let queries = applied(&self.query, &asking);
        let keys = applied(&self.key, &gathered(rows, to));
        let none = applied(&self.none, &asking);
        let each = from.iter().zip(queries.chunks_exact(WIDTH)).zip(none);
        let best = each.map(|((&from, query), none)| {
            let keys = to.iter().zip(keys.chunks_exact(WIDTH));
            let scores = keys.map(|(&to, key)| {
                dot(query, key) / (WIDTH as f32).sqrt() + self.distance[bucket(from, to)]
            });
            largest(scores).filter(|&(_, score)| !or_none || none <= score)
        });
        best.map(|best| best.map(|(place, _)| place)).collect()
    }
}

fn gathered(rows: &Matrix, words: &[usize]) -> Vec<f32> {
    let rows = words.iter().flat_map(|&word| rows.row(word));
    rows.copied().collect()
}

fn applied(layer: &Affine, rows: &[f32]) -> Vec<f32> {
    let mut output = vec![0.0; rows.len() / layer.inputs() * layer.outputs()];
    layer.apply(rows, &mut output);
    output
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(one, other)| one * other).sum()
}

/// The first of the largest, with its place.
fn largest(scores: impl Iterator<Item = f32>) -> Option<(usize, f32)> {
    let scores = scores.enumerate();
    scores.reduce(|best, next| if best.1 < next.1 { next } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_widen_with_distance() {
        let found = [0, 1, 6, 8, 9, 191, 192, 9999].map(|to| bucket(0, to));
        assert_eq!(found, [16, 17, 22, 22, 23, 31, 32, 32]);
        assert_eq!(bucket(9, 0), 9);
        assert_eq!(bucket(9999, 0), 0);
    }

    #[test]
    fn the_first_of_the_largest() {
        assert_eq!(largest([1.0, 3.0, 3.0].into_iter()), Some((1, 3.0)));
        assert_eq!(largest(std::iter::empty()), None);
    }
}
