//! Who asks. The window and the terminal are the library's own desk and may do everything; a device that was paired with a
//! server beside them has a role, things of its own that the library keeps for it, and perhaps a client who holds it.
//!
//! How a device proves which it is, is a matter of whoever serves it. What a client may ask for is in `kiosk`.

use crate::commands::{Emit, dispatch};
use crate::error::WireError;
use crate::kiosk;
use crate::session::Session;
use nova_engine::{
    EndKioskRequest, GUEST, SetPinRequest, SetSettingRequest, SettingsResponse, StartKioskRequest,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a device is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Everything.
    Owner,
    /// All that concerns clients and pieces; not what changes the catalogue, the shop or the model.
    Stylist,
    /// Searches and looks; nothing of any client.
    Floor,
    /// One client's own quiz, deck, searches, favourites and looks.
    Kiosk,
}

/// A device that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// What it may do.
    pub role: Role,
    /// The client whom a kiosk serves; of no meaning for other roles.
    pub client: Option<String>,
    /// Name under which the library keeps what is the device's own: at most 40 letters, digits and `-`.
    pub place: String,
}

/// Commands that a stylist may not give: they change the catalogue, the model or the shop, or concern the whole library.
const OF_THE_OWNER: [&str; 21] = [
    "add_model",
    "backup",
    "cancel",
    "doctor",
    "fetch_pictures",
    "forget_columns",
    "import",
    "import_clients",
    "import_demo",
    "import_looks",
    "import_orders",
    "import_preview",
    "import_profile",
    "learn",
    "remove_model",
    "restore",
    "set_logo",
    "set_pin",
    "undo_import",
    "use_model",
    "verify_models",
];

/// Commands that the floor may give: all that concern no client.
const OF_THE_FLOOR: [&str; 12] = [
    "complete",
    "facets",
    "instead",
    "kiosk",
    "learning",
    "map",
    "product",
    "profiles",
    "search",
    "set_setting",
    "settings",
    "similar",
];

/// Commands that change nothing that another device shows.
const READING: [&str; 34] = [
    "arrivals",
    "backup",
    "boards",
    "cancel",
    "chosen_pieces",
    "client_file",
    "complete",
    "doctor",
    "end_kiosk",
    "export_profile",
    "facets",
    "favourites",
    "fit",
    "history",
    "import_preview",
    "insights",
    "instead",
    "kiosk",
    "learning",
    "list_clients",
    "lookbook",
    "map",
    "models",
    "newer_version",
    "prepare_visit",
    "print_board",
    "product",
    "profiles",
    "quarantine",
    "quiz_options",
    "search",
    "searches",
    "settings",
    "similar",
];
/// More of them, whose answers stand on what is kept.
const READING_TOO: [&str; 7] = [
    "remember_search",
    "set_setting",
    "share_board",
    "start_kiosk",
    "stats",
    "taste",
    "verify_models",
];

/// Why a command was not carried out for a device.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// It is not for the device's role. The same whether or not what it asks for is there.
    #[error("this is not for your role")]
    Forbidden,
    /// It was carried out, and failed.
    #[error(transparent)]
    Failed(#[from] WireError),
}

/// What of the window's settings is each device's own.
const OWN_SETTINGS: [&str; 7] = [
    "theme", "language", "client", "welcomed", "last", "zoom", "pictures",
];

/// Whether a command changes what other devices may show. `next_cards` writes what it dealt, and is left out all the same:
/// a deck that was dealt on one device is none of another's.
pub fn changes(name: &str) -> bool {
    name != "next_cards" && !READING.contains(&name) && !READING_TOO.contains(&name)
}

/// Whether a role may give a command at all. A device in a client's hands may less.
pub fn may(role: Role, name: &str) -> bool {
    match role {
        Role::Owner => true,
        Role::Stylist => !OF_THE_OWNER.contains(&name),
        Role::Floor => OF_THE_FLOOR.contains(&name),
        Role::Kiosk => kiosk::may(name),
    }
}

impl Session {
    /// Runs a command for a device; `emit` hears the events of a job. What `place` keeps for itself (its theme, its client
    /// at hand, who holds it) is its own.
    ///
    /// # Errors
    /// As [`Session::call`], and [`CallError::Forbidden`] for what the device's role may not ask for.
    pub fn call_as(
        &self,
        caller: &Caller,
        name: &str,
        request: Value,
        emit: &(dyn Fn(Value) + Sync),
    ) -> Result<Value, CallError> {
        if let Some(client) = self.holder(caller) {
            let request = kiosk::admitted(&client, name, request)?;
            let answer = self.of_a_place(caller, name, request, emit)?;
            return Ok(kiosk::shown(&client, name, answer));
        }
        if !may(caller.role, name) {
            return Err(CallError::Forbidden);
        }
        let request = match caller.role {
            Role::Floor => without_client(request)?,
            Role::Owner | Role::Stylist | Role::Kiosk => request,
        };
        if name == "set_setting" && caller.role != Role::Owner && !is_own(&request) {
            return Err(CallError::Forbidden);
        }
        let mut answer = self.of_a_place(caller, name, request, emit)?;
        if caller.role == Role::Floor
            && name == "profiles"
            && let Some(profiles) = answer["profiles"].as_array_mut()
        {
            profiles.retain(|profile| profile["name"] == GUEST);
        }
        Ok(answer)
    }

