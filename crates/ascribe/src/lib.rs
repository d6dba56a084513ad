//! Ascribe reads reports of political violence and keeps, for every fact, who says so and in
//! which words.
//!
//! This crate is the hall of the house: the only place where the stages meet ([`Reader`]), and
//! what it takes to open it ([`open()`], [`setup`]). It knows no language and no file format; the
//! rooms below do.

pub mod assets;
pub mod setup;
pub mod stream;

#[cfg(feature = "embed")]
mod embedded;
mod error;
mod explain;
mod home;
mod learned;
mod open;
mod own_pipeline;
mod pipeline;
mod reader_kind;

pub use ascribe_knowledge as knowledge;
pub use ascribe_model as model;
pub use ascribe_nlp as nlp;
pub use ascribe_view as view;
pub use ascribe_wire as wire;

pub use ascribe_model::{Named, Record, Trace};
pub use ascribe_read::{Format, Input, PageWords, Piece, ReadOptions, format_named, formats};
pub use error::Error;
pub use explain::Where;
pub use home::{HOME_VARIABLE, Home};
pub use open::{OpenOptions, open, open_gazetteer, open_pipeline};
pub use own_pipeline::{OwnPipeline, install_own};
pub use pipeline::Reader;
pub use reader_kind::ReaderKind;
