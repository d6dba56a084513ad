//! Learned readers of attributions: who says what, as networks see it.
//!
//! A [`Reader`] is loaded from the bytes of its weights; [`Reader::read`] turns an analysed text
//! into the attributions in it. This crate knows no rules, no people and no stance. Every text
//! gives a list; errors belong to loading.

use ascribe_model::Said;
use ascribe_nlp::Doc;

/// A learned reader.
#[derive(Debug)]
pub struct Reader {}

impl Reader {
    /// The attributions of a text, in its order.
    #[must_use]
    pub fn read(&self, _doc: &Doc) -> Vec<Said> {
        Vec::new()
    }
}
