//! Learned readers of attributions: who says what, as networks see it.
//!
//! A [`Reader`] is loaded from the bytes of its weights; [`Reader::read`] turns an analysed text
//! into the attributions in it. A network gives every word of a window a row of numbers; from the
//! rows, a chain of labels tells which words are source, cue and content, and two pointers tell
//! which belong together. How the networks were trained stands in `training/attribution/`.
//!
//! This crate knows no rules, no people and no stance. Every text gives a list, in time that grows
//! with its length; errors belong to loading.

mod accurate;
mod chain;
mod events;
mod fast;
mod features;
mod flags;
mod heads;
mod linking;
mod network;
mod pointer;
mod reader;
mod runs;
mod windows;
mod words;

pub use ascribe_encode::Error;
pub use events::EventReader;
pub use reader::Reader;
