//! Pictures that the catalogue names by an address and that are not here, as they are told. How they are found and
//! downloaded is in `fetch`.

use nova_domain::PictureFault;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// What a download brought, or would.
#[derive(Debug, Clone, Default, Serialize, TS, JsonSchema)]
pub struct FetchPicturesResponse {
    /// Pictures that the catalogue names by an address and that were not here.
    pub wanted: usize,
    /// Pictures that arrived.
    pub fetched: usize,
    /// Pictures that did not, at most a thousand.
    pub failed: Vec<FailedPicture>,
    /// Bytes that arrived.
    #[ts(type = "number")]
    pub bytes: u64,
    /// The machines that are asked, those of the most pictures first.
    pub hosts: Vec<PictureHost>,
    /// Milliseconds.
    pub took_ms: f64,
}

/// A picture that could not be had.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct FailedPicture {
    /// A product that it belongs to.
    pub id: String,
    /// Where it should be.
    pub address: String,
    /// Why it is not here, in English.
    pub reason: String,
    /// The same as a fact.
    pub why: FetchFault,
}

/// Why a picture could not be had.
///
/// To add a fault, write its variant here, run `cargo xtask gen`, and write its text, `fetch.…`, in the six languages of
/// `ui/src/i18n`. The page does not compile until they are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum FetchFault {
    /// The address is none that is followed.
    Address,
    /// It leads to a machine of the local network.
    Local,
    /// There is no such machine.
    NoHost {
        /// Its name.
        host: String,
    },
    /// The server says no.
    Status {
        /// The status of HTTP.
        status: u16,
    },
    /// The server asks to wait for longer than anybody would.
    ComeBack {
        /// Seconds.
        seconds: u64,
    },
    /// It leads on and on.
    Redirects,
    /// It is too large.
    TooLarge {
        /// Megabytes that are read.
        megabytes: u64,
    },
    /// The server took too long.
    TooSlow,
    /// The connection ended too early.
    Cut,
    /// The connection failed.
    Connection,
    /// What came cannot be used.
    Picture {
        /// Why.
        fault: PictureFault,
    },
}

/// A machine that pictures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct PictureHost {
    /// Its name.
    pub host: String,
    /// Pictures that it has.
    pub pictures: usize,
}
