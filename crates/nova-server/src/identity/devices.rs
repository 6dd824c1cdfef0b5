//! The devices that were paired, in a document of the library.

use super::codes::Invitation;
use super::secrets::{kept, name, secret};
use crate::error::ServeError;
use nova_api::{Caller, Documents, Role};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, RwLock};

/// For how long a device that is not used stays signed in, in milliseconds.
pub const REFRESH_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// For how long the secret before the last one is let pass, in milliseconds: two pages of one device may refresh at once.
const GRACE_MS: i64 = 30 * 1000;
const DOCUMENT: &str = "server/devices.json";
/// Longest name of a device, in characters.
const LONGEST_NAME: usize = 60;
/// Most devices; far more than a shop has.
const MOST: usize = 10_000;

/// A device that was paired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it calls itself.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// The client of a kiosk.
    #[serde(default)]
    pub client: Option<String>,
    /// When it was paired, in milliseconds since 1970.
    pub paired_at: i64,
    /// When it last got a token, in milliseconds since 1970.
    pub seen_at: i64,
    /// Its secret, as it is kept.
    secret: String,
    /// The secret before, which tells a thief from the device.
    #[serde(default)]
    previous: String,
}

impl Device {
    /// As the command table knows it.
    pub fn caller(&self, id: &str) -> Caller {
        Caller {
            role: self.role,
            client: self.client.clone(),
            place: id.to_owned(),
        }
    }
}

/// What came of a refresh.
#[derive(Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// Access for the device; with its new secret, or `None` where another page of it has that already.
    Granted {
        /// The device.
        id: String,
        /// Its secret from now on.
        secret: Option<String>,
    },
    /// A secret that was replaced long ago came again: somebody has a copy of it, and the device was taken off.
    Stolen {
        /// The device.
        id: String,
    },
    /// No device has this secret, or it was not used for too long.
    Refused,
}

/// The devices that were paired.
pub struct Devices {
    documents: Documents,
    /// Whoever takes over what the document says has read it in this turn, so that nothing newer is overwritten.
    turn: Mutex<()>,
    devices: RwLock<BTreeMap<String, Device>>,
}

impl Devices {
    /// Those of a library.
    ///
    /// # Errors
    /// When their document cannot be read, or is damaged.
    pub fn open(documents: Documents) -> Result<Devices, ServeError> {
        let devices = read(documents.read(DOCUMENT)?)?;
        Ok(Devices {
            documents,
            turn: Mutex::default(),
            devices: RwLock::new(devices),
        })
    }

    /// Adds a device; answers with its name for the server and its secret. `None` where there are too many.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub fn add(
        &self,
        called: &str,
        invitation: Invitation,
        now: i64,
    ) -> Result<Option<(String, String)>, ServeError> {
        let (id, secret) = (name(), secret());
        let called: String = called
            .trim()
            .chars()
            .filter(|letter| !letter.is_control())
            .take(LONGEST_NAME)
            .collect();
        let device = Device {
            name: called,
            role: invitation.role,
            client: invitation.client,
            paired_at: now,
            seen_at: now,
            secret: kept(&secret),
            previous: String::new(),
        };
        self.change(|devices| {
            if devices.len() >= MOST {
                return None;
            }
            devices.insert(id.clone(), device);
            Some((id, secret))
        })
    }

    /// A device by its name for the server.
    pub fn find(&self, id: &str) -> Option<Device> {
        self.read(|devices| devices.get(id).cloned())
    }

    /// All of them, in the order of their names for the server.
    pub fn all(&self) -> Vec<(String, Device)> {
        self.read(|devices| {
            devices
                .iter()
                .map(|(id, device)| (id.clone(), device.clone()))
                .collect()
        })
    }

    /// Whether anybody may add devices.
    pub fn has_owner(&self) -> bool {
        self.read(|devices| devices.values().any(|device| device.role == Role::Owner))
    }

    /// Takes a device off; whether it was there.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub fn remove(&self, id: &str) -> Result<bool, ServeError> {
        self.change(|devices| devices.remove(id).is_some())
    }

    /// Takes a secret for the next one.
    ///
    /// # Errors
    /// When that cannot be written down.
    pub fn refresh(&self, given: &str, now: i64) -> Result<Refreshed, ServeError> {
        let given = kept(given);
        self.change(|devices| {
            let found = devices
                .iter_mut()
                .find(|(_, device)| device.secret == given || device.previous == given);
            let Some((id, device)) = found else {
                return Refreshed::Refused;
            };
            let id = id.clone();
            if now - device.seen_at > REFRESH_MS {
                devices.remove(&id);
                return Refreshed::Refused;
            }
            if device.secret != given {
                if now - device.seen_at <= GRACE_MS {
                    return Refreshed::Granted { id, secret: None };
                }
                devices.remove(&id);
                return Refreshed::Stolen { id };
            }
            let next = secret();
            device.previous = std::mem::replace(&mut device.secret, kept(&next));
            device.seen_at = now;
            Refreshed::Granted {
                id,
                secret: Some(next),
            }
        })
    }

    fn read<T>(&self, look: impl FnOnce(&BTreeMap<String, Device>) -> T) -> T {
        look(&self.devices.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at what other servers of the shop changed; those that were taken off meanwhile.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn look_again(&self) -> Result<Vec<String>, ServeError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let now = read(self.documents.read(DOCUMENT)?)?;
        let mut devices = self.devices.write().unwrap_or_else(PoisonError::into_inner);
        let gone = devices.keys().filter(|id| !now.contains_key(*id));
        let gone = gone.cloned().collect();
        *devices = now;
        Ok(gone)
    }

    /// Changes the devices and writes them down. What cannot be written is not changed.
    fn change<T>(&self, change: impl FnOnce(&mut BTreeMap<String, Device>) -> T) -> Result<T, ServeError> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let (after, answer) = self.documents.change(|changing| {
            let before = read(changing.read(DOCUMENT)?)?;
            let mut after = before.clone();
            let answer = change(&mut after);
            if after != before {
                // Names, numbers and text always become JSON.
                let text = serde_json::to_string_pretty(&after).unwrap_or_default();
                changing.write(DOCUMENT, &text)?;
            }
            Ok::<_, ServeError>((after, answer))
        })?;
        *self.devices.write().unwrap_or_else(PoisonError::into_inner) = after;
        Ok(answer)
    }
}

