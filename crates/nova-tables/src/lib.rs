//! Bytes to products: a file as a shop has it, whatever wrote it, becomes a list of products.
//!
//! What happens, in this order, each step in modules of its own:
//!
//! 1. bytes become rows of text: `encoding`, then `delimited` (and `fixed`), `sheet`, `json` and `xml` (both over `nested`), and
//!    `header` finds the row that names the columns; `dump`, `impex` and workbooks hold several tables, which `joined`
//!    makes one;
//! 2. columns get a meaning: `heading` takes a heading apart into `concepts`, `shape` says what the values look like, and
//!    `meaning` decides;
//! 3. it is decided how rows make products: `plan` for the columns, `grouping` for the rows;
//! 4. cells become values: `facts`, over `values`, `money`, `sizes`, `dates`, `attributes`, `category`;
//! 5. rows become products: `assemble`.
//!
//! What must be known of one shop system alone stands in `systems`, and is little.
//!
//! Deliberately absent: pictures, the library and the catalogue that is there already (`nova-engine`). A row that cannot
//! be used is left out with its reason and never stops the rest.

mod assemble;
mod attributes;
mod category;
mod collected;
pub mod columns;
pub mod concepts;
mod dates;
mod delimited;
mod dump;
mod encoding;
mod facts;
mod fault;
mod fixed;
mod grouping;
mod header;
pub mod heading;
mod html;
mod impex;
mod joined;
mod json;
mod limits;
mod linked;
pub mod meaning;
mod money;
mod nested;
mod plan;
mod read;
mod records;
mod rows;
pub mod shape;
mod sheet;
mod sizes;
mod synonyms;
mod systems;
mod table;
pub mod values;
mod xml;

pub use collected::LeftOut;
pub use fault::{RowFault, TableFault};
pub use meaning::columns_of;
pub use plan::Grouping;
pub use read::{Reading, Table, TableColumn};
pub use records::{Facts, Format, Problem};
pub use rows::Rows;
pub use synonyms::{Column, field_of, folded};
pub use systems::ShopSystem;
