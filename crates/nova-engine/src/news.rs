//! What an import changes for the better of products that were there: in stock again, in further sizes, cheaper. It is kept
//! with its time, for those who waited for it.

use crate::gallery::Gallery;
use nova_domain::Product;
use nova_store::{NewProduct, News};
use serde::{Deserialize, Serialize};

/// A change for the better.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Change {
    /// It was sold out, and can be sold.
    Back,
    /// It comes in sizes in which it did not come.
    Sizes {
        /// The sizes that came.
        sizes: Vec<String>,
    },
    /// It costs less.
    Cheaper {
        /// What it cost, in the same currency.
        before: f64,
    },
}

impl Change {
    /// A change as it was kept; `None` where a newer version wrote it.
    pub fn of(news: &News) -> Option<Change> {
        serde_json::from_str(&news.change).ok()
    }

    fn name(&self) -> &'static str {
        match self {
            Change::Back => "back",
            Change::Sizes { .. } => "sizes",
            Change::Cheaper { .. } => "cheaper",
        }
    }
}

/// The changes for the better from the catalogue as it was to the one that takes its place. Prices that come without a currency
/// are in `currency`, as they are in a gallery.
pub(crate) fn news(before: &Gallery, after: &[NewProduct], currency: Option<&str>, at: i64) -> Vec<News> {
    let changed = after.iter().filter_map(|new| {
        let old = before.find(new.product.id.as_str()).ok()?;
        Some((new, changes(&old.product, &new.product, currency)))
    });
    changed
        .flat_map(|(new, changes)| {
            changes.into_iter().filter_map(move |change| {
                Some(News {
                    product: new.product.id.as_str().to_owned(),
                    kind: change.name().to_owned(),
                    change: serde_json::to_string(&change).ok()?,
                    at,
                })
            })
        })
        .collect()
}

fn changes(before: &Product, after: &Product, currency: Option<&str>) -> Vec<Change> {
    let mut changes = Vec::new();
    if !before.in_stock() && after.in_stock() {
        changes.push(Change::Back);
    }
    // A catalogue that told no sizes before brings none now that were missing.
    if !before.sizes.is_empty() {
        let had = |size: &String| before.sizes.iter().any(|own| own.eq_ignore_ascii_case(size));
        let sizes: Vec<String> = after.sizes.iter().filter(|size| !had(size)).cloned().collect();
        if !sizes.is_empty() {
            changes.push(Change::Sizes { sizes });
        }
    }
    let priced_in = match after.currency.as_str() {
        "" => currency.unwrap_or_default(),
        own => own,
    };
    if let (Some(old), Some(new)) = (before.price, after.price)
        && new < old
        && before.currency == priced_in
    {
        changes.push(Change::Cheaper { before: old });
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(sizes: &[&str], stock: i64, price: f64) -> Product {
        let mut product = Product::new("p", "P");
        product.sizes = sizes.iter().map(|size| (*size).to_owned()).collect();
        (product.stock, product.price) = (Some(stock), Some(price));
        product
    }

    #[test]
    fn what_is_better_than_before_is_news() {
        let before = product(&["36", "38"], 0, 80.0);
        assert_eq!(
            changes(&before, &product(&["38", "40"], 2, 60.0), None),
            [
                Change::Back,
                Change::Sizes {
                    sizes: vec!["40".to_owned()]
                },
                Change::Cheaper { before: 80.0 }
            ]
        );
        assert!(changes(&before, &before, None).is_empty());
        assert!(changes(&product(&[], 1, 60.0), &product(&["38"], 0, 80.0), None).is_empty());
        let mut francs = product(&["36"], 0, 60.0);
        francs.currency = "CHF".to_owned();
        assert!(changes(&before, &francs, None).is_empty(), "in another currency");
        let mut euros = before.clone();
        euros.currency = "EUR".to_owned();
        let cheaper = changes(&euros, &product(&["36"], 0, 60.0), Some("EUR"));
        assert_eq!(
            cheaper,
            [Change::Cheaper { before: 80.0 }],
            "without one it is the shop's"
        );
    }
}
