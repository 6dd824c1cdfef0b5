//! What a client may ask for while the window is in their hands: their own quiz, deck, searches, favourites and looks, and
//! nothing that names anybody else, changes the catalogue, or touches files. Whatever carries commands asks here, so a
//! page that offers more is refused all the same. What a kiosk is, is in `nova-engine`'s `kiosk`.

use crate::error::WireError;
use serde_json::{Map, Value};

/// Commands for the client at hand: their request's `profile` is that client, and naming another is refused.
const OF_THE_CLIENT: [&str; 11] = [
    "complete",
    "favourites",
    "fit",
    "next_cards",
    "quiz",
    "redo",
    "remember_search",
    "set_favourite",
    "swipe",
    "taste",
    "undo",
];

/// Commands that concern no client.
const OF_THE_SHOP: [&str; 10] = [
    "end_kiosk",
    "facets",
    "instead",
    "kiosk",
    "product",
    "profiles",
    "quiz_options",
    "search",
    "similar",
    "settings",
];

/// What the window keeps and a client may see: how the page looks, and its language. The rest says where the stylist was.
const SETTINGS: [&str; 7] = [
    "theme", "language", "zoom", "pictures", "welcomed", "shop", "logo",
];
/// What of it a client may change.
const THEIR_SETTINGS: [&str; 3] = ["language", "zoom", "pictures"];

/// Whether a client may give a command at all.
pub(crate) fn may(name: &str) -> bool {
    name == "set_setting" || OF_THE_SHOP.contains(&name) || OF_THE_CLIENT.contains(&name)
}

/// The request as the client may make it.
///
/// # Errors
/// When it is for the stylist, or for another client.
pub(crate) fn admitted(client: &str, name: &str, request: Value) -> Result<Value, WireError> {
    if reads_a_file(&request) {
        return Err(WireError::for_the_stylist());
    }
    if OF_THE_SHOP.contains(&name) {
        return Ok(request);
    }
    if name == "set_setting" && THEIR_SETTINGS.iter().any(|key| request["key"] == *key) {
        return Ok(request);
    }
    if !OF_THE_CLIENT.contains(&name) {
        return Err(WireError::for_the_stylist());
    }
    let mut fields = match request {
        Value::Object(fields) => fields,
        Value::Null => Map::new(),
        other => return Ok(other),
    };
    let named = fields.insert("profile".to_owned(), Value::from(client));
    match named {
        None | Some(Value::Null) => Ok(Value::Object(fields)),
        Some(Value::String(same)) if same == client => Ok(Value::Object(fields)),
        Some(_) => Err(WireError::for_the_stylist()),
    }
}

/// Whether a search is made with a photo, which is a file of this machine: a client has only what the catalogue shows. A
/// search to be remembered is made once more, and so counts as well.
fn reads_a_file(request: &Value) -> bool {
    let given = |field: &str| match request.get(field) {
        None | Some(Value::Null) => false,
        Some(Value::Array(photos)) => !photos.is_empty(),
        Some(_) => true,
    };
    given("image") || given("images") || request.get("request").is_some_and(reads_a_file)
}

/// The answer as the client may see it.
pub(crate) fn shown(client: &str, name: &str, mut answer: Value) -> Value {
    match name {
        "profiles" => {
            if let Some(profiles) = answer["profiles"].as_array_mut() {
                profiles.retain(|profile| profile["name"] == client);
            }
        }
        // Notes beside favourites are the stylist's, and so is what was searched with the client before.
        "favourites" | "set_favourite" => {
            for kept in answer["favourites"].as_array_mut().into_iter().flatten() {
                kept["note"] = Value::from("");
            }
        }
        "remember_search" => {
            for list in ["recent", "saved"] {
                answer[list] = Value::Array(Vec::new());
            }
        }
        "settings" | "set_setting" => {
            if let Some(values) = answer["values"].as_object_mut() {
                values.retain(|key, _| SETTINGS.contains(&key.as_str()));
                values.insert("client".to_owned(), Value::from(client));
            }
        }
        _ => {}
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::NAMES;
    use nova_engine::ErrorCode;
    use serde_json::json;

    #[test]
    fn only_commands_that_there_are_stand_in_the_lists() {
        for name in OF_THE_CLIENT.iter().chain(&OF_THE_SHOP) {
            assert!(NAMES.contains(name), "{name}");
        }
    }

    #[test]
    fn a_client_is_served_as_themselves_and_never_as_another() {
        let request = admitted("Amélie", "swipe", json!({ "product_id": "1" })).unwrap();
        assert_eq!(request, json!({ "product_id": "1", "profile": "Amélie" }));
        assert_eq!(
            admitted("Amélie", "taste", Value::Null).unwrap(),
            json!({ "profile": "Amélie" })
        );
        for other in [
            json!({ "profile": "Noor" }),
            json!({ "profile": "" }),
            json!({ "profile": ["Amélie"] }),
        ] {
            assert_eq!(
                admitted("Amélie", "taste", other).unwrap_err().code,
                ErrorCode::Kiosk
            );
        }
    }

    #[test]
    fn what_is_the_stylists_is_refused() {
        for name in [
            "arrivals",
            "boards",
            "client_file",
            "list_clients",
            "delete_profile",
            "import",
            "backup",
            "searches",
            "stats",
            "cancel",
            "no such",
        ] {
            assert_eq!(
                admitted("Amélie", name, json!({})).unwrap_err().code,
                ErrorCode::Kiosk,
                "{name}"
            );
        }
        let said = admitted(
            "Amélie",
            "set_setting",
            json!({ "key": "client", "value": "Noor" }),
        );
        assert_eq!(said.unwrap_err().code, ErrorCode::Kiosk);
        assert!(admitted("Amélie", "set_setting", json!({ "key": "zoom", "value": "1.5" })).is_ok());
        let photo = json!({ "image": "/home/shop/letter.jpg" });
        assert_eq!(
            admitted("Amélie", "search", photo).unwrap_err().code,
            ErrorCode::Kiosk
        );
        let letter = json!(["/home/shop/letter.jpg"]);
        for (name, request) in [
            ("complete", json!({ "image": "/home/shop/letter.jpg" })),
            ("search", json!({ "images": letter })),
            ("remember_search", json!({ "request": { "images": letter } })),
        ] {
            let said = admitted("Amélie", name, request);
            assert_eq!(said.unwrap_err().code, ErrorCode::Kiosk, "{name}");
        }
        let none = json!({ "text": "red", "image": null, "images": [] });
        assert!(admitted("Amélie", "search", none).is_ok());
    }

    #[test]
    fn no_answer_names_anybody_else() {
        let profiles = json!({ "profiles": [{ "name": "Amélie" }, { "name": "Noor" }], "guest": "guest" });
        assert_eq!(
            shown("Amélie", "profiles", profiles)["profiles"],
            json!([{ "name": "Amélie" }])
        );
        let kept = json!({ "favourites": [{ "id": "1", "note": "too dear for her" }] });
        assert_eq!(shown("Amélie", "favourites", kept)["favourites"][0]["note"], "");
        let searched = json!({ "recent": [{ "text": "for a large bust" }], "saved": [] });
        assert_eq!(shown("Amélie", "remember_search", searched)["recent"], json!([]));
        let settings = json!({ "values": { "theme": "dark", "last": "{…}", "client": "Noor" } });
        assert_eq!(
            shown("Amélie", "settings", settings)["values"],
            json!({ "theme": "dark", "client": "Amélie" })
        );
    }
}