    /// The client who holds a device.
    pub fn holder(&self, caller: &Caller) -> Option<String> {
        match caller.role {
            // A kiosk whose client was not named serves the guest.
            Role::Kiosk => Some(caller.client.clone().unwrap_or_else(|| GUEST.to_owned())),
            Role::Owner | Role::Stylist | Role::Floor => self.engine().kiosk_at(&caller.place).client,
        }
    }

    /// Forgets what the library keeps for a device.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn forget_place(&self, place: &str) -> Result<(), WireError> {
        self.engine().forget_kiosk_at(place)?;
        for key in OWN_SETTINGS {
            self.engine().set_setting(&SetSettingRequest {
                key: kept(place, key),
                value: None,
            })?;
        }
        Ok(())
    }

    /// A command that was let through, with what is the device's own in place of the desk's.
    fn of_a_place(
        &self,
        caller: &Caller,
        name: &str,
        request: Value,
        emit: Emit<'_>,
    ) -> Result<Value, WireError> {
        let (engine, place) = (self.engine(), caller.place.as_str());
        match name {
            "kiosk" => {
                let mut kiosk = engine.kiosk_at(place);
                kiosk.client = self.holder(caller);
                written(name, &kiosk)
            }
            "start_kiosk" => {
                let request: StartKioskRequest = read(name, request)?;
                written(name, &engine.start_kiosk_at(place, &request)?)
            }
            // Nobody handed a kiosk over, and so nobody takes it back.
            "end_kiosk" if caller.role == Role::Kiosk => Err(WireError::for_the_stylist()),
            "end_kiosk" => {
                let request: EndKioskRequest = read(name, request)?;
                written(name, &engine.end_kiosk_at(place, &request)?)
            }
            "set_pin" => {
                let request: SetPinRequest = read(name, request)?;
                written(name, &engine.set_pin(&request)?)
            }
            "settings" => written(name, &own_settings(place, engine.settings()?)),
            "set_setting" => {
                let mut request: SetSettingRequest = read(name, request)?;
                if OWN_SETTINGS.contains(&request.key.as_str()) {
                    request.key = kept(place, &request.key);
                }
                written(name, &own_settings(place, engine.set_setting(&request)?))
            }
            _ => dispatch(self, name, request, emit),
        }
    }
}

fn read<T: serde::de::DeserializeOwned>(name: &str, request: Value) -> Result<T, WireError> {
    crate::commands::read(name, request)
}

fn written(name: &str, answer: &impl Serialize) -> Result<Value, WireError> {
    crate::commands::answer(name, answer)
}

/// Key under which the library keeps a device's own setting.
fn kept(place: &str, key: &str) -> String {
    format!("{place}/{key}")
}

fn is_own(request: &Value) -> bool {
    OWN_SETTINGS.iter().any(|key| request["key"] == *key)
}

/// The settings as a device sees them: the shop's, and its own.
fn own_settings(place: &str, all: SettingsResponse) -> SettingsResponse {
    let values = all
        .values
        .into_iter()
        .filter_map(|(key, value)| match key.split_once('/') {
            Some((other, own)) if other == place => Some((own.to_owned(), value)),
            Some(_) => None,
            None if OWN_SETTINGS.contains(&key.as_str()) => None,
            None => Some((key, value)),
        });
    let mut values: BTreeMap<String, String> = values.collect();
    // Whoever comes by a server is no stranger to what this is.
    values
        .entry("welcomed".to_owned())
        .or_insert_with(|| "true".to_owned());
    SettingsResponse { values }
}

/// A request of the floor's, which names no client but the guest and searches for nobody.
fn without_client(request: Value) -> Result<Value, CallError> {
    let Value::Object(mut fields) = request else {
        return Ok(request);
    };
    match fields.remove("profile") {
        None | Some(Value::Null) => Ok(Value::Object(fields)),
        Some(guest) if guest == GUEST => Ok(Value::Object(fields)),
        // The same for a client who is there and for one who is not.
        Some(_) => Err(CallError::Forbidden),
    }
}
