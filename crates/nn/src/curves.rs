//! The exponential and what is made of it, over whole rows.
//!
//! Made of sums and products alone, so that every machine gives the same bits.

use crate::lanes::{Lanes, Work, run};

/// Adding and taking away this rounds a number to the nearest whole one.
const ROUNDING: f32 = 12_582_912.0;

/// `GELU`, as the original BERT has it: each number times the probability that a standard normal
/// variable is below it.
pub fn gelu(values: &mut [f32]) {
    run(Gelu(values));
}

struct Gelu<'a>(&'a mut [f32]);

impl Work for Gelu<'_> {
    #[inline(always)]
    fn run<L: Lanes>(self) {
        for value in self.0 {
            *value *= 0.5 * (1.0 + error_function(*value * std::f32::consts::FRAC_1_SQRT_2));
        }
    }
}

/// Turns a row of scores into what is in proportion to their probabilities, and returns the sum.
#[inline(always)]
#[must_use]
pub fn exponentials(row: &mut [f32]) -> f32 {
    let (chunks, rest) = row.as_chunks::<16>();
    let mut largest = [f32::NEG_INFINITY; 16];
    for chunk in chunks {
        for (largest, &value) in largest.iter_mut().zip(chunk) {
            *largest = if value > *largest { value } else { *largest };
        }
    }
    let mut top = f32::NEG_INFINITY;
    for &value in largest.iter().chain(rest) {
        top = if value > top { value } else { top };
    }
    let (chunks, rest) = row.as_chunks_mut::<16>();
    let mut sums = [0.0; 16];
    for chunk in chunks {
        for (sum, value) in sums.iter_mut().zip(chunk) {
            *value = exponential(*value - top);
            *sum += *value;
        }
    }
    for (sum, value) in sums.iter_mut().zip(rest) {
        *value = exponential(*value - top);
        *sum += *value;
    }
    sums.iter().sum()
}

/// The logistic function.
#[inline(always)]
pub(crate) fn logistic_of(value: f32) -> f32 {
    1.0 / (1.0 + exponential(-value))
}

/// The hyperbolic tangent.
#[inline(always)]
pub(crate) fn tangent_of(value: f32) -> f32 {
    2.0 * logistic_of(2.0 * value) - 1.0
}

/// The exponential to about the last bit, of what is not beyond the range of normal numbers (Cephes,
/// `expf`).
#[inline(always)]
pub(crate) fn exponential(value: f32) -> f32 {
    let value = value.clamp(-87.0, 88.0);
    let shifted = value * std::f32::consts::LOG2_E + ROUNDING;
    let power = shifted - ROUNDING;
    let rest = (value - power * 0.693_359_4) - power * -2.121_944_4e-4;
    let mut sum = 1.987_569_1e-4;
    for factor in [
        1.398_199_9e-3,
        8.333_452e-3,
        4.166_579_6e-2,
        1.666_666_5e-1,
        0.5,
    ] {
        sum = sum * rest + factor;
    }
    let fraction = sum * (rest * rest) + rest + 1.0;
    let exponent = shifted.to_bits().wrapping_sub(ROUNDING.to_bits());
    fraction * f32::from_bits(exponent.wrapping_add(127) << 23)
}

/// The error function to about seven digits (Abramowitz and Stegun, "Handbook of Mathematical
/// Functions", 7.1.26).
#[inline(always)]
fn error_function(value: f32) -> f32 {
    let size = value.abs();
    let part = 1.0 / (1.0 + 0.327_591_1 * size);
    let mut sum = 1.061_405_4;
    for factor in [-1.453_152, 1.421_413_7, -0.284_496_74, 0.254_829_6] {
        sum = sum * part + factor;
    }
    (1.0 - sum * part * exponential(-size * size)).copysign(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponentials_are_those_of_the_library() {
        for step in -8600..8700 {
            let value = step as f32 / 100.0;
            let (found, expected) = (exponential(value), value.exp());
            assert!(
                (found / expected - 1.0).abs() < 3e-7,
                "{value}: {found}, not {expected}"
            );
        }
        assert_eq!(exponential(0.0), 1.0);
        assert!(exponential(f32::NEG_INFINITY) < 1e-37 && exponential(f32::INFINITY).is_finite());
    }

    /// From `torch.nn.functional.gelu`.
    #[test]
    fn gelu_is_that_of_torch() {
        let mut values = [-6.0, -1.0, -0.1, 0.0, 0.5, 1.0, 3.0, 100.0];
        gelu(&mut values);
        let expected = [
            -5.919_2e-9,
            -0.158_655_26,
            -0.046_017_22,
            0.0,
            0.345_731_23,
            0.841_344_8,
            2.995_950_2,
            100.0,
        ];
        for (found, expected) in values.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-6, "{found}, not {expected}");
        }
    }

    #[test]
    fn gates_are_those_of_the_library() {
        for step in -2000..2000 {
            let value = step as f32 / 100.0;
            assert!((tangent_of(value) - value.tanh()).abs() < 3e-7, "{value}");
            assert!(
                (logistic_of(value) - crate::logistic(value)).abs() < 3e-7,
                "{value}"
            );
        }
    }

    #[test]
    fn sums_of_exponentials() {
        let mut row: Vec<f32> = (0..37).map(|index| index as f32 / 8.0).collect();
        let sum = exponentials(&mut row);
        let expected: f32 = (0..37).map(|index| ((index - 36) as f32 / 8.0).exp()).sum();
        assert!((sum / expected - 1.0).abs() < 1e-6 && row[36] == 1.0);
        assert_eq!(exponentials(&mut []), 0.0);
    }
}
