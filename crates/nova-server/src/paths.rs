//! Where requests name files. A device has none of the server's; it names what it uploaded and what it will download.

use serde_json::Value;

/// What a device does with a file that a request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It is read: what was uploaded before.
    Read,
    /// It is written, to be downloaded after.
    Write,
    /// It cannot be named by a device.
    Never,
}

/// Fields that name files, by command; steps lead into objects.
const FIELDS: [(&str, &[&str], Use); 25] = [
    ("add_model", &["source"], Use::Read),
    ("backup", &["file"], Use::Write),
    ("complete", &["image"], Use::Read),
    ("export_profile", &["file"], Use::Write),
    ("import", &["source"], Use::Read),
    ("import", &["images"], Use::Never),
    ("import_clients", &["file"], Use::Read),
    ("import_looks", &["file"], Use::Read),
    ("import_orders", &["file"], Use::Read),
    ("import_preview", &["source"], Use::Read),
    ("import_preview", &["images"], Use::Never),
    ("import_profile", &["file"], Use::Read),
    ("lookbook", &["file"], Use::Write),
    ("print_board", &["file"], Use::Write),
    ("reactions", &["file"], Use::Read),
    ("remember_search", &["request", "image"], Use::Read),
    ("remember_search", &["request", "images"], Use::Read),
    ("restore", &["file"], Use::Read),
    ("save_search", &["request", "image"], Use::Read),
    ("save_search", &["request", "images"], Use::Read),
    ("search", &["image"], Use::Read),
    ("search", &["images"], Use::Read),
    ("set_entry", &["entry", "photo"], Use::Read),
    ("set_logo", &["file"], Use::Read),
    ("share_board", &["file"], Use::Write),
];

/// Calls `visit` with each file that a request names; it is replaced by what that answers.
///
/// # Errors
/// Those of `visit`.
pub fn replace<E>(
    command: &str,
    request: &mut Value,
    mut visit: impl FnMut(Use, &str) -> Result<String, E>,
) -> Result<(), E> {
    for (_, steps, uses) in FIELDS.iter().filter(|(name, _, _)| *name == command) {
        let mut place = Some(&mut *request);
        for step in *steps {
            place = place.and_then(|value| value.get_mut(*step));
        }
        match place {
            Some(Value::String(file)) => *file = visit(*uses, file)?,
            Some(Value::Array(files)) => {
                for file in files {
                    if let Value::String(file) = file {
                        *file = visit(*uses, file)?;
                    }
                }
            }
            // Anything else is no file, and is refused by the command.
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_file_of_a_request_is_found_and_nothing_else() {
        let mut request = json!({ "image": "a", "images": ["b", "c"], "text": "d" });
        let mut seen = Vec::new();
        let replaced: Result<(), ()> = replace("search", &mut request, |uses, file| {
            seen.push((uses, file.to_owned()));
            Ok(file.to_uppercase())
        });
        assert!(replaced.is_ok());
        assert_eq!(
            request,
            json!({ "image": "A", "images": ["B", "C"], "text": "d" })
        );
        assert!(seen.iter().all(|(uses, _)| *uses == Use::Read));
    }

    #[test]
    fn commands_are_those_of_the_table() {
        for (command, _, _) in FIELDS {
            assert!(nova_api::NAMES.contains(&command), "{command}");
        }
    }
}
