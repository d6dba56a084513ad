//! Sixteen sums of whole numbers at a time, with what the machine has for it.
//!
//! Whole numbers add up to the same in any order, so every implementation gives the same sums, as
//! long as none overflows; whoever calls sees to that.

use crate::lanes::LANES;

/// Two numbers for each of sixteen sums, side by side.
pub(crate) type PairsOf16 = [i8; 2 * LANES];

/// Two numbers of sixteen bits in one word, the first one lowest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair(i32);

impl Pair {
    #[inline(always)]
    pub(crate) fn new(one: i16, other: i16) -> Self {
        Self(i32::from(one) & 0xffff | i32::from(other) << 16)
    }

    #[inline(always)]
    fn parts(self) -> [i16; 2] {
        [self.0 as i16, (self.0 >> 16) as i16]
    }
}

/// Sixteen sums.
pub(crate) trait Sums: Copy {
    /// How many such values the registers can hold.
    const SUMS: usize;

    /// [`PairsOf16`] as they are multiplied.
    type Pairs: Copy;

    fn zero() -> Self;
    fn load(pairs: &PairsOf16) -> Self::Pairs;
    /// Adds to each sum the products of `pair` with the two numbers that `pairs` has for it.
    fn add_products(self, pair: Pair, pairs: Self::Pairs) -> Self;
    fn store(self) -> [i32; LANES];
}

/// Something to compute with whatever sums there are.
///
/// Implementations of `run` are `#[inline(always)]`, so that they are compiled for the features of
/// the machine that their caller has checked.
pub(crate) trait WholeWork {
    fn run<S: Sums>(self);
}

/// Does the work with the widest sums of this machine.
#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "features of the machine are only known at run time"
)]
pub(crate) fn run(work: impl WholeWork) {
    if is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vnni") {
        // SAFETY: both features are there, and with the first one AVX-512 F.
        unsafe { x86::run_avx512(work) }
    } else if is_x86_feature_detected!("avx2") {
        // SAFETY: the feature is there.
        unsafe { x86::run_avx2(work) }
    } else {
        work.run::<Portable>();
    }
}

/// Does the work with the widest sums of this machine.
#[cfg(not(target_arch = "x86_64"))]
pub(crate) fn run(work: impl WholeWork) {
    work.run::<Portable>();
}

/// Sums for any machine.
#[derive(Clone, Copy)]
pub(crate) struct Portable([i32; LANES]);

impl Sums for Portable {
    const SUMS: usize = 4;

    type Pairs = PairsOf16;

    #[inline(always)]
    fn zero() -> Self {
        Self([0; LANES])
    }

    #[inline(always)]
    fn load(pairs: &PairsOf16) -> PairsOf16 {
        *pairs
    }

    #[inline(always)]
    fn add_products(self, pair: Pair, pairs: PairsOf16) -> Self {
        let [one, other] = pair.parts();
        let product = |value: i16, by: i8| i32::from(value) * i32::from(by);
        Self(std::array::from_fn(|lane| {
            let sum = product(one, pairs[2 * lane]) + product(other, pairs[2 * lane + 1]);
            self.0[lane].wrapping_add(sum)
        }))
    }

    #[inline(always)]
    fn store(self) -> [i32; LANES] {
        self.0
    }
}

#[cfg(target_arch = "x86_64")]
#[expect(
    unsafe_code,
    reason = "the machine's own instructions; every function says why they are there"
)]
mod x86 {
    use std::arch::x86_64::*;

    use super::{LANES, Pair, PairsOf16, Sums, WholeWork};

    /// # Safety
    /// The machine has AVX-512 F, BW and VNNI.
    #[target_feature(enable = "avx512f,avx512bw,avx512vnni")]
    pub(super) unsafe fn run_avx512(work: impl WholeWork) {
        work.run::<Avx512>();
    }

    /// # Safety
    /// The machine has AVX2.
    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn run_avx2(work: impl WholeWork) {
        work.run::<Avx2>();
    }

    /// Only made by [`run_avx512`].
    #[derive(Clone, Copy)]
    struct Avx512(__m512i);

