//! Pairing codes: each serves once, for ten minutes. They are kept in memory alone, or where several servers share a shop, by
//! their hashes in its database, so that a device pairs at whichever server its request comes to.

use super::secrets::{code, kept, meant};
use crate::error::ServeError;
use nova_api::{Documents, EngineError, Role};
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};

/// For how long a code serves, in milliseconds.
pub const LIFETIME_MS: i64 = 10 * 60 * 1000;
/// Most codes at a time; the oldest goes when another is made.
const MOST: usize = 64;
const DOCUMENT: &str = "server/codes.json";

/// What a code pairs a device as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The role.
    pub role: Role,
    /// The client of a kiosk.
    pub client: Option<String>,
    /// Until when it serves, in milliseconds since 1970.
    pub expires_at: i64,
}

/// Invitations by the hashes of their codes, the oldest first.
type Known = Vec<(String, Invitation)>;

/// The codes that serve now.
#[derive(Default)]
pub struct Codes {
    own: Mutex<Known>,
    /// Where other servers look for them.
    shared: Option<Documents>,
}

impl Codes {
    /// Those of a library.
    pub fn of(documents: &Documents) -> Codes {
        Codes {
            own: Mutex::default(),
            shared: documents.is_shared().then(|| documents.clone()),
        }
    }

    /// Makes a code at `now`, in milliseconds since 1970.
    ///
    /// # Errors
    /// When the database that several servers share does not answer.
    pub fn make(
        &self,
        role: Role,
        client: Option<String>,
        now: i64,
    ) -> Result<(String, Invitation), ServeError> {
        let invitation = Invitation {
            role,
            client,
            expires_at: now + LIFETIME_MS,
        };
        let code = code();
        self.change(|codes| {
            codes.retain(|(_, other)| other.expires_at > now);
            if codes.len() >= MOST {
                codes.remove(0);
            }
            codes.push((kept(&code), invitation.clone()));
        })?;
        Ok((code, invitation))
    }

    /// Uses a code up; `None` where it is not known, was used, or is over.
    ///
    /// # Errors
    /// As [`Codes::make`].
    pub fn take(&self, typed: &str, now: i64) -> Result<Option<Invitation>, ServeError> {
        let wanted = kept(&meant(typed));
        self.change(|codes| {
            let place = codes.iter().position(|(code, _)| *code == wanted)?;
            let (_, invitation) = codes.remove(place);
            (invitation.expires_at > now).then_some(invitation)
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Known) -> T) -> Result<T, ServeError> {
        let Some(documents) = &self.shared else {
            return Ok(change(
                &mut self.own.lock().unwrap_or_else(PoisonError::into_inner),
            ));
        };
        let changed = documents.change(|changing| {
            // A list that cannot be read invites nobody.
            let text = changing.read(DOCUMENT)?.unwrap_or_default();
            let mut codes: Known = serde_json::from_str(&text).unwrap_or_default();
            let answer = change(&mut codes);
            // Names, numbers and text always become JSON.
            changing.write(DOCUMENT, &serde_json::to_string(&codes).unwrap_or_default())?;
            Ok::<_, EngineError>(answer)
        });
        Ok(changed?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_serves_once_and_for_ten_minutes() {
        let codes = Codes::default();
        let (code, _) = codes.make(Role::Floor, None, 0).unwrap();
        assert!(codes.take("AAAA-AAAA-", 1).unwrap().is_none());
        assert_eq!(
            codes.take(&code.to_lowercase(), 1).unwrap().map(|made| made.role),
            Some(Role::Floor)
        );
        assert!(codes.take(&code, 2).unwrap().is_none(), "it was used");
        let (code, _) = codes.make(Role::Owner, None, 0).unwrap();
        assert!(codes.take(&code, LIFETIME_MS).unwrap().is_none(), "it is over");
    }

    #[test]
    fn however_many_are_asked_for_only_so_many_are_kept() {
        let codes = Codes::default();
        let (first, _) = codes.make(Role::Floor, None, 0).unwrap();
        for _ in 0..MOST {
            codes.make(Role::Floor, None, 0).unwrap();
        }
        assert!(codes.take(&first, 1).unwrap().is_none());
    }
}
