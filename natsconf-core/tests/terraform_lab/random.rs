//! Chance that is the same for the same seed.

/// A xorshift generator.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }

    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    /// Up to `most` of what `make` makes, one after the other.
    pub fn some(&mut self, most: usize, mut make: impl FnMut(&mut Random) -> String) -> String {
        (0..self.below(most + 1)).map(|_| make(self)).collect()
    }
}
