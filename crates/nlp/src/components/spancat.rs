//! Labels for stretches of tokens that may overlap.
//!
//! Ports `spacy/pipeline/spancat.py`: every run of tokens of certain lengths is a candidate, and
//! has a score for every label.

use std::ops::Range;

use ascribe_nn::{
    Affine, LayerNorm, Maxout, argmax, logistic, reduce_first, reduce_last, reduce_max, reduce_mean,
};

use super::tagger::read_labels;
use super::{AnnotateContext, Component, LoadContext, VectorSource};
use crate::config::Section;
use crate::draft::{Draft, ScoredSpan};
use crate::error::Error;
use crate::labels::Label;
use crate::thinc::Network;

/// Candidates are scored in chunks of this many, which bounds the memory that they take.
const CHUNK: usize = 256;

/// Makes one row of the rows of a sequence.
type Reduce = fn(&[f32], &mut [f32]);

/// What a candidate's vectors are pooled to, in the order of spaCy's `mean_max_reducer`.
const REDUCTIONS: [Reduce; 4] = [reduce_last, reduce_first, reduce_mean, reduce_max];

/// The `spancat` factory.
pub(super) struct SpanCategorizer {
    vectors: VectorSource,
    scorer: Scorer,
    suggester: Suggester,
    /// By output of the scorer.
    labels: Vec<Label>,
    choice: Choice,
}

/// From a candidate's vectors to its scores.
struct Scorer {
    hidden: Maxout,
    norm: LayerNorm,
    output: Affine,
}

/// The lengths of candidates, in the order in which they are tried.
struct Suggester {
    sizes: Vec<usize>,
}

/// Which scores make a labelled stretch.
struct Choice {
    threshold: f32,
    /// At most so many labels a candidate.
    max_positive: Option<usize>,
    /// Whether stretches with one label each may overlap.
    allow_overlap: bool,
}

impl SpanCategorizer {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let component = context.config.component(name)?;
        let section = component.section("model")?;
        expect_setting(&section, "@architectures", "spacy.SpanCategorizer.v1")?;
        let suggester = Suggester::read(&component.section("suggester")?)?;
        let choice = Choice::read(&component)?;
        let labels = read_labels(name, context)?;
        let network = context.network(name)?;
        let vectors = context.vectors(
            &section.section("tok2vec")?,
            &network,
            network.reference(0, "tok2vec")?,
        )?;
        let scorer = Scorer::load(&section, &network, vectors.width(), labels.len())?;
        Ok(Self {
            vectors,
            scorer,
            suggester,
            labels,
            choice,
        })
    }
}

impl Component for SpanCategorizer {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let vectors = self.vectors.vectors(batch, context);
        for (index, draft) in batch.iter_mut().enumerate() {
            let candidates: Vec<_> = self.suggester.candidates(draft.len()).collect();
            let scores = self
                .scorer
                .scores(vectors.of_draft(index), vectors.width(), &candidates);
            draft
                .spans
                .extend(self.choice.choose(&candidates, &scores, &self.labels));
        }
    }
}

impl Scorer {
    fn load(
        section: &Section<'_>,
        network: &Network,
        width: usize,
        labels: usize,
    ) -> Result<Self, Error> {
        let reducer = section.section("reducer")?;
        expect_setting(&reducer, "@layers", "spacy.mean_max_reducer.v1")?;
        expect_setting(
            &section.section("scorer")?,
            "@layers",
            "spacy.LinearLogistic.v1",
        )?;
        let below = network.reference(0, "reducer")?;
        let (hidden, norm) = (
            network.only(below, "maxout")?,
            network.only(below, "layernorm")?,
        );
        let shape = [
            reducer.usize("hidden_size")?,
            network.dim(hidden, "nP")?,
            width * REDUCTIONS.len(),
        ];
        let output = network.only(network.reference(0, "scorer")?, "linear")?;
        Ok(Self {
            hidden: network.maxout(hidden, shape)?,
            norm: network.layer_norm(norm, shape[0])?,
            output: network.affine(output, labels, shape[0])?,
        })
    }

    /// The scores of every candidate for every label, row after row.
    fn scores(&self, vectors: &[f32], width: usize, candidates: &[Range<usize>]) -> Vec<f32> {
        let mut scores = vec![0.0; candidates.len() * self.output.outputs()];
        let outputs = scores.chunks_mut(CHUNK * self.output.outputs());
        for (candidates, scores) in candidates.chunks(CHUNK).zip(outputs) {
            let mut pooled = vec![0.0; candidates.len() * self.hidden.inputs()];
            let parts = pooled.chunks_exact_mut(self.hidden.inputs());
            for (candidate, parts) in candidates.iter().zip(parts) {
                let rows = &vectors[candidate.start * width..candidate.end * width];
                REDUCTIONS
                    .iter()
                    .zip(parts.chunks_exact_mut(width))
                    .for_each(|(reduce, part)| reduce(rows, part));
            }
            let mut hidden = vec![0.0; candidates.len() * self.hidden.outputs()];
            self.hidden
                .apply(&pooled, self.hidden.inputs(), &mut hidden);
            self.norm.apply(&mut hidden);
            self.output.apply(&hidden, scores);
        }
        scores
            .iter_mut()
            .for_each(|score| *score = logistic(*score));
        scores
    }
}

