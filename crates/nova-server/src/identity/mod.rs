//! Who is who: devices that were paired, the codes that pair them, and the tokens that they show.
//!
//! A device is paired once, with a code that somebody who may do so asked for and that serves once, for ten minutes. From
//! then on it shows a signed token that is over in ten minutes, and gets the next one for a secret that changes each time.
//! What a device may do is looked up at each request, so that taking it off works at once.

mod codes;
mod devices;
mod pairing;
mod qr;
pub(crate) mod secrets;
mod session;
mod tokens;
mod who;

pub use pairing::{Announcement, announce};

/// What travels, for the document that describes it.
pub(crate) mod wire {
    pub use super::pairing::{CodeAnswer, CodeRequest, DevicesAnswer};
    pub use super::session::{PairRequest, RefreshRequest};
}

pub(crate) use codes::Codes;
pub(crate) use devices::Devices;
pub(crate) use pairing::{devices, new_code, take_off};
pub(crate) use session::{SessionAnswer, current, pair, refresh, sign_out};
pub(crate) use tokens::Tokens;
pub(crate) use who::Who;
