//! A pretrained encoder in the shape of BERT: pieces of words in, one row of numbers a piece out.
//!
//! [`WordPieces`] cuts words in pieces, [`Encoder`] makes rows of them, and [`Weights`] is the file
//! that both are loaded from. This crate knows no news, no sentences and no attributions. Any text
//! gives pieces; errors belong to loading.

mod encoder;
mod error;
mod normalise;
mod pieces;
mod table;
mod weights;

pub use encoder::Encoder;
pub use error::Error;
pub use pieces::WordPieces;
pub use table::Table;
pub use weights::Weights;
