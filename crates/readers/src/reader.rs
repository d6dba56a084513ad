//! A learned reader, whichever network it has.

use ascribe_encode::{Error, Weights};
use ascribe_model::Said;
use ascribe_nlp::Doc;
use ascribe_text::{Span, Text};

use crate::accurate::Accurate;
use crate::fast::Fast;
use crate::heads::Heads;
use crate::linking::link;
use crate::network::{Input, Network};
use crate::runs::Run;
use crate::windows::{Limits, Window, cut};

/// No reader's windows cost more.
const MOST_BUDGET: usize = 4096;

/// A learned reader. One serves any number of threads.
#[derive(Debug)]
pub struct Reader {
    network: Kind,
    heads: Heads,
    limits: Limits,
    version: String,
}

#[derive(Debug)]
enum Kind {
    Fast(Box<Fast>),
    Accurate(Box<Accurate>),
}

impl Reader {
    /// The reader in the bytes of a safetensors file.
    ///
    /// # Errors
    /// If it is not such a file, or does not hold a reader's weights.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        let weights = Weights::parse(bytes)?;
        let limits = limits(&weights)?;
        let (network, width) = match weights.about("reader")? {
            "fast" => {
                let network = Fast::load(&weights)?;
                let width = network.width();
                (Kind::Fast(Box::new(network)), width)
            }
            "accurate" => {
                let network = Accurate::load(&weights, limits)?;
                (Kind::Accurate(Box::new(network)), Accurate::WIDTH)
            }
            other => return Err(Error::corrupt(format!("there is no reader {other}"))),
        };
        Ok(Self {
            network,
            heads: Heads::load(&weights, width)?,
            limits,
            version: weights.about("version")?.to_owned(),
        })
    }

    /// The version of the weights.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Whether it reads the vectors of tokens, which a pipeline keeps only where it is asked to
    /// (`Pipeline::keeping_vectors`). Without them it reads worse.
    #[must_use]
    pub fn wants_vectors(&self) -> bool {
        matches!(self.network, Kind::Fast(_))
    }

    /// The attributions of a text, in the order of their cues.
    #[must_use]
    pub fn read(&self, doc: &Doc) -> Vec<Said> {
        match &self.network {
            Kind::Fast(network) => self.read_with(network.as_ref(), doc),
            Kind::Accurate(network) => self.read_with(network.as_ref(), doc),
        }
    }

    fn read_with<N: Network>(&self, network: &N, doc: &Doc) -> Vec<Said> {
        let input = network.input(doc);
        let runs: Vec<Run> = self
            .windows(&input)
            .into_iter()
            .flat_map(|window| {
                let runs = self.heads.runs(&network.rows(&input, window));
                own(runs, window)
            })
            .collect();
        link(&runs, |run| {
            whole_tokens(doc, input.words.span_of(run.words.clone()))
        })
    }

    fn windows<Features>(&self, input: &Input<Features>) -> Vec<Window> {
        cut(&input.sizes, &input.words.blocks, self.limits)
    }
}

/// The runs that begin in the window's core, with words counted from the text's first.
fn own(runs: Vec<Run>, window: Window) -> impl Iterator<Item = Run> {
    let first = window.context;
    let placed = runs.into_iter().map(move |run| Run {
        words: run.words.start + first..run.words.end + first,
        of: run.of.map(|word| word + first),
        ..run
    });
    placed.filter(move |run| window.core <= run.words.start)
}

/// The tokens that share a character with `span`, from the first to the last.
fn whole_tokens(doc: &Doc, span: Span<Text>) -> Span<Text> {
    let tokens = doc.tokens_in(span).filter(|token| !token.is_space());
    let spans = tokens.map(|token| token.span());
    spans.reduce(Span::hull).unwrap_or(span)
}

/// How much the windows of the reader in `weights` may hold.
pub(crate) fn limits(weights: &Weights<'_>) -> Result<Limits, Error> {
    let limits = Limits {
        budget: weights.number("budget")?,
        context: weights.number("context")?,
    };
    let Limits { budget, context } = limits;
    let fits = context < budget && budget <= MOST_BUDGET;
    let what = || format!("a context of {context} does not go with a budget of {budget}");
    fits.then_some(limits).ok_or_else(|| Error::corrupt(what()))
}

#[cfg(test)]
mod reference;
#[cfg(test)]
pub(crate) mod testing;
