//! The SHA-256 that entries are known by.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256, written as 64 small hex digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hash([u8; 32]);

impl Hash {
    /// How many digits one has.
    pub const DIGITS: usize = 64;

    /// That of these pieces, one after the other.
    pub fn of(pieces: &[&[u8]]) -> Self {
        let mut digest = Sha256::new();
        pieces.iter().for_each(|piece| digest.update(piece));
        Self(digest.finalize().into())
    }

    /// Reads 64 small hex digits.
    pub fn parse(text: &[u8]) -> Option<Self> {
        let digit = |b: u8| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        };
        if text.len() != Self::DIGITS {
            return None;
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Self(bytes))
    }

    /// The first 16 digits in groups of four, for people to compare: `9f2c 71d0 44ab 08e3`.
    pub fn short(&self) -> String {
        let digits = self.to_string();
        [0, 4, 8, 12].map(|at| &digits[at..at + 4]).join(" ")
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = self.0.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        f.write_str(&digits.map(char::from).collect::<String>())
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({})", &self.to_string()[..8])
    }
}

impl From<Hash> for String {
    fn from(hash: Hash) -> Self {
        hash.to_string()
    }
}

impl TryFrom<String> for Hash {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Hash::parse(text.as_bytes()).ok_or("a hash has 64 digits from 0 to 9 and a to f")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn it_is_the_digest_of_all_pieces() {
        // By `printf abc | sha256sum`.
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let hash = Hash::of(&[b"a", b"", b"bc"]);
        assert_eq!(hash.to_string(), abc);
        assert_eq!(hash.short(), "ba78 16bf 8f01 cfea");
        assert_eq!(serde_json::from_str::<Hash>(&serde_json::to_string(&hash).unwrap()).unwrap(), hash);
        for bad in ["", "ba78", &abc.to_uppercase(), &format!("{abc}0"), &abc.replace('b', "g")] {
            assert_eq!(Hash::parse(bad.as_bytes()), None, "{bad}");
        }
    }
}
