//! Draws the demo catalogue and the application icon.

pub mod bodice;
pub mod brand;
pub mod catalogue;
pub mod collar;
pub mod cloth;
pub mod curve;
pub mod describe;
pub mod error;
pub mod facts;
pub mod garments;
pub mod ground;
pub mod icon;
pub mod last;
pub mod legs;
pub mod motif;
pub mod noise;
pub mod palette;
pub mod pattern;
pub mod range;
pub mod relief;
pub mod skirt;
pub mod studio;
pub mod trim;
pub mod weave;
