//! Words that two people compare by telephone, so that the helper knows whose computer answered.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

/// 66 bits: whoever stands between would need some 2^66 keys made during one handshake to have the same words on both
/// screens.
pub const WORDS: usize = 6;
const BITS: u32 = 11;

/// See assets/words/README.md.
static LIST: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| include_str!("../../assets/words/english.txt").lines().collect());

/// The words of one connection: bound to its TLS exporter, to the helper's key and to the novice's host key, each of a
/// fixed length but the last.
pub fn words(exporter: &[u8; 32], host_key: &[u8], helper: &[u8]) -> [&'static str; WORDS] {
    let mut hash = Sha256::new_with_prefix(b"lifeline-offer/1 words");
    hash.update(exporter);
    hash.update(helper);
    hash.update(host_key);
    words_of(&hash.finalize().into())
}

/// The words that the first 66 bits name.
fn words_of(hash: &[u8; 32]) -> [&'static str; WORDS] {
    let mut bytes = hash.iter();
    let (mut held, mut count) = (0u32, 0u32);
    std::array::from_fn(|_| {
        while count < BITS {
            held = held << 8 | u32::from(bytes.next().copied().unwrap_or_default());
            count += 8;
        }
        count -= BITS;
        let number = held >> count;
        held &= (1 << count) - 1;
        let word = usize::try_from(number).ok().and_then(|number| LIST.get(number));
        word.copied().unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_has_a_word_for_every_eleven_bits() {
        assert_eq!(LIST.len(), 1 << BITS);
        let mut beginnings: Vec<String> = LIST.iter().map(|word| word.chars().take(4).collect()).collect();
        beginnings.sort();
        beginnings.dedup();
        assert_eq!(beginnings.len(), LIST.len(), "four letters tell two words apart");
    }

    #[test]
    fn every_bit_of_the_sixty_six_counts() {
        let mut hash = [0; 32];
        assert_eq!(words_of(&hash), ["abandon"; WORDS]);
        for bit in 0..66 {
            let mut changed = hash;
            changed[bit / 8] ^= 0x80 >> (bit % 8);
            let words = words_of(&changed);
            assert_eq!(words.iter().filter(|word| **word != "abandon").count(), 1, "bit {bit}");
        }
        hash.fill(0xFF);
        assert_eq!(words_of(&hash), ["zoo"; WORDS]);
    }
}
