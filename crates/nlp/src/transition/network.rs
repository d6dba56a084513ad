//! The network that rates a state's actions: spaCy's `TransitionBasedParser`, for inference.
//!
//! Every token has a row of numbers for each feature it can be ("first in the buffer", "top of
//! the stack"...). A state's numbers are the sum of the rows of its features, with padding for
//! those that have no token; of the pieces of each number the largest is kept; and a last layer,
//! where there is one, turns them into scores.
//!
//! Rows are made in blocks as the state reaches them, and let go once it has left them behind:
//! they stay in the cache, and a long text needs no more memory than its longest sentence.
//! This module does not know what the actions are.

use ascribe_nn::Affine;

use super::{Place, Scores, State};

/// So many tokens' rows are made at once.
const BLOCK: usize = 128;

/// The layers of the network.
#[derive(Debug)]
pub(crate) struct Network {
    /// From token vectors to narrower ones.
    reduce: Affine,
    /// From those to a token's rows, feature after feature.
    lower: Affine,
    /// The rows that stand for no token, feature after feature.
    padding: Vec<f32>,
    /// Added to a sum of rows: `pieces` numbers for each hidden one. As long as a row.
    bias: Vec<f32>,
    pieces: usize,
    /// From the hidden numbers to scores; without it, they are the scores.
    upper: Option<Affine>,
}

/// What a [`Network`] is made of, in the layout of thinc.
pub(crate) struct Parameters<'p> {
    pub(crate) reduce: Affine,
    /// Features, hidden numbers, pieces and inputs of `lower`.
    pub(crate) shape: [usize; 4],
    /// `PrecomputableAffine`'s `W`, in that shape.
    pub(crate) lower: &'p [f32],
    /// Its `pad`: features, hidden numbers, pieces.
    pub(crate) padding: &'p [f32],
    /// Its `b`: hidden numbers, pieces.
    pub(crate) bias: &'p [f32],
    pub(crate) upper: Option<Affine>,
}

/// A network at work on one draft.
#[derive(Debug)]
pub(crate) struct Rating<'n> {
    network: &'n Network,
    /// The vectors of the draft's tokens, one after the other.
    vectors: &'n [f32],
    /// The rows of the tokens from `first` on.
    rows: Vec<f32>,
    first: usize,
    places: Vec<Place>,
    sums: Vec<f32>,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl Network {
    /// A network, or `None` if the parameters do not fit each other.
    pub(crate) fn new(parameters: Parameters<'_>) -> Option<Self> {
        let Parameters {
            reduce,
            shape: [features, hidden, pieces, inputs],
            lower,
            padding,
            bias,
            upper,
        } = parameters;
        let width = hidden.checked_mul(pieces).filter(|&width| 0 < width)?;
        let outputs = features.checked_mul(width).filter(|&outputs| 0 < outputs)?;
        let fits = reduce.outputs() == inputs
            && padding.len() == outputs
            && bias.len() == width
            && upper.as_ref().is_none_or(|upper| upper.inputs() == hidden);
        if !fits || outputs.checked_mul(inputs)? != lower.len() {
            return None;
        }
        let lower = Affine::new(lower, &vec![0.0; outputs], outputs, inputs)?;
        Some(Self {
            reduce,
            lower,
            padding: padding.to_vec(),
            bias: bias.to_vec(),
            pieces,
            upper,
        })
    }

    /// The length of a token vector.
    pub(crate) fn inputs(&self) -> usize {
        self.reduce.inputs()
    }

    /// The number of actions it rates.
    pub(crate) fn outputs(&self) -> usize {
        self.upper.as_ref().map_or(self.hidden(), Affine::outputs)
    }

    fn hidden(&self) -> usize {
        self.bias.len() / self.pieces
    }

    fn features(&self) -> usize {
        self.padding.len() / self.bias.len()
    }

    /// The network on a draft whose tokens have these vectors, one after the other.
    pub(crate) fn rating<'n>(&'n self, vectors: &'n [f32]) -> Rating<'n> {
        Rating {
            network: self,
            vectors,
            rows: Vec::new(),
            first: 0,
            places: vec![Place::NONE; self.features()],
            sums: vec![0.0; self.bias.len()],
            hidden: vec![0.0; self.hidden()],
            scores: vec![0.0; self.outputs()],
        }
    }
}

impl Scores for Rating<'_> {
    fn scores<S: State>(&mut self, state: &S) -> &[f32] {
        state.context(&mut self.places);
        let last = self.places.iter().filter_map(|place| place.get()).max();
        if let Some(last) = last.filter(|&last| self.end() <= last as usize) {
            self.make_rows(state.horizon(), last as usize);
        }
        self.sum_features();
        self.keep_largest();
        let Some(upper) = &self.network.upper else {
            return &self.hidden;
        };
        upper.apply(&self.hidden, &mut self.scores);
        &self.scores
    }
}