    impl Sums for Avx512 {
        const SUMS: usize = 24;

        type Pairs = __m512i;

        #[inline(always)]
        fn zero() -> Self {
            // SAFETY: `run_avx512` vouches for the feature.
            Self(unsafe { _mm512_setzero_si512() })
        }

        #[inline(always)]
        fn load(pairs: &PairsOf16) -> __m512i {
            // SAFETY: 32 bytes can be read; `run_avx512` vouches for the features.
            unsafe { _mm512_cvtepi8_epi16(_mm256_loadu_si256(pairs.as_ptr().cast())) }
        }

        #[inline(always)]
        fn add_products(self, pair: Pair, pairs: __m512i) -> Self {
            // SAFETY: `run_avx512` vouches for the features.
            unsafe {
                let pair = _mm512_set1_epi32(pair.0);
                Self(_mm512_dpwssd_epi32(self.0, pair, pairs))
            }
        }

        #[inline(always)]
        fn store(self) -> [i32; LANES] {
            let mut values = [0; LANES];
            // SAFETY: sixteen numbers can be written; `run_avx512` vouches for the feature.
            unsafe { _mm512_storeu_si512(values.as_mut_ptr().cast(), self.0) };
            values
        }
    }

    /// Only made by [`run_avx2`].
    #[derive(Clone, Copy)]
    struct Avx2(__m256i, __m256i);

    impl Sums for Avx2 {
        const SUMS: usize = 6;

        type Pairs = [__m256i; 2];

        #[inline(always)]
        fn zero() -> Self {
            // SAFETY: `run_avx2` vouches for the feature.
            unsafe { Self(_mm256_setzero_si256(), _mm256_setzero_si256()) }
        }

        #[inline(always)]
        fn load(pairs: &PairsOf16) -> [__m256i; 2] {
            // SAFETY: twice 16 bytes can be read; `run_avx2` vouches for the feature.
            unsafe {
                [
                    _mm256_cvtepi8_epi16(_mm_loadu_si128(pairs.as_ptr().cast())),
                    _mm256_cvtepi8_epi16(_mm_loadu_si128(pairs.as_ptr().add(LANES).cast())),
                ]
            }
        }

        #[inline(always)]
        fn add_products(self, pair: Pair, [low, high]: [__m256i; 2]) -> Self {
            // SAFETY: `run_avx2` vouches for the feature.
            unsafe {
                let pair = _mm256_set1_epi32(pair.0);
                Self(
                    _mm256_add_epi32(self.0, _mm256_madd_epi16(pair, low)),
                    _mm256_add_epi32(self.1, _mm256_madd_epi16(pair, high)),
                )
            }
        }

        #[inline(always)]
        fn store(self) -> [i32; LANES] {
            let mut values = [0; LANES];
            // SAFETY: twice eight numbers can be written; `run_avx2` vouches for the feature.
            unsafe {
                _mm256_storeu_si256(values.as_mut_ptr().cast(), self.0);
                _mm256_storeu_si256(values.as_mut_ptr().add(8).cast(), self.1);
            }
            values
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Sample<'a>(&'a mut Vec<[i32; LANES]>);

    impl WholeWork for Sample<'_> {
        #[inline(always)]
        fn run<S: Sums>(self) {
            let mut sums = S::zero();
            for step in 0..40i16 {
                let pairs =
                    std::array::from_fn(|at| ((at as i16 * 37 + step * 11) % 256 - 128) as i8);
                let pair = Pair::new(step * 700 - 14_000, 32_767 - step);
                sums = sums.add_products(pair, S::load(&pairs));
                self.0.push(sums.store());
            }
        }
    }

    #[test]
    fn all_sums_agree() {
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
    fn avx2() -> Option<Vec<[i32; LANES]>> {
        let mut found = Vec::new();
        if !is_x86_feature_detected!("avx2") {
            return None;
        }
        // SAFETY: the feature is there.
        unsafe { x86::run_avx2(Sample(&mut found)) };
        Some(found)
    }
}
