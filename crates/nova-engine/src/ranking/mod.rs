//! How a gallery is ranked for a query: what the words were read as, how close each row is, what is added to that for what
//! the rows say, which band a row stands in, in which order the rows come, and why each was found.
//!
//! All of it follows from a gallery and a query. Deliberately absent: caches, the model and the answer (`search`).

mod band;
mod context;
mod explain;
mod mask;
mod near;
mod order;
mod reach;
mod sentence;
mod sides;
mod steer;
mod verdict;

pub use band::Band;
pub(crate) use band::Bands;
pub(crate) use context::Context;
pub(crate) use explain::{close_to_photo, reasons};
pub(crate) use mask::Mask;
pub(crate) use near::{Found, Near, NearSide, gains, level};
pub(crate) use order::{compare, ranked, sorted, variants};
pub(crate) use reach::{KEY as REACH, answered, kept as kept_reach};
pub(crate) use sentence::{Asked, Sentence, refusals};
pub use sentence::{Grasp, ReadPart, ReadPrice, Role, Understanding};
pub(crate) use sides::{Cosines, Keyed, REFUSED, Scored, fused_values, fused_weights, own_embedding, steer};
pub(crate) use steer::refused_rows;
pub(crate) use verdict::Verdict;
