//! Categories of a whole text.
//!
//! Ports `spacy/pipeline/textcat.py` with the architectures that pool token vectors
//! (`TextCatCNN`, `TextCatReduce`). An empty text has the score 0 in every category.

use ascribe_nn::{Affine, logistic, reduce_first, reduce_last, reduce_max, reduce_mean, softmax};

use super::tagger::read_labels;
use super::{AnnotateContext, Component, LoadContext, VectorSource};
use crate::config::Section;
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::Label;

/// Makes one row of the rows of a sequence.
type Reduce = fn(&[f32], &mut [f32]);

/// The ways to pool vectors that `TextCatReduce` can switch on, in the order of their results.
const REDUCTIONS: &[(&str, Reduce)] = &[
    ("use_reduce_first", reduce_first),
    ("use_reduce_last", reduce_last),
    ("use_reduce_max", reduce_max),
    ("use_reduce_mean", reduce_mean),
];

/// The `textcat` and `textcat_multilabel` factories.
pub(super) struct TextCategorizer {
    vectors: VectorSource,
    reductions: Vec<Reduce>,
    output: Affine,
    /// By output.
    labels: Vec<Label>,
    /// Whether a text has one category, so that the scores sum to 1.
    exclusive: bool,
}

impl TextCategorizer {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let section = context.config.component(name)?.section("model")?;
        let reductions = reductions(&section)?;
        let exclusive = section.bool_or("exclusive_classes", false)?;
        let labels = read_labels(name, context)?;
        let network = context.network(name)?;
        let vectors = context.vectors(
            &section.section("tok2vec")?,
            &network,
            network.reference(0, "tok2vec")?,
        )?;
        let inputs = vectors.width() * reductions.len();
        let output = network.affine(network.reference(0, "output_layer")?, labels.len(), inputs)?;
        Ok(Self {
            vectors,
            reductions,
            output,
            labels,
            exclusive,
        })
    }

    fn scores(&self, vectors: &[f32]) -> Vec<f32> {
        let mut scores = vec![0.0; self.labels.len()];
        if vectors.is_empty() {
            return scores;
        }
        let mut pooled = vec![0.0; self.output.inputs()];
        for (reduce, part) in self
            .reductions
            .iter()
            .zip(pooled.chunks_exact_mut(self.vectors.width()))
        {
            reduce(vectors, part);
        }
        self.output.apply(&pooled, &mut scores);
        if self.exclusive {
            softmax(&mut scores);
        } else {
            scores
                .iter_mut()
                .for_each(|score| *score = logistic(*score));
        }
        scores
    }
}

impl Component for TextCategorizer {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let vectors = self.vectors.vectors(batch, context);
        for (index, draft) in batch.iter_mut().enumerate() {
            let scores = self.scores(vectors.of_draft(index));
            draft
                .categories
                .extend(self.labels.iter().copied().zip(scores));
        }
    }
}

/// The ways to pool that the architecture asks for.
fn reductions(section: &Section<'_>) -> Result<Vec<Reduce>, Error> {
    let architecture = section.str("@architectures")?;
    if matches!(architecture, "spacy.TextCatCNN.v1" | "spacy.TextCatCNN.v2") {
        return Ok(vec![reduce_mean]);
    }
    if architecture != "spacy.TextCatReduce.v1" {
        let what = format!(
            "architecture {architecture} is not supported here; supported: spacy.TextCatCNN, spacy.TextCatReduce"
        );
        return Err(Error::unsupported(section.path(), what));
    }
    let mut found = Vec::new();
    for (switch, reduce) in REDUCTIONS {
        found.extend(section.bool_or(switch, false)?.then_some(*reduce));
    }
    if found.is_empty() {
        Err(Error::corrupt(section.path(), "switches on no reduction"))
    } else {
        Ok(found)
    }
}
