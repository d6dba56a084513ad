//! The few layers the models need: arrays in, arrays out.
//!
//! Matrices are row-major with one row a token. A row's result never depends on the other rows it
//! is computed with, nor on the machine's number of cores: sums run in one fixed order. Nor does it
//! depend on what instructions the machine has, with one exception: [`softmax`] and [`logistic`]
//! take the exponential from the platform's mathematics library, whose last bit is its own.
//!
//! This crate knows no tokens, no labels and no file formats. It is the only one with `unsafe`.

mod attention;
mod blob;
mod curves;
mod embed;
mod floats;
mod gemm;
mod lanes;
mod layers;
mod matrix;
mod pairs;
mod quantised;
mod recurrent;
mod reduce;
mod window;

pub use attention::attention;
pub use blob::Blob;
pub use curves::{exponentials, gelu};
pub use embed::HashEmbed;
pub use floats::Floats;
pub use layers::{Affine, LayerNorm, Maxout, argmax, logistic, relu, softmax};
pub use matrix::Matrix;
pub use quantised::{Quantised, WholeRows};
pub use recurrent::{Direction, Lstm};
pub use reduce::{reduce_first, reduce_last, reduce_max, reduce_mean};
pub use window::{WindowMaxout, WindowRoom};
