//! How a named word and the others of its window belong together: a score for every relation.
//!
//! Each word has two rows, one as the named word and one as the other, with a 1 at the end. A
//! relation's score is the product of both with its matrix (Dozat and Manning, 2017; the 1 makes the
//! matrix hold the linear terms too), and what distance and tree add.

use ascribe_encode::{Error, Weights};
use ascribe_nn::{Affine, Matrix, gelu, relu};

use super::LEAST;
use super::heads::{applied, likelihood};
use super::kin::{Kin, RELATIONS};
use super::labels::{Relation, relations};
use crate::pointer::{BUCKETS, bucket};
use crate::windows::Window;

/// The length of what words are compared by, without the 1.
const WIDTH: usize = 64;
const SIDE: usize = WIDTH + 1;

/// Scores below have a likelihood below [`LEAST`]: they need not be computed to be left out.
const LEAST_SCORE: f32 = -1.4;

#[derive(Debug)]
pub(crate) struct Pairs {
    from: Affine,
    to: Affine,
    activation: Activation,
    relations: Vec<Relation>,
    /// From a named word's row to what each relation asks of the others.
    questions: Affine,
    /// By relation, then bucket of distance.
    distance: Matrix,
    /// By relation, then relation in the tree.
    tree: Matrix,
}

/// What is done to a row after its layer.
#[derive(Debug, Clone, Copy)]
enum Activation {
    Nothing,
    Relu,
    Gelu,
}

/// A named word belongs together with another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Link {
    pub(crate) relation: Relation,
    pub(crate) word: usize,
    pub(crate) score: f32,
}

/// What a named word asks of the others.
pub(crate) struct Query(Affine);

impl Pairs {
    /// The pairs of words with rows of `width` numbers.
    pub(crate) fn load(weights: &Weights<'_>, width: usize) -> Result<Self, Error> {
        let relations = relations(weights)?;
        let count = relations.len();
        let by_relation = |name: &str, columns| {
            let matrix = weights.matrix(name, columns)?;
            let what = format!("{name} has {} rows for {count} roles", matrix.rows());
            Some(matrix)
                .filter(|matrix| matrix.rows() == count)
                .ok_or_else(|| Error::corrupt(what))
        };
        Ok(Self {
            from: weights.affine("pairs.from", WIDTH, width)?,
            to: weights.affine("pairs.to", WIDTH, width)?,
            activation: Activation::named(weights.about("activation")?)?,
            questions: questions(&weights.floats("pairs.roles", &[count, SIDE, SIDE])?, count)?,
            distance: by_relation("pairs.distance", BUCKETS)?,
            tree: by_relation("pairs.tree", RELATIONS)?,
            relations,
        })
    }

    /// What every word of the window answers.
    pub(crate) fn keys(&self, rows: &Matrix) -> Vec<f32> {
        self.sides(&self.to, rows.values())
    }

    /// What each of `words`, counted from the window's first, asks of the others.
    pub(crate) fn queries(&self, rows: &Matrix, words: &[usize]) -> Vec<Query> {
        let asking = words.iter().flat_map(|&word| rows.row(word)).copied();
        let asking = self.sides(&self.from, &asking.collect::<Vec<_>>());
        let questions = applied(&self.questions, &asking);
        let relations = self.relations.len();
        let none = vec![0.0; relations];
        let each = questions.chunks_exact(relations * SIDE);
        each.filter_map(|rows| Affine::new(rows, &none, relations, SIDE).map(Query))
            .collect()
    }

    /// A row for every word of the window: how well it goes with `word`, counted from the window's
    /// first, in each relation.
    pub(crate) fn scores(
        &self,
        query: &Query,
        keys: &[f32],
        word: usize,
        window: Window,
        kin: &Kin,
    ) -> Vec<f32> {
        let mut scores = applied(&query.0, keys);
        let each = window
            .words()
            .zip(scores.chunks_exact_mut(self.relations.len()));
        for (other, scores) in each {
            let from = word + window.context;
            let (way, tie) = (bucket(from, other), kin.relation(from, other));
            for (relation, score) in scores.iter_mut().enumerate() {
                *score += self.distance.row(relation)[way] + self.tree.row(relation)[tie];
            }
        }
        scores
    }

    /// What of that is likely, with words counted from the text's first, in their order.
    pub(crate) fn likely(&self, scores: &[f32], window: Window) -> Vec<Link> {
        let mut links = Vec::new();
        for (word, scores) in window
            .words()
            .zip(scores.chunks_exact(self.relations.len()))
        {
            let each = self.relations.iter().zip(scores);
            let near = each.filter(|(_, score)| LEAST_SCORE <= **score);
            let near = near.map(|(&relation, &score)| Link {
                relation,
                word,
                score: likelihood(score),
            });
            links.extend(near.filter(|link| LEAST <= link.score));
        }
        links
    }

    /// The layer's row for every row of `values`, with a 1 at its end.
    fn sides(&self, layer: &Affine, values: &[f32]) -> Vec<f32> {
        let mut found = applied(layer, values);
        self.activation.apply(&mut found);
        let mut sides = Vec::with_capacity(found.len() / WIDTH * SIDE);
        for row in found.chunks_exact(WIDTH) {
            sides.extend_from_slice(row);
            sides.push(1.0);
        }
        sides
    }
}

/// The matrices of all relations as one layer: a row of [`SIDE`] numbers for each.
fn questions(matrices: &[f32], relations: usize) -> Result<Affine, Error> {
    let mut turned = Vec::with_capacity(matrices.len());
    for matrix in matrices.chunks_exact(SIDE * SIDE) {
        for column in 0..SIDE {
            turned.extend(matrix.iter().skip(column).step_by(SIDE));
        }
    }
    let outputs = relations * SIDE;
    let layer = Affine::new(&turned, &vec![0.0; outputs], outputs, SIDE);
    layer
        .filter(|_| 0 < relations)
        .ok_or_else(|| Error::corrupt("there are no roles"))
}

impl Activation {
    fn named(name: &str) -> Result<Self, Error> {
        match name {
            "none" => Ok(Self::Nothing),
            "relu" => Ok(Self::Relu),
            "gelu" => Ok(Self::Gelu),
            other => Err(Error::corrupt(format!("there is no activation {other}"))),
        }
    }

    fn apply(self, values: &mut [f32]) {
        match self {
            Self::Nothing => {}
            Self::Relu => values.iter_mut().for_each(|value| *value = relu(*value)),
            Self::Gelu => gelu(values),
        }
    }
}