impl Rating<'_> {
    /// The numbers of one token in `rows`.
    fn stride(&self) -> usize {
        self.network.padding.len()
    }

    /// The first token whose rows are not there yet.
    fn end(&self) -> usize {
        self.first + self.rows.len() / self.stride()
    }

    /// Makes the rows up to `last` and of some more tokens, and lets go of those before `horizon`.
    fn make_rows(&mut self, horizon: usize, last: usize) {
        let past = horizon.clamp(self.first, self.end());
        self.rows.drain(..(past - self.first) * self.stride());
        self.first = past;
        let Network { reduce, lower, .. } = self.network;
        let width = reduce.inputs();
        let tokens = self.end()..(last + BLOCK).min(self.vectors.len() / width);
        let mut reduced = vec![0.0; tokens.len() * reduce.outputs()];
        reduce.apply(
            &self.vectors[tokens.start * width..tokens.end * width],
            &mut reduced,
        );
        let old = self.rows.len();
        self.rows.resize(old + tokens.len() * self.stride(), 0.0);
        lower.apply(&reduced, &mut self.rows[old..]);
    }

    fn sum_features(&mut self) {
        let (stride, width) = (self.stride(), self.sums.len());
        self.sums.fill(0.0);
        for (feature, place) in self.places.iter().enumerate() {
            let token = match place.get() {
                Some(token) => &self.rows[(token as usize - self.first) * stride..][..stride],
                None => &self.network.padding,
            };
            add(&mut self.sums, &token[feature * width..][..width]);
        }
        add(&mut self.sums, &self.network.bias);
    }

    fn keep_largest(&mut self) {
        let pieces = self.sums.chunks_exact(self.network.pieces);
        for (hidden, pieces) in self.hidden.iter_mut().zip(pieces) {
            *hidden = pieces.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        }
    }
}

fn add(sums: &mut [f32], row: &[f32]) {
    for (sum, value) in sums.iter_mut().zip(row) {
        *sum += value;
    }
}

#[cfg(test)]
mod tests {
    use super::super::Action;
    use super::*;

    /// A state that looks at given places, and from which nothing can be done.
    struct Still {
        places: Vec<Place>,
        horizon: usize,
    }

    impl State for Still {
        type Move = ();

        fn is_final(&self) -> bool {
            true
        }

        fn allowed(&self) -> impl Fn(Action<()>) -> bool {
            |_| false
        }

        fn apply(&mut self, _: Action<()>) {}

        fn stop(&mut self) {}

        fn context(&self, places: &mut [Place]) {
            places.copy_from_slice(&self.places);
        }

        fn horizon(&self) -> usize {
            self.horizon
        }
    }

    /// Two features; token vectors of one number, which `reduce` doubles; two hidden numbers of
    /// two pieces.
    fn parameters(upper: Option<Affine>) -> Parameters<'static> {
        Parameters {
            reduce: Affine::new(&[2.0], &[0.0], 1, 1).unwrap(),
            shape: [2, 2, 2, 1],
            lower: &[1.0, -1.0, 10.0, 0.0, 100.0, 0.0, 0.0, 1.0],
            padding: &[0.0, 0.5, 0.0, 0.0, 0.0, 0.25, 0.0, 0.0],
            bias: &[0.0, 0.0, 3.0, 0.0],
            upper,
        }
    }

    #[track_caller]
    fn check(upper: Option<Affine>, first: Option<u32>, second: Option<u32>, expected: &[f32]) {
        let network = Network::new(parameters(upper)).unwrap();
        let state = Still {
            places: vec![first.into(), second.into()],
            horizon: 0,
        };
        assert_eq!(network.rating(&[1.0, 2.0, -3.0]).scores(&state), expected);
    }

    #[test]
    fn sum_of_features() {
        check(None, None, None, &[0.75, 3.0]);
        check(None, Some(0), None, &[2.0, 23.0]);
        check(None, Some(2), Some(1), &[394.0, 4.0]);
    }

    #[test]
    fn the_last_layer() {
        let upper = Affine::new(&[1.0, 0.0, 0.0, 1.0, 1.0, 1.0], &[0.0, 0.0, 0.5], 3, 2);
        check(upper, None, None, &[0.75, 3.0, 4.25]);
    }

    #[test]
    fn rows_come_and_go() {
        let network = Network::new(parameters(None)).unwrap();
        let count = 5 * BLOCK;
        let vectors: Vec<f32> = (0..count).map(|token| token as f32).collect();
        let mut rating = network.rating(&vectors);
        for token in 0..count {
            let behind = token.saturating_sub(3);
            let at = |token| Place::from(u32::try_from(token).ok());
            let state = Still {
                places: vec![at(behind), at(token)],
                horizon: behind,
            };
            let expected = network.rating(&vectors).scores(&state).to_vec();
            assert_eq!(rating.scores(&state), expected);
        }
        assert!(rating.rows.len() < 2 * BLOCK * rating.stride());
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let refused = |change: fn(&mut Parameters<'_>)| {
            let mut parameters = parameters(None);
            change(&mut parameters);
            Network::new(parameters).is_none()
        };
        assert!(refused(|parameters| parameters.shape = [2, 2, 2, 2]));
        assert!(refused(
            |parameters| parameters.shape = [usize::MAX, usize::MAX, 2, 1]
        ));
        assert!(refused(|parameters| parameters.shape = [0, 2, 2, 1]));
        assert!(refused(|parameters| parameters.lower = &[1.0]));
        assert!(refused(|parameters| parameters.padding = &[1.0]));
        assert!(refused(|parameters| parameters.bias = &[]));
        assert!(refused(
            |parameters| parameters.upper = Affine::new(&[0.0; 3], &[0.0], 1, 3)
        ));
    }
}
