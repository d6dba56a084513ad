//! Where sentences begin, told token by token.
//!
//! Ports `spacy/pipeline/senter.pyx`: the tagger's network with the two labels `I` and `S`.

use super::tagger::TokenScorer;
use super::{AnnotateContext, Component, LoadContext};
use crate::draft::{Draft, SentenceStart};
use crate::error::Error;

/// By output of the network: inside a sentence, or the start of one.
const OUTPUTS: [SentenceStart; 2] = [SentenceStart::No, SentenceStart::Yes];

/// The `senter` factory.
pub(super) struct Senter {
    scorer: TokenScorer,
    /// Whether it changes what an earlier component has set.
    overwrite: bool,
}

impl Senter {
    pub(super) fn load(name: &str, context: &mut LoadContext<'_>) -> Result<Self, Error> {
        let overwrite = context
            .config
            .component(name)?
            .bool_or("overwrite", false)?;
        Ok(Self {
            scorer: TokenScorer::load(name, context, OUTPUTS.len())?,
            overwrite,
        })
    }
}

impl Component for Senter {
    fn annotate(&self, batch: &mut [Draft], context: &mut AnnotateContext<'_>) {
        let best = self.scorer.best(batch, context);
        for (draft, best) in batch.iter_mut().zip(best) {
            for (start, output) in draft.sentence_starts.iter_mut().zip(best) {
                if self.overwrite || *start == SentenceStart::Unknown {
                    *start = OUTPUTS[output];
                }
            }
        }
    }
}
