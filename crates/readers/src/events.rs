//! The reader of events: which words name events, claims and tolls, and what belongs to each.
//!
//! It reads the rows of the fast network. [`heads`] says of every word what it names, [`pairs`] how
//! each named word and every other of its window go together, [`joining`] makes one list of what the
//! windows gave. The names of everything stand in the file of weights ([`labels`]).
//!
//! It cuts no phrases and settles nothing: what is as likely as one in five is given.

mod heads;
mod joining;
mod kin;
mod labels;
mod pairs;

use ascribe_encode::{Error, Weights};
use ascribe_model::Told;
use ascribe_nlp::Doc;
use ascribe_nn::Matrix;

use crate::fast::{Fast, Known};
use crate::network::{Input, Network};
use crate::reader::limits;
use crate::windows::{Limits, Window, cut};

use heads::Heads;
use joining::{Found, Part, join};
use kin::Kin;
use pairs::Pairs;

/// What is less likely is not given.
const LEAST: f32 = 0.2;

/// A learned reader of events. One serves any number of threads.
#[derive(Debug)]
pub struct EventReader {
    network: Fast,
    heads: Heads,
    pairs: Pairs,
    limits: Limits,
    version: String,
}

impl EventReader {
    /// The reader in the bytes of a safetensors file.
    ///
    /// # Errors
    /// If it is not such a file, or does not hold the weights of a reader of events.
    pub fn load(bytes: &[u8]) -> Result<Self, Error> {
        let weights = Weights::parse(bytes)?;
        let kind = weights.about("reader")?;
        if kind != "events" {
            let what = format!("a reader {kind} does not read events");
            return Err(Error::corrupt(what));
        }
        let network = Fast::load(&weights)?;
        Ok(Self {
            heads: Heads::load(&weights, network.width())?,
            pairs: Pairs::load(&weights, network.width())?,
            limits: limits(&weights)?,
            version: weights.about("version")?.to_owned(),
            network,
        })
    }

    /// The version of the weights.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What happened, by the words of an analysed text. It reads the vectors of tokens, which a
    /// pipeline keeps only where it is asked to (`Pipeline::keeping_vectors`); without them it reads
    /// worse.
    #[must_use]
    pub fn read(&self, doc: &Doc) -> Told {
        let input = self.network.input(doc);
        let kin = Kin::of(&input);
        let (mut found, mut parts) = (Vec::new(), Vec::new());
        for window in self.windows(&input) {
            let rows = self.network.rows(&input, window);
            found.extend(self.found(&rows, window, &kin));
            parts.extend(self.parts(&rows, window));
        }
        join(&found, &parts, &self.heads.labels, &input.words.spans)
    }

    fn windows(&self, input: &Input<Known>) -> Vec<Window> {
        cut(&input.sizes, &input.words.blocks, self.limits)
    }

    /// The window's own words that name something, with what belongs to each.
    fn found(&self, rows: &Matrix, window: Window, kin: &Kin) -> Vec<Found> {
        let mut named = self.heads.named(rows, window.own());
        if named.is_empty() {
            return Vec::new();
        }
        let keys = self.pairs.keys(rows);
        let words: Vec<usize> = named.iter().map(|named| named.word).collect();
        self.heads.judge(rows, &mut named);
        let queries = self.pairs.queries(rows, &words);
        let each = named.into_iter().zip(queries);
        each.map(|(named, query)| {
            let scores = self.pairs.scores(&query, &keys, named.word, window, kin);
            Found {
                links: self.pairs.likely(&scores, window),
                named: named.placed(window),
            }
        })
        .collect()
    }

    /// The window's own words that have a part in some event.
    fn parts(&self, rows: &Matrix, window: Window) -> Vec<Part> {
        let parts = self.heads.parts(rows, window.own()).into_iter();
        let placed = parts.map(|part| Part {
            word: part.word + window.context,
            ..part
        });
        placed.collect()
    }
}

#[cfg(test)]
mod reference;
