//! Why a product is shown, as facts; whoever shows it makes a sentence of them.
//!
//! To add a reason, write its variant here and its English sentence in `nova-api`'s `english.rs`, run
//! `cargo xtask gen`, and write its phrase in `ui/src/views/reason-text.ts` with its key in the six languages of
//! `ui/src/i18n`. Neither the workspace nor the page compiles until all of them are there.

use crate::attribute::{Attribute, Field};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a product was found, dealt or put into a look. Values are spelt as the shop or the query spells them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Reason {
    /// Words of the query that stand in the product's facts, in the query's order; at least one.
    Said {
        /// The words.
        words: Vec<String>,
    },
    /// What of the query its picture was seen to show, where the shop does not say; a guess, told as one.
    Looks {
        /// The words, as the query spells them.
        words: Vec<String>,
    },
    /// It suits an occasion or a wish of the query, by what its shop says.
    Suits {
        /// The occasion or the wish, as the query spells it.
        what: String,
        /// What that was read as.
        read_as: Vec<String>,
    },
    /// Its picture is close to the photo that was shown.
    Photo,
    /// Another of its pictures, from behind or from near, is close to the photo that was shown.
    View,
    /// It suits the occasion or season that was asked for.
    Context {
        /// The word of the shop's that says so.
        value: String,
    },
    /// It is shown to learn what the client thinks of such things, and not as the best.
    Explored,
    /// It looks like what the client liked.
    Picture,
    /// Other clients liked it.
    Crowd,
    /// Its words have much in common with those of what the client liked.
    Content,
    /// The client likes what has this attribute.
    Attribute(Attribute),
    /// Its main colour goes with that of the piece beside it.
    Harmony {
        /// Its own colour.
        own: String,
        /// The other piece's colour.
        other: String,
    },
    /// It shares an occasion, a season or a style with the piece beside it.
    Shared(Attribute),
    /// Its picture goes well with that of the piece beside it.
    Together,
}

impl Reason {
    /// That two pieces share a value of a field.
    pub fn shared(field: Field, value: &str) -> Reason {
        let value = value.to_owned();
        Reason::Shared(Attribute { field, value })
    }
}
