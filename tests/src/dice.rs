//! Chance that can be repeated.

/// Throws that follow from a seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Dice(u64);

impl Dice {
    /// From a seed.
    pub fn of(seed: u64) -> Self {
        Self(seed)
    }

    /// The seed that a variable of the environment names, or that one.
    ///
    /// # Panics
    /// If it names something else than a number.
    pub fn named(variable: &str, otherwise: u64) -> u64 {
        let named = std::env::var(variable).ok();
        named.map_or(otherwise, |text| text.parse().unwrap_or_else(|why| panic!("{variable}={text}: {why}")))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below that one.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % end).unwrap_or_default()
    }

    /// True once in so many throws.
    pub fn once_in(&mut self, throws: usize) -> bool {
        self.below(throws) == 0
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, these: &'a [T]) -> Option<&'a T> {
        these.get(self.below(these.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_throws() {
        let throws = |seed| {
            let mut dice = Dice::of(seed);
            [0; 100].map(|_| dice.below(6))
        };
        assert_eq!(throws(1), throws(1));
        assert_ne!(throws(1), throws(2));
        assert!((0..6).all(|face| throws(1).contains(&face)) && throws(1).iter().all(|face| *face < 6));
        assert_eq!(Dice::of(1).pick::<u8>(&[]), None);
        assert_eq!(Dice::named("LANYARD_NO_SUCH_SEED", 7), 7);
    }
}
