//! From a network's rows to runs of words and what belongs together.

use ascribe_encode::{Error, Weights};
use ascribe_nn::{Affine, Matrix};

use crate::chain::Chain;
use crate::pointer::Pointer;
use crate::runs::{LABELS, Role, Run, of_labels};

/// What both readers put on top of their networks.
#[derive(Debug, Clone)]
pub(crate) struct Heads {
    labels: Affine,
    chain: Chain,
    /// From a cue to its source.
    source: Pointer,
    /// From a content to its cue.
    cue: Pointer,
    /// Whether a content may have no cue; it is then left out.
    content_may_stray: bool,
}

impl Heads {
    /// The heads for rows of `width` numbers.
    pub(crate) fn load(weights: &Weights<'_>, width: usize) -> Result<Self, Error> {
        Ok(Self {
            labels: weights.affine("labels", LABELS, width)?,
            chain: Chain::load(weights)?,
            source: Pointer::load(weights, "source", width)?,
            cue: Pointer::load(weights, "cue", width)?,
            content_may_stray: weights
                .about("content_none")
                .is_ok_and(|value| value == "1"),
        })
    }

    /// The score of every label for every word.
    pub(crate) fn emissions(&self, rows: &Matrix) -> Vec<[f32; LABELS]> {
        let mut emissions = vec![[0.0; LABELS]; rows.rows()];
        self.labels
            .apply(rows.values(), emissions.as_flattened_mut());
        emissions
    }

    /// The likeliest labels, given those scores.
    #[cfg(test)]
    pub(crate) fn labels(&self, emissions: &[[f32; LABELS]]) -> Vec<usize> {
        self.chain.best(emissions)
    }

    /// The runs of one window, in its order, each with what it belongs to. Words are counted from
    /// the window's first.
    pub(crate) fn runs(&self, rows: &Matrix) -> Vec<Run> {
        let emissions = self.emissions(rows);
        let labels = self.chain.best(&emissions);
        let likelihoods = self.chain.likelihoods(&emissions, &labels);
        let mut runs = of_labels(&labels, &likelihoods);
        let [sources, cues, contents] =
            [Role::Source, Role::Cue, Role::Content].map(|role| first_words(&runs, role));
        let to_source = self.source.point(rows, &cues, &sources, true);
        let to_cue = self
            .cue
            .point(rows, &contents, &cues, self.content_may_stray);
        give(&mut runs, Role::Cue, to_source, &sources);
        give(&mut runs, Role::Content, to_cue, &cues);
        runs
    }
}

fn first_words(runs: &[Run], role: Role) -> Vec<usize> {
    let of_role = runs.iter().filter(|run| run.role == role);
    of_role.map(|run| run.words.start).collect()
}

/// Writes into the runs of `role` what each points to.
fn give(runs: &mut [Run], role: Role, pointed: Vec<Option<usize>>, to: &[usize]) {
    let of_role = runs.iter_mut().filter(|run| run.role == role);
    for (run, pointed) in of_role.zip(pointed) {
        run.of = pointed.map(|place| to[place]);
    }
}
