//! spaCy-format pipelines, natively: text in; tokens, tags, lemmas, trees, sentences and names out.
//!
//! A [`Pipeline`] is loaded from a spaCy package (a folder or a wheel); [`Pipeline::annotate`]
//! turns a text into a [`Doc`]. [`dependency`] matches patterns over its trees.
//!
//! This crate knows no news and no events. Every text gives a `Doc`; errors belong to loading.

pub mod dependency;
pub mod format;
#[doc(hidden)]
pub mod testing;

mod components;
mod config;
mod doc;
mod draft;
mod error;
mod labels;
mod lexeme;
mod lookups;
mod matcher;
mod morphology;
mod msgpack;
mod noun_chunks;
mod package;
mod pipeline;
mod strings;
mod thinc;
mod tok2vec;
mod tokenizer;
mod transition;

pub use doc::{Doc, Entity, Sentence, Token, TokenId};
pub use error::Error;
pub use package::Package;
pub use pipeline::Pipeline;
