//! A lookbook as pages.

use super::{How, mark, pieces};
use crate::client::boards::Pinned;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::lookbook::{Contents, LookbookTexts};
use crate::shop::Shop;
use nova_print::{Book, Fonts, Part};

impl Engine {
    /// A lookbook as PDF, and the characters in it that no font has.
    pub(crate) fn lookbook_pages(
        &self,
        gallery: &Gallery,
        texts: &LookbookTexts,
        shop: &Shop,
        contents: &Contents,
        prices: bool,
    ) -> Result<(Vec<u8>, String), EngineError> {
        let how = How {
            prices,
            pictures: true,
            language: &texts.language,
        };
        let parts = contents.parts.iter().map(|(title, pieces)| Part {
            title: title.clone(),
            pieces: *pieces,
        });
        let book = Book {
            language: texts.language.clone(),
            right_to_left: texts.right_to_left,
            title: texts.title.clone(),
            shop: shop.name.clone(),
            logo: shop.logo.as_deref().and_then(mark),
            greeting: texts.greeting.clone(),
            sizes: texts.sizes.clone(),
            sold: texts.sold.clone(),
            total: total(&contents.pieces, &texts.language)
                .filter(|_| prices)
                .map(|total| format!("{} {total}", texts.total)),
            footer: texts.footer.clone(),
            pieces: pieces(self, gallery, &contents.pieces, &how),
            parts: parts.collect(),
        };
        let sheet = book.set(&Fonts::system());
        Ok((sheet.pdf()?, sheet.missing.iter().collect()))
    }
}

/// The sum of all prices, where there are several, all in one currency, and none is missing.
fn total(pinned: &[Pinned], language: &str) -> Option<String> {
    let currency = &pinned.first()?.currency;
    let prices: Option<Vec<f64>> = pinned
        .iter()
        .map(|pin| pin.price.filter(|_| pin.currency == *currency))
        .collect();
    let prices = prices.filter(|prices| prices.len() > 1)?;
    Some(nova_print::money(prices.iter().sum(), currency, language))
}