impl Suggester {
    fn read(section: &Section<'_>) -> Result<Self, Error> {
        let sizes = match section.str("@misc")? {
            "spacy.ngram_suggester.v1" => section.numbers("sizes")?,
            "spacy.ngram_range_suggester.v1" => {
                (section.usize("min_size")?..=section.usize("max_size")?).collect()
            }
            other => {
                return Err(Error::unsupported(
                    section.path(),
                    format_args!("suggester {other} is not supported"),
                ));
            }
        };
        Ok(Self { sizes })
    }

    fn candidates(&self, tokens: usize) -> impl Iterator<Item = Range<usize>> {
        let starts = move |size: usize| {
            (0..(tokens + 1).saturating_sub(size)).map(move |start| start..start + size)
        };
        self.sizes
            .iter()
            .filter(|&&size| size > 0)
            .flat_map(move |&size| starts(size))
    }
}

impl Choice {
    fn read(component: &Section<'_>) -> Result<Self, Error> {
        Ok(Self {
            threshold: component.f64("threshold")? as f32,
            max_positive: component
                .get("max_positive")
                .map(|_| component.usize("max_positive"))
                .transpose()?,
            allow_overlap: component.bool_or("allow_overlap", true)?,
        })
    }

    fn choose(
        &self,
        candidates: &[Range<usize>],
        scores: &[f32],
        labels: &[Label],
    ) -> Vec<ScoredSpan> {
        let rows = candidates.iter().zip(scores.chunks_exact(labels.len()));
        if self.max_positive == Some(1) {
            return self.choose_single(rows, labels);
        }
        let mut found = Vec::new();
        for (candidate, scores) in rows {
            let kept = self.kept(scores);
            found.extend(
                kept.into_iter()
                    .map(|label| scored(candidate, labels[label], scores[label])),
            );
        }
        found
    }

    /// The labels of one candidate whose scores are good enough, in order.
    fn kept(&self, scores: &[f32]) -> Vec<usize> {
        let mut ranked: Vec<_> = (0..scores.len()).collect();
        ranked.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
        ranked.truncate(self.max_positive.unwrap_or(scores.len()));
        ranked.retain(|&label| scores[label] >= self.threshold);
        ranked.sort_unstable();
        ranked
    }

    /// The best label of each candidate; where stretches may not overlap, the better ones win.
    fn choose_single<'a>(
        &self,
        rows: impl Iterator<Item = (&'a Range<usize>, &'a [f32])>,
        labels: &[Label],
    ) -> Vec<ScoredSpan> {
        let best = rows.map(|(candidate, scores)| {
            let label = argmax(scores);
            scored(candidate, labels[label], scores[label])
        });
        let mut found: Vec<_> = best.filter(|span| span.score >= self.threshold).collect();
        if !self.allow_overlap {
            found.sort_by(|one, other| other.score.total_cmp(&one.score));
            found = without_overlap(found);
        }
        found
    }
}

/// Those that share no token with an earlier one.
fn without_overlap(spans: Vec<ScoredSpan>) -> Vec<ScoredSpan> {
    let mut kept: Vec<ScoredSpan> = Vec::new();
    for span in spans {
        if !kept
            .iter()
            .any(|other| other.start < span.end && span.start < other.end)
        {
            kept.push(span);
        }
    }
    kept
}

fn scored(range: &Range<usize>, label: Label, score: f32) -> ScoredSpan {
    let index = |index: usize| u32::try_from(index).expect("offsets fit 32 bits");
    ScoredSpan {
        start: index(range.start),
        end: index(range.end),
        label,
        score,
    }
}

fn expect_setting(section: &Section<'_>, key: &str, supported: &str) -> Result<(), Error> {
    let found = section.str(key)?;
    if found == supported {
        return Ok(());
    }
    Err(Error::unsupported(
        section.path(),
        format_args!("{found} is not supported here; supported: {supported}"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::Labels;

    fn labels() -> Vec<Label> {
        let mut labels = Labels::default();
        ["A", "B"].map(|name| labels.add(name)).to_vec()
    }

    #[track_caller]
    fn check(choice: &Choice, scores: &[f32], expected: &[(u32, u32, usize)]) {
        let labels = labels();
        let found = choice.choose(&[0..2, 1..3, 3..4], scores, &labels);
        let expected: Vec<_> = expected
            .iter()
            .map(|&(start, end, label)| (start, end, labels[label]))
            .collect();
        assert_eq!(
            found
                .iter()
                .map(|span| (span.start, span.end, span.label))
                .collect::<Vec<_>>(),
            expected
        );
    }

    #[test]
    fn scores_choose_labels() {
        let scores = [0.6, 0.7, 0.2, 0.9, 0.1, 0.4];
        let any = Choice {
            threshold: 0.5,
            max_positive: None,
            allow_overlap: true,
        };
        check(&any, &scores, &[(0, 2, 0), (0, 2, 1), (1, 3, 1)]);
        let single = Choice {
            max_positive: Some(1),
            ..any
        };
        check(&single, &scores, &[(0, 2, 1), (1, 3, 1)]);
        check(
            &Choice {
                allow_overlap: false,
                ..single
            },
            &scores,
            &[(1, 3, 1)],
        );
    }

    #[test]
    fn candidates_come_by_size() {
        let suggester = Suggester {
            sizes: vec![1, 3, 9],
        };
        assert_eq!(
            suggester.candidates(4).collect::<Vec<_>>(),
            [0..1, 1..2, 2..3, 3..4, 0..3, 1..4]
        );
        assert_eq!(suggester.candidates(0).count(), 0);
    }
}
