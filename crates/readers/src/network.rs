//! What a network is to the readers: it gives every word of a window a row of numbers.

use ascribe_nlp::Doc;
use ascribe_nn::Matrix;

use crate::windows::Window;
use crate::words::Words;

/// A text as a network takes it.
#[derive(Debug)]
pub(crate) struct Input<Features> {
    pub(crate) words: Words,
    /// What each word costs of a window's budget, at least 1.
    pub(crate) sizes: Vec<usize>,
    pub(crate) features: Features,
}

/// A network from words to rows.
pub(crate) trait Network {
    /// What it knows of the words.
    type Features;

    /// The text's words with what the network knows of them.
    fn input(&self, doc: &Doc) -> Input<Self::Features>;

    /// A row for every word of the window.
    fn rows(&self, input: &Input<Self::Features>, window: Window) -> Matrix;
}
