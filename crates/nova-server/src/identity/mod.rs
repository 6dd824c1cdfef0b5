//! Who is who: devices that were paired, the codes that pair them, and the tokens that they show.
//!
//! A device is paired once, with a code that somebody who may do so asked for and that serves once, for ten minutes. From
//! then on it shows a signed token that is over in ten minutes, and gets the next one for a secret that changes each time.
//! What a device may do is looked up at each request, so that taking it off works at once.

mod codes;
mod devices;
pub mod secrets;
mod tokens;

pub use codes::Codes;
pub use devices::{Device, Devices, REFRESH_MS, Refreshed};
pub use tokens::{LIFETIME_S, Tokens};
