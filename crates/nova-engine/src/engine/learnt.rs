//! What was learnt on top of the model, as the library keeps it.

use super::Engine;
use crate::learnt::{Applied, LeftAside, is_there};
use crate::locks::locked;
use crate::slot::identity;
use nova_store::ModelIdentity;

impl Engine {
    /// What was learnt for a model, where it can be used.
    pub(crate) fn learnt_for(&self, model: &ModelIdentity) -> Option<Applied> {
        Applied::read(&self.library, model).ok().flatten()
    }

    /// Why the library's file of what was learnt does not serve; `None` where there is none, or it can.
    pub(crate) fn left_aside(&self) -> Option<LeftAside> {
        let info = self.inspect_model(&self.slot().folder).ok()?;
        Applied::read(&self.library, &identity(&info)).err()
    }

    /// Whether there is a file of what was learnt.
    pub(crate) fn has_learnt(&self) -> bool {
        is_there(&self.library.learnt())
    }

    /// Stops what [`Engine::learn_by_itself`] began, as it would learn a catalogue that is about to change.
    pub(crate) fn stop_learning_by_itself(&self) {
        if let Some(cancel) = locked(&self.learning_by_itself).as_ref() {
            cancel.cancel();
        }
    }
}
