//! The fine-grained tag of every token.
//!
//! Ports `spacy/pipeline/tagger.pyx`: one linear layer over the token vectors; the best score
//! wins, the first of equals.

use ascribe_nn::{Affine, argmax};

use super::{AnnotateContext, Component, LoadContext, VectorSource};
use crate::draft::Draft;
use crate::error::Error;
use crate::labels::Label;

/// The `tagger` factory.
pub(super) struct Tagger {
    scorer: TokenScorer,
    /// By output of the scorer.
    labels: Vec<Label>,
    /// Whether it changes what an earlier component has set.
    overwrite: bool,
}

/// The network of taggers and sentence splitters: token vectors and a linear layer.
pub(super) struct TokenScorer {
    vectors: VectorSource,
    output: Affine,
}

impl Tagger {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let labels = read_labels(name, context)?;
        let scorer = TokenScorer::load(name, context, labels.len())?;
        let overwrite = context
            .config
            .component(name)?
            .bool_or("overwrite", false)?;
        Ok(Self {
            scorer,
            labels,
            overwrite,
        })
    }
}

impl Component for Tagger {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let best = self.scorer.best(batch, context);
        for (draft, best) in batch.iter_mut().zip(best) {
            for (tag, output) in draft.tags.iter_mut().zip(best) {
                if self.overwrite || *tag == Label::default() {
                    *tag = self.labels[output];
                }
            }
        }
    }
}

impl TokenScorer {
    /// Loads a `spacy.Tagger` network with so many outputs.
    pub(super) fn load(
        name: &str,
        context: &LoadContext<'_>,
        outputs: usize,
    ) -> Result<Self, Error> {
        let section = context.config.component(name)?.section("model")?;
        let architecture = section.str("@architectures")?;
        if !matches!(architecture, "spacy.Tagger.v1" | "spacy.Tagger.v2") {
            let what = format!(
                "architecture {architecture} is not supported here; supported: spacy.Tagger"
            );
            return Err(Error::unsupported(section.path(), what));
        }
        let network = context.network(name)?;
        let vectors = context.vectors(
            &section.section("tok2vec")?,
            &network,
            network.reference(0, "tok2vec")?,
        )?;
        let output = network
            .reference(0, "softmax")
            .or_else(|_| network.reference(0, "output_layer"))?;
        let output = network.affine(output, outputs, vectors.width())?;
        Ok(Self { vectors, output })
    }

    /// For every draft, the output with the best score for each token.
    pub(super) fn best(&self, batch: &[Draft], context: &AnnotateContext<'_>) -> Vec<Vec<usize>> {
        let vectors = self.vectors.vectors(batch, context);
        let mut scores = Vec::new();
        let best_of_draft = |draft: usize| {
            scores.resize(batch[draft].len() * self.output.outputs(), 0.0);
            self.output.apply(vectors.of_draft(draft), &mut scores);
            scores
                .chunks_exact(self.output.outputs())
                .map(argmax)
                .collect()
        };
        (0..batch.len()).map(best_of_draft).collect()
    }
}

/// The labels in the component's `cfg`, by output.
pub(super) fn read_labels(name: &str, context: &mut LoadContext<'_>) -> Result<Vec<Label>, Error> {
    let place = format!("{name}/cfg");
    let settings: serde_json::Value = serde_json::from_slice(context.package.file(&place)?)
        .map_err(|error| Error::corrupt(&place, error))?;
    let labels = settings.get("labels").and_then(|labels| {
        labels
            .as_array()?
            .iter()
            .map(|label| label.as_str())
            .collect()
    });
    let labels: Vec<&str> =
        labels.ok_or_else(|| Error::corrupt(&place, "has no list of labels"))?;
    if labels.is_empty() {
        return Err(Error::corrupt(place, "the list of labels is empty"));
    }
    Ok(labels
        .into_iter()
        .map(|label| context.labels.add(label))
        .collect())
}
