//! Pairing codes: each serves once, for ten minutes. They are kept in memory alone.

use super::secrets::{code, meant};
use nova_api::Role;
use std::sync::{Mutex, PoisonError};

/// For how long a code serves, in milliseconds.
pub const LIFETIME_MS: i64 = 10 * 60 * 1000;
/// Most codes at a time; the oldest goes when another is made.
const MOST: usize = 64;

/// What a code pairs a device as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// The role.
    pub role: Role,
    /// The client of a kiosk.
    pub client: Option<String>,
    /// Until when it serves, in milliseconds since 1970.
    pub expires_at: i64,
}

/// The codes that serve now.
#[derive(Default)]
pub struct Codes(Mutex<Vec<(String, Invitation)>>);

impl Codes {
    /// Makes a code at `now`, in milliseconds since 1970.
    pub fn make(&self, role: Role, client: Option<String>, now: i64) -> (String, Invitation) {
        let invitation = Invitation {
            role,
            client,
            expires_at: now + LIFETIME_MS,
        };
        let code = code();
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        codes.retain(|(_, other)| other.expires_at > now);
        if codes.len() >= MOST {
            codes.remove(0);
        }
        codes.push((code.clone(), invitation.clone()));
        (code, invitation)
    }

    /// Uses a code up; `None` where it is not known, was used, or is over.
    pub fn take(&self, typed: &str, now: i64) -> Option<Invitation> {
        let wanted = meant(typed);
        let mut codes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = codes.iter().position(|(code, _)| *code == wanted)?;
        let (_, invitation) = codes.remove(place);
        (invitation.expires_at > now).then_some(invitation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_serves_once_and_for_ten_minutes() {
        let codes = Codes::default();
        let (code, _) = codes.make(Role::Floor, None, 0);
        assert!(codes.take("AAAA-AAAA-", 1).is_none());
        assert_eq!(
            codes.take(&code.to_lowercase(), 1).map(|made| made.role),
            Some(Role::Floor)
        );
        assert!(codes.take(&code, 2).is_none(), "it was used");
        let (code, _) = codes.make(Role::Owner, None, 0);
        assert!(codes.take(&code, LIFETIME_MS).is_none(), "it is over");
    }

    #[test]
    fn however_many_are_asked_for_only_so_many_are_kept() {
        let codes = Codes::default();
        let (first, _) = codes.make(Role::Floor, None, 0);
        for _ in 0..MOST {
            codes.make(Role::Floor, None, 0);
        }
        assert!(codes.take(&first, 1).is_none());
    }
}
