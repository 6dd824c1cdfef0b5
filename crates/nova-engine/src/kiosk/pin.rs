//! A PIN: digits in any script, kept as argon2id makes them (RFC 9106), and the wait after wrong ones.

use crate::error::EngineError;
use crate::rejection::Rejection;
use argon2::password_hash::SaltString;
use argon2::password_hash::rand_core::OsRng;
use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};

/// How many digits a PIN has.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=64;
/// Wrong PINs that cost nothing: anybody mistypes.
const FREE: u32 = 2;
/// The first wait and the longest, in milliseconds. Each is twice the one before.
const FIRST_WAIT: i64 = 5_000;
const LONGEST_WAIT: i64 = 5 * 60_000;

/// The zeros of the scripts whose digits are typed on keyboards; nine more digits follow each.
const ZEROS: [char; 14] = [
    '0', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '０',
];

/// A PIN as somebody typed it, in plain digits.
pub(super) struct Pin(String);

impl Pin {
    /// Reads what was typed or pasted: digits of any script, with blanks or hyphens between them.
    ///
    /// # Errors
    /// When it has other signs, or fewer or more digits than a PIN.
    pub fn parse(typed: &str) -> Result<Pin, EngineError> {
        // What a text carries along when it is copied: marks of direction are as invisible as blanks.
        let between =
            |sign: &char| sign.is_whitespace() || matches!(sign, '-' | '\u{200E}' | '\u{200F}' | '\u{FEFF}');
        let digits: Option<String> = typed.chars().filter(|sign| !between(sign)).map(digit).collect();
        digits
            .filter(|digits| DIGITS.contains(&digits.len()))
            .map(Pin)
            .ok_or_else(|| Rejection::Pin.into())
    }

    /// The PIN as it is kept, with a salt of its own.
    pub fn hashed(&self) -> Result<String, EngineError> {
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default().hash_password(self.0.as_bytes(), &salt);
        Ok(hash
            .map_err(|error| EngineError::Internal(error.to_string()))?
            .to_string())
    }

    /// Whether it is the one that is kept.
    pub fn is(&self, kept: &str) -> bool {
        PasswordHash::new(kept).is_ok_and(|kept| {
            Argon2::default()
                .verify_password(self.0.as_bytes(), &kept)
                .is_ok()
        })
    }
}

/// A digit of any script as a plain one.
fn digit(sign: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let above = u32::from(sign).checked_sub(u32::from(*zero))?;
        char::from_digit(above, 10)
    })
}

/// Milliseconds to wait after so many wrong PINs in a row.
pub(super) fn wait_after(wrong: u32) -> i64 {
    match wrong.checked_sub(FREE + 1) {
        None => 0,
        // Beyond that the longest wait is reached long since.
        Some(more) => (FIRST_WAIT << more.min(16)).min(LONGEST_WAIT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Option<String> {
        Pin::parse(typed).ok().map(|pin| pin.0)
    }

    #[test]
    fn digits_of_any_script_are_one_pin() {
        for typed in ["2580", "٢٥٨٠", "۲۵۸۰", "２５８０", " 25-80\n", "\u{200F}٢٥٨٠"] {
            assert_eq!(read(typed).as_deref(), Some("2580"), "{typed}");
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_no_digit_is_refused() {
        for typed in ["", "   ", "123", "12a4", "①②③④", "12.34", &"7".repeat(65)] {
            assert_eq!(read(typed), None, "{typed}");
        }
        assert_eq!(read(&"7".repeat(64)).map(|pin| pin.len()), Some(64));
    }

    #[test]
    fn a_pin_is_kept_by_argon2id_with_a_salt_of_its_own() {
        let pin = Pin("2580".to_owned());
        let [one, other] = [pin.hashed().unwrap(), pin.hashed().unwrap()];
        assert!(one.starts_with("$argon2id$"), "{one}");
        assert_ne!(one, other, "the same PIN of two shops is not the same text");
        assert!(pin.is(&one) && pin.is(&other));
        assert!(!Pin("2581".to_owned()).is(&one));
        assert!(!pin.is(""), "nothing is no hash");
    }

    #[test]
    fn wrong_ones_make_the_next_wait_up_to_five_minutes() {
        assert_eq!([0, 1, 2].map(wait_after), [0; 3], "anybody mistypes");
        assert_eq!([3, 4, 5].map(wait_after), [5_000, 10_000, 20_000]);
        assert_eq!(wait_after(40), LONGEST_WAIT);
        assert_eq!(wait_after(u32::MAX), LONGEST_WAIT);
    }
}
