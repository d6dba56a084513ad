//! What one sentence tells by itself: times, places and numbers.
//!
//! Knows one sentence and its report's day of publication; what belongs to what is
//! `ascribe-claims`' business. Never fails: what is not understood is not found.

mod date_codes;
mod numbers;
mod places;
mod times;
mod words;

pub use date_codes::{DateCodes, date_codes};
pub use numbers::{Number, numbers};
pub use places::places;
pub use times::times;
