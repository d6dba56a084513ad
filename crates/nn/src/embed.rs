//! Embedding by the hashing trick: a key's vector is the sum of four rows that hashes pick.

use crate::Floats;

/// thinc's `HashEmbed` layer.
#[derive(Debug, Clone)]
pub struct HashEmbed {
    /// Rows of `width` numbers. Invariant: at least one row.
    table: Floats,
    width: usize,
    rows: u32,
    seed: u32,
}

impl HashEmbed {
    /// A layer over `table`, whose rows have `width` numbers; `None` if the table is not made of
    /// such rows, or has none.
    #[must_use]
    pub fn new(table: Floats, width: usize, seed: u32) -> Option<Self> {
        let rows = u32::try_from(table.len().checked_div(width)?).ok()?;
        let whole = table.len().is_multiple_of(width) && rows > 0;
        whole.then_some(Self {
            table,
            width,
            rows,
            seed,
        })
    }

    /// The length of a vector.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Writes the vector of `key` to `output`.
    ///
    /// # Panics
    /// If `output` is longer than the layer's width.
    pub fn embed(&self, key: u64, output: &mut [f32]) {
        assert!(output.len() <= self.width, "a vector has the layer's width");
        let [a, b, c, d] =
            hash(key, self.seed).map(|hash| (hash % self.rows) as usize * self.width);
        self.table.read(a, output);
        for row in [b, c, d] {
            self.table.add_to(row, output);
        }
    }
}

/// Four 32-bit hashes of a key: MurmurHash3's finishing mix of 128 bits, as thinc's
/// `MurmurHash3_x86_128_uint64` computes it.
fn hash(key: u64, seed: u32) -> [u32; 4] {
    let mut h1 = key
        .wrapping_mul(0x87c3_7b91_1142_53d5)
        .rotate_left(31)
        .wrapping_mul(0x4cf5_ad43_2745_937f);
    h1 ^= u64::from(seed) ^ 8;
    let mut h2 = u64::from(seed) ^ 8;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = mix(h1);
    h2 = mix(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32, (h1 >> 32) as u32, h2 as u32, (h2 >> 32) as u32]
}

fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From `thinc.backends.NumpyOps().hash`.
    #[test]
    fn hashes_are_those_of_thinc() {
        assert_eq!(hash(0, 8), [0; 4]);
        assert_eq!(
            hash(1, 8),
            [1_161_550_108, 2_247_783_286, 1_742_325_162, 1_224_191_281]
        );
        assert_eq!(
            hash(12_345_678_901_234_567_890, 8),
            [825_681_028, 3_746_740_173, 3_386_005_190, 3_472_626_611]
        );
    }

    #[test]
    fn a_vector_is_the_sum_of_four_rows() {
        let table = vec![1.0, 10.0, 2.0, 20.0, 4.0, 40.0];
        let layer = HashEmbed::new(table.into(), 2, 8).unwrap();
        let mut vector = [0.0; 2];
        layer.embed(0, &mut vector);
        assert_eq!(
            vector,
            [4.0, 40.0],
            "all four hashes of 0 with this seed are 0"
        );
        layer.embed(1, &mut vector);
        let expected: f32 = hash(1, 8)
            .map(|hash| [1.0, 2.0, 4.0][hash as usize % 3])
            .iter()
            .sum();
        assert_eq!(vector, [expected, expected * 10.0]);
    }

    #[test]
    fn tables_that_are_none_are_refused() {
        assert!(HashEmbed::new(vec![].into(), 2, 8).is_none());
        assert!(HashEmbed::new(vec![1.0].into(), 0, 8).is_none());
        assert!(HashEmbed::new(vec![1.0, 2.0, 3.0].into(), 2, 8).is_none());
    }
}