fn read(document: Option<String>) -> Result<BTreeMap<String, Device>, ServeError> {
    let Some(text) = document else {
        return Ok(BTreeMap::new());
    };
    serde_json::from_str(&text).map_err(|_| ServeError::Damaged { document: DOCUMENT })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folder: &std::path::Path) -> Result<Devices, ServeError> {
        Devices::open(Documents::in_folder(folder.to_owned()))
    }

    fn invited(role: Role) -> Invitation {
        Invitation {
            role,
            client: None,
            expires_at: i64::MAX,
        }
    }

    #[test]
    fn a_secret_is_taken_for_the_next_and_a_stolen_one_ends_the_device() {
        let folder = tempfile::tempdir().unwrap();
        let devices = of(folder.path()).unwrap();
        let (id, first) = devices.add(" Till ", invited(Role::Floor), 0).unwrap().unwrap();
        assert_eq!(devices.find(&id).unwrap().name, "Till");
        let Refreshed::Granted {
            secret: Some(second), ..
        } = devices.refresh(&first, 1000).unwrap()
        else {
            panic!("the first secret is good");
        };
        let again = devices.refresh(&first, 2000).unwrap();
        assert_eq!(
            again,
            Refreshed::Granted {
                id: id.clone(),
                secret: None
            },
            "another page of the device"
        );
        let devices = of(folder.path()).unwrap();
        let stolen = devices.refresh(&first, 2000 + GRACE_MS).unwrap();
        assert_eq!(stolen, Refreshed::Stolen { id: id.clone() });
        assert_eq!(
            devices.refresh(&second, 3000).unwrap(),
            Refreshed::Refused,
            "who has it is not known"
        );
        assert!(devices.find(&id).is_none());
    }

    #[test]
    fn a_device_that_is_not_used_for_a_month_has_to_be_paired_again() {
        let folder = tempfile::tempdir().unwrap();
        let devices = of(folder.path()).unwrap();
        let (_, secret) = devices.add("", invited(Role::Owner), 0).unwrap().unwrap();
        assert!(devices.has_owner());
        assert_eq!(
            devices.refresh(&secret, REFRESH_MS + 1).unwrap(),
            Refreshed::Refused
        );
        assert!(!devices.has_owner());
    }

    #[test]
    fn the_document_holds_no_secret_and_a_damaged_one_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let devices = of(folder.path()).unwrap();
        let (_, secret) = devices.add("Till", invited(Role::Floor), 0).unwrap().unwrap();
        let path = folder.path().join(DOCUMENT);
        assert!(!std::fs::read_to_string(&path).unwrap().contains(&secret));
        std::fs::write(&path, "{").unwrap();
        assert!(matches!(of(folder.path()), Err(ServeError::Damaged { .. })));
    }
}
