//! Sixteen numbers at a time, with what the machine has for it.
//!
//! Every implementation gives the same bits: products are fused with their sums and rounded once,
//! and the larger of two numbers is picked as x86 does it. (What does not compare has no one bit
//! pattern: a NaN is a NaN everywhere, but which one is not said.)

/// Numbers in one [`Lanes`] value.
pub(crate) const LANES: usize = 16;

/// Sixteen numbers.
pub(crate) trait Lanes: Copy {
    /// How many such values the registers can hold as the sums of a matrix product.
    const SUMS: usize;

    fn load(values: &[f32; LANES]) -> Self;
    fn store(self) -> [f32; LANES];
    /// `self + factor * lanes`, rounded once.
    fn add_product(self, factor: f32, lanes: Self) -> Self;
    fn add(self, other: Self) -> Self;
    fn subtract(self, other: Self) -> Self;
    fn multiply(self, other: Self) -> Self;
    /// The larger number of each lane; `other` where they do not compare.
    fn larger(self, other: Self) -> Self;
}

/// Something to compute with whatever lanes there are.
///
/// Implementations of `run` are `#[inline(always)]`, so that they are compiled for the features of
/// the machine that their caller has checked.
pub(crate) trait Work {
    fn run<L: Lanes>(self);
}

/// Does the work with the widest lanes of this machine.
#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "features of the machine are only known at run time"
)]
pub(crate) fn run(work: impl Work) {
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the feature is there.
        unsafe { x86::run_avx512(work) }
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: both features are there.
        unsafe { x86::run_avx2(work) }
    } else {
        work.run::<Portable>();
    }
}

/// Does the work with the widest lanes of this machine.
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn run(work: impl Work) {
    work.run::<Portable>();
}

/// Lanes for any machine.
#[derive(Clone, Copy)]
pub(crate) struct Portable([f32; LANES]);

impl Lanes for Portable {
    const SUMS: usize = 4;

    #[inline(always)]
    fn load(values: &[f32; LANES]) -> Self {
        Self(*values)
    }

    #[inline(always)]
    fn store(self) -> [f32; LANES] {
        self.0
    }

    #[inline(always)]
    fn add_product(self, factor: f32, lanes: Self) -> Self {
        Self(std::array::from_fn(|lane| {
            fused(factor, lanes.0[lane], self.0[lane])
        }))
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] + other.0[lane]))
    }

    #[inline(always)]
    fn subtract(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] - other.0[lane]))
    }

    #[inline(always)]
    fn multiply(self, other: Self) -> Self {
        Self(std::array::from_fn(|lane| self.0[lane] * other.0[lane]))
    }

    #[inline(always)]
    fn larger(self, other: Self) -> Self {
        let pick = |lane: usize| {
            if self.0[lane] > other.0[lane] {
                self.0[lane]
            } else {
                other.0[lane]
            }
        };
        Self(std::array::from_fn(pick))
    }
}

/// `factor * value + sum`, rounded once.
#[cfg(not(target_arch = "x86_64"))]
#[inline(always)]
fn fused(factor: f32, value: f32, sum: f32) -> f32 {
    factor.mul_add(value, sum)
}

/// `factor * value + sum`, rounded once, on a machine without an instruction for it, where `mul_add`
/// would be a slow call.
///
/// The product is exact in 64 bits. Their sum is rounded to odd: where it is not exact, its last bit
/// is 1, which tells the rounding to 32 bits on which side of the middle it lies (Boldo and
/// Melquiond, "Emulation of a FMA and correctly rounded sums", 2008).
#[cfg(target_arch = "x86_64")]
#[inline(always)]
fn fused(factor: f32, value: f32, sum: f32) -> f32 {
    let (product, addend) = (f64::from(factor) * f64::from(value), f64::from(sum));
    let rounded = product + addend;
    let added = rounded - product;
    let error = (product - (rounded - added)) + (addend - added);
    let toward_zero = (error < 0.0) & (rounded > 0.0) | (error > 0.0) & (rounded < 0.0);
    let inexact = (error < 0.0) | (error > 0.0);
    let bits = rounded.to_bits() - u64::from(toward_zero);
    f64::from_bits(bits | u64::from(inexact)) as f32
}

