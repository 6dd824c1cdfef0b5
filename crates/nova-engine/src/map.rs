//! The catalogue as a map. How it is laid out is in `layout`; how it is drawn and zoomed is the window's matter.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::layout::MapResponse;

impl Engine {
    /// The catalogue laid out by what its pictures look like; made once for each state of the catalogue.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn map(&self) -> Result<MapResponse, EngineError> {
        Ok(self.shelf().map().clone())
    }
}
