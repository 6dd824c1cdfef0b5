//! What other servers of a shop changed, as the commands that might have changed it, for pages that show it.

use crate::error::WireError;
use crate::session::Session;
use std::collections::BTreeMap;

/// In place of a command's name where nobody knows which one it was: something of a client changed.
pub const ELSEWHERE: &str = "elsewhere";

/// What was looked at last.
#[derive(Default)]
pub struct Elsewhere {
    settings: Option<BTreeMap<String, String>>,
}

impl Session {
    /// Looks at what other servers changed since the last look, takes it over, and tells of each part of it, as a command and the
    /// client whose it is. To be called every second or so.
    ///
    /// # Errors
    /// When the database does not answer; what was not told is told the next time.
    pub fn look_elsewhere(
        &self,
        last: &mut Elsewhere,
        tell: &dyn Fn(&str, Option<String>),
    ) -> Result<(), WireError> {
        let engine = self.engine();
        for client in engine.clients_changed_elsewhere()? {
            tell(ELSEWHERE, client);
        }
        let mut settings = engine.settings()?.values;
        // What a device keeps for itself is named after it, and nobody else's.
        settings.retain(|key, _| !key.contains('/'));
        let before = last.settings.replace(settings);
        if before.is_some() && before != last.settings {
            tell("set_setting", None);
        }
        if engine.look_again()? {
            tell("import", None);
        }
        Ok(())
    }
}