#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "the machine's own instructions; every function says why they are there"
)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{LANES, Lanes, Work};

    /// # Safety
    /// The machine has AVX-512 F.
    #[target_feature(enable = "avx512f")]
    pub(super) unsafe fn run_avx512(work: impl Work) {
        work.run::<Avx512>();
    }

    /// # Safety
    /// The machine has AVX2 and FMA.
    #[target_feature(enable = "avx2,fma")]
    pub(super) unsafe fn run_avx2(work: impl Work) {
        work.run::<Avx2>();
    }

    /// Only made by [`run_avx512`].
    #[derive(Clone, Copy)]
    struct Avx512(__m512);

    impl Lanes for Avx512 {
        const SUMS: usize = 24;

        #[inline(always)]
        fn load(values: &[f32; LANES]) -> Self {
            // SAFETY: sixteen numbers can be read; `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_loadu_ps(values.as_ptr()) })
        }

        #[inline(always)]
        fn store(self) -> [f32; LANES] {
            let mut values = [0.0; LANES];
            // SAFETY: sixteen numbers can be written; `run_avx512` vouches for the feature.
            unsafe { _mm512_storeu_ps(values.as_mut_ptr(), self.0) };
            values
        }

        #[inline(always)]
        fn add_product(self, factor: f32, lanes: Self) -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_fmadd_ps(_mm512_set1_ps(factor), lanes.0, self.0) })
        }

        #[inline(always)]
        fn add(self, other: Self) -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_add_ps(self.0, other.0) })
        }

        #[inline(always)]
        fn subtract(self, other: Self) -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_sub_ps(self.0, other.0) })
        }

        #[inline(always)]
        fn multiply(self, other: Self) -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_mul_ps(self.0, other.0) })
        }

        #[inline(always)]
        fn larger(self, other: Self) -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_max_ps(self.0, other.0) })
        }
    }

    /// Only made by [`run_avx2`].
    #[derive(Clone, Copy)]
    struct Avx2(__m256, __m256);

    impl Lanes for Avx2 {
        const SUMS: usize = 6;

        #[inline(always)]
        fn load(values: &[f32; LANES]) -> Self {
            // SAFETY: twice eight numbers can be read; `run_avx2` vouches for the features.
            unsafe {
                Self(
                    _mm256_loadu_ps(values.as_ptr()),
                    _mm256_loadu_ps(values.as_ptr().add(8)),
                )
            }
        }

        #[inline(always)]
        fn store(self) -> [f32; LANES] {
            let mut values = [0.0; LANES];
            // SAFETY: twice eight numbers can be written; `run_avx2` vouches for the features.
            unsafe {
                _mm256_storeu_ps(values.as_mut_ptr(), self.0);
                _mm256_storeu_ps(values.as_mut_ptr().add(8), self.1);
            }
            values
        }

        #[inline(always)]
        fn add_product(self, factor: f32, lanes: Self) -> Self {
            // SAFETY: `run_avx2` vouches for the features.
            unsafe {
                let factor = _mm256_set1_ps(factor);
                Self(
                    _mm256_fmadd_ps(factor, lanes.0, self.0),
                    _mm256_fmadd_ps(factor, lanes.1, self.1),
                )
            }
        }

        #[inline(always)]
        fn add(self, other: Self) -> Self {
            // SAFETY: `run_avx2` vouches for the features.
            unsafe {
                Self(
                    _mm256_add_ps(self.0, other.0),
                    _mm256_add_ps(self.1, other.1),
                )
            }
        }

        #[inline(always)]
        fn subtract(self, other: Self) -> Self {
            // SAFETY: `run_avx2` vouches for the features.
            unsafe {
                Self(
                    _mm256_sub_ps(self.0, other.0),
                    _mm256_sub_ps(self.1, other.1),
                )
            }
        }

        #[inline(always)]
        fn multiply(self, other: Self) -> Self {
            // SAFETY: `run_avx2` vouches for the features.
            unsafe {
                Self(
                    _mm256_mul_ps(self.0, other.0),
                    _mm256_mul_ps(self.1, other.1),
                )
            }
        }

        #[inline(always)]
        fn larger(self, other: Self) -> Self {
            // SAFETY: `run_avx2` vouches for the features.
            unsafe {
                Self(
                    _mm256_max_ps(self.0, other.0),
                    _mm256_max_ps(self.1, other.1),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sum that ends right in the middle between two numbers of 32 bits, but for a little that
    /// 64 bits have no room for: rounding twice goes wrong.
    const HARD: [[f32; 3]; 4] = [
        [1.000_244_1, 1.000_244_1, 1e-30],
        [1.000_732_4, 1.000_244_1, -1e-30],
        [4097.0, 4097.0, 1e-30],
        [4097.0, 4097.0, -1e-30],
    ];

    struct Sample<'a>(&'a mut Vec<[f32; LANES]>);

    impl Work for Sample<'_> {
        #[inline(always)]
        fn run<L: Lanes>(self) {
            let values: [f32; LANES] = std::array::from_fn(|lane| (lane as f32 - 7.3) * 1.17);
            let others: [f32; LANES] = std::array::from_fn(|lane| (lane as f32 * 0.7).sin());
            let (one, other) = (L::load(&values), L::load(&others));
            self.0.extend(
                [
                    one.add(other),
                    one.subtract(other),
                    one.multiply(other),
                    one.larger(other),
                    one.add_product(0.3, other),
                ]
                .map(L::store),
            );
            self.0.extend(HARD.map(|[factor, value, sum]| {
                let sum = L::load(&[sum; LANES]);
                sum.add_product(factor, L::load(&[value; LANES])).store()
            }));
        }
    }

    #[track_caller]
    fn check_fused(factor: f32, value: f32, sum: f32) {
        let (found, expected) = (fused(factor, value, sum), factor.mul_add(value, sum));
        assert!(
            found.to_bits() == expected.to_bits() || found.is_nan() && expected.is_nan(),
            "{factor:e} * {value:e} + {sum:e} is {expected:e}, not {found:e}"
        );
    }

    #[test]
    fn fused_products_are_rounded_once() {
        for [factor, value, sum] in HARD {
            check_fused(factor, value, sum);
            check_fused(-factor, value, -sum);
        }
        check_fused(f32::INFINITY, 1.0, f32::NEG_INFINITY);
        check_fused(f32::INFINITY, 1.0, 1.0);
        check_fused(f32::MAX, f32::MAX, f32::MIN);
        check_fused(0.0, -1.0, 0.0);
        check_fused(1.0, 1.0, -1.0);
    }

    proptest::proptest! {
        #[test]
        fn any_fused_product_is_rounded_once(factor: u32, value: u32, sum: u32, shift in 0..48u32) {
            let [factor, value, any] = [factor, value, sum].map(f32::from_bits);
            check_fused(factor, value, any);
            // A sum of about the product's size, and much less.
            let near = factor * value * 2f32.powi(-shift.cast_signed());
            check_fused(factor, value, f32::from_bits(near.to_bits() ^ (sum & 0x8000_ffff)));
        }
    }

    /// Every implementation that this machine has agrees with the portable one.
    #[test]
    fn all_lanes_agree() {
        let (mut portable, mut widest) = (Vec::new(), Vec::new());
        Sample(&mut portable).run::<Portable>();
        run(Sample(&mut widest));
        assert_eq!(portable, widest);
        #[cfg(target_arch = "x86_64")]
        assert_eq!(portable, avx2().unwrap_or(portable.clone()));
    }

    #[cfg(target_arch = "x86_64")]
    #[expect(
        unsafe_code,
        reason = "features of the machine are only known at run time"
    )]
    fn avx2() -> Option<Vec<[f32; LANES]>> {
        let mut found = Vec::new();
        if !(is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma")) {
            return None;
        }
        // SAFETY: both features are there.
        unsafe { x86::run_avx2(Sample(&mut found)) };
        Some(found)
    }
}
