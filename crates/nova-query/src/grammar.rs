//! What the words that join others do: refuse, limit, compare, and say nothing. Which words do (`vocabulary/grammar.txt`) is
//! read when the crate is built, in `written.rs`.

/// What a word does in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Says no to what follows: not, sans, 不要.
    Refuse,
    /// Says no to what stands before: 以外, -free.
    RefuseBefore,
    /// Makes a no mild: too.
    Too,
    And,
    Or,
    But,
    /// Begins what is wanted again: for, with.
    Begin,
    /// A price, or a number, below which, above which, between which, around which.
    Under,
    Over,
    Between,
    To,
    About,
    /// The same after the number: 以下, or less.
    UnderAfter,
    OverAfter,
    /// Begins a size: size, Größe.
    Size,
    /// A currency, by its place in [`CURRENCIES`].
    Currency(u8),
    /// Makes a number something other than a price: cm, pack.
    Unit,
    /// Says nothing of a garment.
    Stop,
    /// Is a word that means nothing here, and no other language's: English "hut".
    Plain,
}

/// ISO 4217 codes of the currencies that are read.
pub(crate) const CURRENCIES: [&str; 16] = [
    "EUR", "USD", "GBP", "CNY", "JPY", "INR", "CHF", "CAD", "AUD", "MXN", "AED", "SAR", "EGP", "MAD", "KWD",
    "TND",
];

/// The roles that have no number, in the order of their codes.
pub(crate) const PLAIN: [Role; 17] = [
    Role::Refuse,
    Role::RefuseBefore,
    Role::Too,
    Role::And,
    Role::Or,
    Role::But,
    Role::Begin,
    Role::Under,
    Role::Over,
    Role::Between,
    Role::To,
    Role::About,
    Role::UnderAfter,
    Role::OverAfter,
    Role::Size,
    Role::Unit,
    Role::Stop,
];
/// The code of [`Role::Plain`], and the first of the currencies'.
pub(crate) const MEANS_NOTHING: u8 = 63;
pub(crate) const CURRENCY: u8 = 64;

impl Role {
    /// The role of a code.
    pub fn of_code(code: u8) -> Option<Role> {
        match code {
            MEANS_NOTHING => Some(Role::Plain),
            CURRENCY.. => Some(Role::Currency(code - CURRENCY)),
            _ => PLAIN.get(usize::from(code)).copied(),
        }
    }
}
