//! Random secrets, and how they are kept.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::Rng;
use rand::TryRngCore;
use rand::rngs::OsRng;
use sha2::{Digest, Sha256};

/// Letters and digits that are not taken for one another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `N` random bytes from the system.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    // The system's source fails only where there is none, and a server without secrets must not run on.
    OsRng.unwrap_err().fill(&mut bytes);
    bytes
}

/// A secret of 256 bits as text.
pub fn secret() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A name that is nobody else's: 80 bits in lower case.
pub fn name() -> String {
    letters::<16>().to_ascii_lowercase()
}

/// A code to be typed: 40 bits.
pub fn code() -> String {
    letters::<8>()
}

fn letters<const N: usize>() -> String {
    bytes::<N>()
        .iter()
        .map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()]))
        .collect()
}

/// How a secret is kept: its SHA-256 in hexadecimal digits, which is enough for one of 256 random bits.
pub fn kept(secret: &str) -> String {
    Sha256::digest(secret.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// A code as it was meant: without blanks and dashes, in capitals, with letters that look like digits as those.
pub fn meant(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_was_meant() {
        assert_eq!(meant(" ab1o-xil9 "), "AB10X119");
        let code = code();
        assert_eq!(
            meant(&code.to_lowercase()),
            code,
            "whatever was given out is taken"
        );
        assert_eq!(code.len(), 8);
    }

    #[test]
    fn no_two_secrets_are_alike() {
        assert_ne!(secret(), secret());
        assert_ne!(kept("a"), kept("b"));
        assert_eq!(kept("").len(), 64);
    }
}
