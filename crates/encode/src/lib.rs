//! A pretrained encoder: pieces of words in, one vector a piece out.
//!
//! This crate knows no news and no attributions. Any text gives pieces; errors belong to loading.
