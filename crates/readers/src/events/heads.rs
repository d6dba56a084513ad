//! What single words are: which event, claim or toll they name, and whether they have a part in any
//! event.

use std::ops::Range;

use ascribe_encode::{Error, Weights};
use ascribe_nn::{Affine, Matrix, argmax, exponentials};

use super::LEAST;
use super::joining::Part;
use super::labels::Labels;
use crate::windows::Window;

/// The layers that read a word's row.
#[derive(Debug)]
pub(crate) struct Heads {
    pub(crate) labels: Labels,
    names: Affine,
    statuses: Affine,
    parts: Affine,
    /// `None` where the reader does not tell news from background.
    news: Option<Affine>,
}

/// A word that names something.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Named {
    pub(crate) word: usize,
    /// Places in the lists of types, modes and kinds of toll.
    pub(crate) event: Option<Choice>,
    pub(crate) claim: Option<Choice>,
    pub(crate) toll: Option<Choice>,
    /// The place in the list of statuses, and how likely it is.
    pub(crate) status: Option<(usize, f32)>,
    pub(crate) news: Option<f32>,
}

/// One of a list of names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Choice {
    /// The likeliest, by its place.
    pub(crate) place: usize,
    /// How likely it is any of the list.
    pub(crate) any: f32,
    /// How likely it is the likeliest, if it is any.
    pub(crate) share: f32,
}

impl Named {
    /// The same with the word counted from the text's first, in place of the window's.
    pub(crate) fn placed(self, window: Window) -> Self {
        Self {
            word: self.word + window.context,
            ..self
        }
    }
}

impl Heads {
    /// The heads for rows of `width` numbers.
    pub(crate) fn load(weights: &Weights<'_>, width: usize) -> Result<Self, Error> {
        let labels = Labels::load(weights)?;
        let news = match weights.about("news")? {
            "1" => Some(weights.affine("news", 1, width)?),
            _ => None,
        };
        Ok(Self {
            names: weights.affine("names", labels.count, width)?,
            statuses: weights.affine("statuses", labels.statuses.len(), width)?,
            parts: weights.affine("parts", labels.parts.len(), width)?,
            news,
            labels,
        })
    }

    /// The words among `own` that name something. All are counted from the window's first.
    pub(crate) fn named(&self, rows: &Matrix, own: Range<usize>) -> Vec<Named> {
        let mut scores = applied(&self.names, rows.part(own.clone()));
        let each = own.zip(scores.chunks_exact_mut(self.labels.count.max(1)));
        let named = each.map(|(word, scores)| {
            scaled(scores);
            let labels = &self.labels;
            Named {
                word,
                event: choice(scores, labels.events.iter().map(|(place, _)| *place)),
                claim: choice(scores, labels.claims.iter().map(|(place, _)| *place)),
                toll: choice(scores, labels.tolls.iter().map(|(place, _)| *place)),
                status: None,
                news: None,
            }
        });
        let names_any =
            |named: &Named| named.event.is_some() || named.claim.is_some() || named.toll.is_some();
        named.filter(names_any).collect()
    }

    /// Adds the status of what may be events, and whether they are news.
    pub(crate) fn judge(&self, rows: &Matrix, named: &mut [Named]) {
        for named in named.iter_mut().filter(|named| named.event.is_some()) {
            let row = rows.row(named.word);
            let mut scores = applied(&self.statuses, row);
            scaled(&mut scores);
            let best = argmax(&scores);
            named.status = scores.get(best).map(|&score| (best, score));
            let news = self.news.as_ref();
            named.news = news.map(|layer| likelihood(applied(layer, row)[0]));
        }
    }

    /// The words among `own` that may have a part in some event. All are counted from the window's
    /// first.
    pub(crate) fn parts(&self, rows: &Matrix, own: Range<usize>) -> Vec<Part> {
        let scores = applied(&self.parts, rows.part(own.clone()));
        let roles = self.labels.parts.len();
        let mut parts = Vec::new();
        for (word, scores) in own.zip(scores.chunks_exact(roles.max(1))) {
            let likely = self.labels.parts.iter().zip(scores);
            let likely = likely.map(|(&role, &score)| Part {
                role,
                word,
                score: likelihood(score),
            });
            parts.extend(likely.filter(|part| LEAST <= part.score));
        }
        parts
    }
}

#[cfg(test)]
impl Heads {
    /// The scores of names, statuses, parts and news for every row, before they are likelihoods.
    pub(crate) fn scores(&self, rows: &Matrix) -> [Vec<f32>; 4] {
        let news = self.news.as_ref();
        [
            applied(&self.names, rows.values()),
            applied(&self.statuses, rows.values()),
            applied(&self.parts, rows.values()),
            news.map(|layer| applied(layer, rows.values()))
                .unwrap_or_default(),
        ]
    }
}

/// The likeliest of `places`, where the word is likely to be any of them; of equals the first.
fn choice(likelihoods: &[f32], places: impl Iterator<Item = usize>) -> Option<Choice> {
    let found: Vec<f32> = places
        .filter_map(|place| likelihoods.get(place).copied())
        .collect();
    let any: f32 = found.iter().sum();
    let best = argmax(&found);
    (LEAST <= any).then(|| Choice {
        place: best,
        any: any.min(1.0),
        share: found[best] / any,
    })
}

/// A row of outputs for every row of `values`.
pub(crate) fn applied(layer: &Affine, values: &[f32]) -> Vec<f32> {
    let mut output = vec![0.0; values.len() / layer.inputs() * layer.outputs()];
    layer.apply(values, &mut output);
    output
}

/// Turns scores into likelihoods that sum to 1.
fn scaled(scores: &mut [f32]) {
    let sum = exponentials(scores);
    scores.iter_mut().for_each(|score| *score /= sum);
}

/// The logistic function, with the same bits on every machine.
pub(crate) fn likelihood(score: f32) -> f32 {
    let mut both = [score, 0.0];
    let sum = exponentials(&mut both);
    both[0] / sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_choice(places: &[usize], expected: Option<(usize, f32)>) {
        let found = choice(&[0.5, 0.1, 0.1, 0.3], places.iter().copied());
        assert_eq!(found.map(|found| (found.place, found.any)), expected);
    }

    #[test]
    fn the_likeliest_of_a_list() {
        check_choice(&[1, 3], Some((1, 0.4)));
        check_choice(&[1, 2], Some((0, 0.2)));
        check_choice(&[2], None);
        check_choice(&[], None);
        check_choice(&[0, 9], Some((0, 0.5)));
    }

    #[test]
    fn scores_become_likelihoods() {
        let found = [0.0, -1.386_294_4, 100.0, -100.0].map(likelihood);
        for (found, expected) in found.into_iter().zip([0.5, 0.2, 1.0, 0.0]) {
            assert!((found - expected).abs() < 1e-6, "{found}");
        }
        assert!(likelihood(f32::NAN).is_nan());
    }
}
