//! The chain of labels: the likeliest row of them, and how likely each label is.
//!
//! A linear-chain conditional random field (Lafferty et al., 2001). What may not follow has a score
//! so low that it never wins.

use ascribe_encode::{Error, Weights};
use ascribe_nn::{argmax, exponentials};

use crate::runs::LABELS;

type Row = [f32; LABELS];

/// The scores of labels after one another.
#[derive(Debug, Clone)]
pub(crate) struct Chain {
    start: Row,
    /// By the label before, then the label.
    follow: [Row; LABELS],
    /// What the scores are in proportion to as probabilities.
    start_odds: Row,
    follow_odds: [Row; LABELS],
}

impl Chain {
    pub(crate) fn load(weights: &Weights<'_>) -> Result<Self, Error> {
        let start = weights.floats("chain.start", &[LABELS])?;
        let follow = weights.floats("chain.follow", &[LABELS, LABELS])?;
        let rows = follow.as_chunks::<LABELS>().0;
        Ok(Self::new(
            std::array::from_fn(|label| start[label]),
            std::array::from_fn(|label| rows[label]),
        ))
    }

    fn new(start: Row, follow: [Row; LABELS]) -> Self {
        Self {
            start,
            follow,
            start_odds: odds(start),
            follow_odds: odds_of_all(follow),
        }
    }

    /// The likeliest labels of a sequence; of equals, the lower.
    pub(crate) fn best(&self, emissions: &[Row]) -> Vec<usize> {
        let mut emissions = emissions.iter();
        let Some(first) = emissions.next() else {
            return Vec::new();
        };
        let mut total: Row = std::array::from_fn(|label| self.start[label] + first[label]);
        let mut origins = Vec::with_capacity(emissions.len());
        for row in emissions {
            let origin = std::array::from_fn(|label| {
                argmax(&std::array::from_fn::<f32, LABELS, _>(|before| {
                    total[before] + self.follow[before][label]
                }))
            });
            total = std::array::from_fn(|label| {
                let before: usize = origin[label];
                total[before] + self.follow[before][label] + row[label]
            });
            origins.push(origin);
        }
        back(argmax(&total), &origins)
    }

    /// How likely each of `labels` is at its place, given the whole sequence.
    pub(crate) fn likelihoods(&self, emissions: &[Row], labels: &[usize]) -> Vec<f32> {
        let odds: Vec<Row> = emissions.iter().copied().map(odds).collect();
        let mut after = vec![[1.0; LABELS]; odds.len()];
        for at in (1..odds.len()).rev() {
            let next = after[at];
            after[at - 1] = scaled(std::array::from_fn(|label| {
                let follow = &self.follow_odds[label];
                (0..LABELS)
                    .map(|then| follow[then] * odds[at][then] * next[then])
                    .sum()
            }));
        }
        let mut likelihoods = Vec::with_capacity(odds.len());
        let mut before = self.start_odds;
        for ((odds, after), &label) in odds.iter().zip(after).zip(labels) {
            let here: Row = scaled(std::array::from_fn(|label| before[label] * odds[label]));
            let both: Row = scaled(std::array::from_fn(|label| here[label] * after[label]));
            likelihoods.push(both[label]);
            before = std::array::from_fn(|label| {
                (0..LABELS)
                    .map(|before| here[before] * self.follow_odds[before][label])
                    .sum()
            });
        }
        likelihoods
    }
}

/// The labels from the last one back to the first.
fn back(last: usize, origins: &[[usize; LABELS]]) -> Vec<usize> {
    let mut label = last;
    let mut labels = vec![label];
    for origin in origins.iter().rev() {
        label = origin[label];
        labels.push(label);
    }
    labels.reverse();
    labels
}

fn odds(mut row: Row) -> Row {
    let _ = exponentials(&mut row);
    row
}

/// In proportion to one another across all rows.
fn odds_of_all(mut rows: [Row; LABELS]) -> [Row; LABELS] {
    let _ = exponentials(rows.as_flattened_mut());
    rows
}

/// The same proportions with sum 1; as they are where there is no sum.
fn scaled(row: Row) -> Row {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.map(|value| value / sum)
    } else {
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Inside labels follow only those of their role.
    fn chain() -> Chain {
        let mut follow = [[0.0; LABELS]; LABELS];
        let mut start = [0.0; LABELS];
        for inside in [2, 4, 6] {
            start[inside] = -1e4;
            for (before, row) in follow.iter_mut().enumerate() {
                row[inside] = if before + 1 == inside || before == inside {
                    0.5
                } else {
                    -1e4
                };
            }
        }
        Chain::new(start, follow)
    }

    fn emissions(count: usize) -> Vec<Row> {
        let number = |index: usize| (index * 7919 % 401) as f32 / 100.0 - 2.0;
        let row = |at: usize| std::array::from_fn(|label| number(at * LABELS + label));
        (0..count).map(row).collect()
    }

    fn score(chain: &Chain, emissions: &[Row], labels: &[usize]) -> f64 {
        let mut sum = f64::from(chain.start[labels[0]]);
        for pair in labels.windows(2) {
            sum += f64::from(chain.follow[pair[0]][pair[1]]);
        }
        let each = emissions.iter().zip(labels);
        sum + each.map(|(row, &label)| f64::from(row[label])).sum::<f64>()
    }

    /// Every row of `count` labels.
    fn all(count: usize) -> Vec<Vec<usize>> {
        let number = |index: usize| {
            (0..count).map(move |at| index / LABELS.pow(u32::try_from(at).unwrap()) % LABELS)
        };
        let count = LABELS.pow(u32::try_from(count).unwrap());
        (0..count).map(|index| number(index).collect()).collect()
    }

    #[test]
    fn the_best_labels_are_those_of_all_that_score_most() {
        let (chain, emissions) = (chain(), emissions(4));
        let best = chain.best(&emissions);
        let top = score(&chain, &emissions, &best);
        for labels in all(4) {
            assert!(score(&chain, &emissions, &labels) <= top + 1e-5);
        }
    }

    #[test]
    fn likelihoods_are_shares_of_all_labels() {
        let (chain, emissions) = (chain(), emissions(4));
        let best = chain.best(&emissions);
        let found = chain.likelihoods(&emissions, &best);
        let weigh = |labels: &[usize]| score(&chain, &emissions, labels).exp();
        let whole: f64 = all(4).iter().map(|labels| weigh(labels)).sum();
        for at in 0..4 {
            let with = all(4).into_iter().filter(|labels| labels[at] == best[at]);
            let part: f64 = with.map(|labels| weigh(&labels)).sum();
            assert!((f64::from(found[at]) - part / whole).abs() < 1e-4);
        }
    }

    #[test]
    fn sequences_of_any_length() {
        let chain = chain();
        assert!(chain.best(&[]).is_empty() && chain.likelihoods(&[], &[]).is_empty());
        let long = emissions(5000);
        let labels = chain.best(&long);
        let likelihoods = chain.likelihoods(&long, &labels);
        assert!(likelihoods.iter().all(|p| (0.0..=1.0001).contains(p)));
    }
}
