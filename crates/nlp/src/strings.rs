//! Strings as numbers, the way spaCy's `StringStore` does it.
//!
//! A string's id is the MurmurHash64A of its UTF-8 bytes, other than for some 450 *symbols*: names
//! of attributes, relations, kinds of names..., which spaCy numbers by hand. Ordinary words such
//! as "number" or "mark" are among them. Nothing is stored: an id cannot be turned back.

mod symbols;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use symbols::SYMBOLS;

/// The seed that spaCy hashes strings with.
const SEED: u64 = 1;

/// The numbers of the symbols, by the hashes that they would have if they were none.
static NUMBERS: LazyLock<FxHashMap<u64, u64>> = LazyLock::new(|| {
    SYMBOLS
        .iter()
        .map(|&(name, number)| (hash64(name.as_bytes(), SEED), number.into()))
        .collect()
});

/// The id of `string`, as `spacy.strings.get_string_id` gives it; that of the empty string is 0.
pub(crate) fn id(string: &str) -> u64 {
    if string.is_empty() {
        return 0;
    }
    let hash = hash64(string.as_bytes(), SEED);
    NUMBERS.get(&hash).copied().unwrap_or(hash)
}

/// The symbol of this number, if there is one.
pub(crate) fn symbol(number: u64) -> Option<&'static str> {
    let mut symbols = SYMBOLS.iter();
    symbols
        .find(|(_, known)| u64::from(*known) == number)
        .map(|(name, _)| *name)
}

/// MurmurHash64A, by Austin Appleby, who put it in the public domain.
fn hash64(bytes: &[u8], seed: u64) -> u64 {
    const FACTOR: u64 = 0xc6a4_a793_5bd1_e995;
    const SHIFT: u32 = 47;
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut hash = seed ^ (bytes.len() as u64).wrapping_mul(FACTOR);
    for block in blocks {
        let mut mixed = u64::from_le_bytes(*block).wrapping_mul(FACTOR);
        mixed ^= mixed >> SHIFT;
        hash = (hash ^ mixed.wrapping_mul(FACTOR)).wrapping_mul(FACTOR);
    }
    if !rest.is_empty() {
        let tail = rest
            .iter()
            .rev()
            .fold(0, |tail, &byte| tail << 8 | u64::from(byte));
        hash = (hash ^ tail).wrapping_mul(FACTOR);
    }
    hash = (hash ^ hash >> SHIFT).wrapping_mul(FACTOR);
    hash ^ hash >> SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    // The numbers are what `spacy.strings.get_string_id` of spaCy 3.8.18 gives.
    #[track_caller]
    fn check(string: &str, expected: u64) {
        assert_eq!(id(string), expected, "{string:?}");
    }

    #[test]
    fn hashes_of_strings() {
        check("", 0);
        check("a", 11_901_859_001_352_538_922);
        check("x", 11_123_243_248_953_317_070);
        check("apple", 8_566_208_034_543_834_098);
        check("governments", 2_595_847_736_140_886_774);
        check("Kabul, the city", 12_361_858_377_327_516_310);
        check("Привет", 3_454_725_163_741_664_671);
    }

    #[test]
    fn symbols_have_their_numbers() {
        check("nsubj", 429);
        check("number", 432);
        check("_", 456);
        check("X", 101);
        check("IS_ALPHA", 1);
    }

    #[test]
    fn every_symbol_is_known() {
        assert_eq!(NUMBERS.len(), SYMBOLS.len());
        for (name, number) in SYMBOLS {
            check(name, number.into());
        }
    }
}
