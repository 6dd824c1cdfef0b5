//! What a gallery's products say, in one piece: it is made together, kept in the snapshot, and read from there.

use super::Gallery;
use crate::columns::Columns;
use crate::concepts::Concepts;
use crate::item::Item;
use crate::lexicon::Lexicon;
use crate::vocabulary;
use nova_query::{Language, ShopWords};
use serde::{Deserialize, Serialize};

/// What the products of a gallery say.
#[derive(Serialize, Deserialize)]
pub(crate) struct Words {
    /// The language that the shop writes in; `None` where its words tell none.
    pub language: Option<Language>,
    /// The rows by the words of their products.
    pub lexicon: Lexicon,
    /// What the rows say by the concepts of the vocabulary.
    pub concepts: Concepts,
    /// What the shop calls its things.
    pub shop: ShopWords,
    /// What the products have in the fields that can be filtered.
    pub columns: Columns,
}

impl Words {
    /// Reads the products of a gallery.
    pub fn new(gallery: &Gallery) -> Words {
        let items: Vec<&Item> = (0..gallery.rows()).map(|row| gallery.item(row)).collect();
        let language = vocabulary::language_of(&gallery.items);
        let ((lexicon, concepts), (shop, columns)) = rayon::join(
            || rayon::join(|| Lexicon::new(&items), || Concepts::new(&items, language)),
            || {
                rayon::join(
                    || vocabulary::shop_words(&gallery.items, language),
                    || Columns::new(&gallery.items),
                )
            },
        );
        Words {
            language,
            lexicon,
            concepts,
            shop,
            columns,
        }
    }
}
