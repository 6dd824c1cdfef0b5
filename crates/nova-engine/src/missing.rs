//! Pictures that the catalogue names by an address and that are not here, as they are told. How they are found and
//! downloaded is in `fetch`.

use serde::Serialize;
use ts_rs::TS;

/// What a download brought, or would.
#[derive(Debug, Clone, Default, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
pub struct FailedPicture {
    /// A product that it belongs to.
    pub id: String,
    /// Where it should be.
    pub address: String,
    /// Why it is not here.
    pub reason: String,
}

/// A machine that pictures come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PictureHost {
    /// Its name.
    pub host: String,
    /// Pictures that it has.
    pub pictures: usize,
}
