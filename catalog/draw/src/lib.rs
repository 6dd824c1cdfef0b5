//! Draws the demo catalogue and the application icon of StyleNova.
//!
//! A picture is made in four steps. A module of [`garments`] takes a seeded random
//! source, chooses a [`cloth`] and a cut, and lays [`piece`]s on one another as a
//! drawing, stating beside it what it shows ([`facts`]). The [`studio`] fills the
//! pieces, lights their relief and sets them before a pale [`ground`]. [`describe`]
//! tells the facts as a record of the [`catalogue`], which writes the files. The
//! same seed always gives the same bytes.
//!
//! Not here: reading catalogues (the engine's import does that) and anything about
//! the search.

pub mod bodice;
pub mod brand;
pub mod catalogue;
pub mod cloth;
pub mod collar;
pub mod curve;
pub mod describe;
pub mod error;
pub mod facts;
pub mod garments;
pub mod ground;
pub mod icon;
pub mod last;
pub mod legs;
mod light;
pub mod motif;
pub mod noise;
pub mod palette;
pub mod pattern;
pub mod piece;
pub mod range;
pub mod relief;
pub mod skirt;
pub mod sleeve;
pub mod studio;
pub mod trim;
pub mod vocabulary;
pub mod weave;
