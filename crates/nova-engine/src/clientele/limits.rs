//! What a client can wear, by the quiz and by what the shop wrote down: sizes, the budget, and what is avoided.

use super::entry::Entry;
use crate::error::EngineError;
use nova_domain::Product;
use nova_store::{ProfileKey, UserDb};
use nova_taste::prior::Quiz;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// How a piece comes in a client's sizes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fit {
    /// It can be sold now in sizes that are the client's, as the shop writes them.
    Here {
        /// The sizes.
        sizes: Vec<String>,
    },
    /// It comes in sizes that are the client's, and is sold out.
    SoldOut {
        /// The sizes.
        sizes: Vec<String>,
    },
    /// It comes in other sizes only.
    Other,
}

/// Limits that no piece for a client may break.
#[derive(Debug, Clone, Default)]
pub(crate) struct Limits {
    /// What the quiz says.
    pub quiz: Quiz,
    /// Sizes that fit: of what, by which label, and the size as a quiz would say it; `None` is everything.
    sizes: Vec<(Option<String>, Option<String>, Quiz)>,
    /// What is written down as avoided, as a quiz would say it.
    avoided: Quiz,
}

impl Limits {
    /// The limits of a client whose quiz is at hand.
    pub fn read(db: &UserDb, profile: ProfileKey, quiz: Quiz) -> Result<Limits, EngineError> {
        Ok(Limits::new(quiz, &entries(db, profile)?))
    }

    fn new(quiz: Quiz, entries: &[Entry]) -> Limits {
        let mut sizes = Vec::new();
        let mut avoided = Quiz::default();
        for entry in entries {
            match entry {
                Entry::Size { size, of, brand } => {
                    let quiz = Quiz {
                        sizes: vec![size.clone()],
                        ..Quiz::default()
                    };
                    sizes.push((of.clone(), brand.clone(), quiz));
                }
                Entry::Avoid { what } => avoided.never.push(what.clone()),
                _ => {}
            }
        }
        Limits { quiz, sizes, avoided }
    }

    /// The same without the budget.
    pub fn without_budget(mut self) -> Limits {
        self.quiz.budget = nova_taste::prior::Budget::default();
        self
    }

    /// Whether there are none, so that every product keeps to them.
    pub fn are_none(&self) -> bool {
        self.sizes.is_empty() && self.quiz.limits_nothing() && self.avoided.limits_nothing()
    }

    /// Whether a product keeps to the limits. A size that is written down for a kind and label limits products of that kind
    /// and label alone; where several are written down, any of them fits. What has no sizes fits.
    pub fn allows(&self, product: &Product) -> bool {
        let mut own = self.written_for(product).peekable();
        let fits = own.peek().is_none() || own.any(|size| size.allows(product));
        fits && self.quiz.allows(product) && self.avoided.allows(product)
    }

    /// The sizes that are written down for the kind and label of a product.
    fn written_for(&self, product: &Product) -> impl Iterator<Item = &Quiz> {
        let kinds = [&product.kind, &product.subcategory, &product.category];
        let meant = move |of: &Option<String>, brand: &Option<String>| {
            of.as_ref()
                .is_none_or(|of| kinds.iter().any(|kind| same(kind, of)))
                && brand.as_ref().is_none_or(|brand| same(&product.brand, brand))
        };
        self.sizes
            .iter()
            .filter(move |(of, brand, _)| meant(of, brand))
            .map(|(.., size)| size)
    }

    /// The client's sizes for a product: those that are written down for it, else those of the quiz.
    fn sizes_for(&self, product: &Product) -> Vec<&String> {
        let own: Vec<&String> = self.written_for(product).flat_map(|size| &size.sizes).collect();
        if own.is_empty() {
            return self.quiz.sizes_for(product).iter().collect();
        }
        own
    }

    /// The sizes of a product that are the client's, as the shop writes them.
    pub fn fitting(&self, product: &Product) -> Vec<String> {
        let own = self.sizes_for(product);
        let sizes = product.sizes.iter();
        let fitting = sizes.filter(|size| own.iter().any(|own| same(own, size)));
        fitting.cloned().collect()
    }

    /// How a product comes in the client's sizes. `None` where it has no sizes, or one for all, or none of the client's are
    /// known.
    pub fn fit(&self, product: &Product) -> Option<Fit> {
        let nobodys = Quiz {
            sizes: vec![String::new()],
            ..Quiz::default()
        };
        if self.sizes_for(product).is_empty() || nobodys.allows(product) {
            return None;
        }
        let sizes = self.fitting(product);
        Some(match (sizes.is_empty(), product.in_stock()) {
            (true, _) => Fit::Other,
            (false, true) => Fit::Here { sizes },
            (false, false) => Fit::SoldOut { sizes },
        })
    }
}

/// What is written down about a client; what a newer version wrote and this one cannot read is passed over.
fn entries(db: &UserDb, profile: ProfileKey) -> Result<Vec<Entry>, EngineError> {
    let written = db.entries(Some(profile))?;
    Ok(written.iter().filter_map(Entry::of).collect())
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(kind: &str, brand: &str, sizes: &[&str]) -> Product {
        let mut product = Product::new("p", "P");
        kind.clone_into(&mut product.kind);
        brand.clone_into(&mut product.brand);
        product.sizes = sizes.iter().map(|size| (*size).to_owned()).collect();
        product
    }

    fn size(of: Option<&str>, brand: Option<&str>, size: &str) -> Entry {
        Entry::Size {
            size: size.to_owned(),
            of: of.map(str::to_owned),
            brand: brand.map(str::to_owned),
        }
    }

    #[test]
    fn a_size_limits_what_it_is_of() {
        let limits = Limits::new(
            Quiz::default(),
            &[
                size(Some("Shoes"), None, "39"),
                size(Some("shoes"), Some("Bruno"), "40"),
                size(Some("Dresses"), None, "M"),
            ],
        );
        assert!(limits.allows(&product("shoes", "", &["38", "39"])));
        assert!(!limits.allows(&product("Shoes", "", &["41"])));
        assert!(
            limits.allows(&product("Shoes", "bruno", &["40"])),
            "by that label"
        );
        assert!(!limits.allows(&product("Shoes", "Other", &["40"])));
        assert!(
            limits.allows(&product("Coats", "", &["XS"])),
            "nothing is written of coats"
        );
        assert!(limits.allows(&product("Dresses", "", &[])), "without sizes");
    }

    #[test]
    fn what_is_avoided_is_never_worn() {
        let avoid = Entry::Avoid {
            what: "Red".to_owned(),
        };
        let limits = Limits::new(Quiz::default(), &[avoid]);
        let mut red = product("Shirt", "", &[]);
        red.colours = vec!["red".to_owned()];
        assert!(!limits.allows(&red));
        assert!(limits.allows(&product("Shirt", "", &[])));
    }

    #[test]
    fn a_piece_is_here_sold_out_or_not_made_in_a_clients_size() {
        let limits = Limits::new(
            Quiz {
                sizes: vec!["M".to_owned()],
                ..Quiz::default()
            },
            &[size(Some("Shoes"), None, "38"), size(Some("Shoes"), None, "39")],
        );
        let here = |sizes: &[&str]| Fit::Here {
            sizes: sizes.iter().map(|size| (*size).to_owned()).collect(),
        };
        let mut shoes = product("Shoes", "", &["37", "38", "39"]);
        assert_eq!(limits.fit(&shoes), Some(here(&["38", "39"])));
        shoes.stock = Some(0);
        assert!(matches!(limits.fit(&shoes), Some(Fit::SoldOut { .. })));
        assert_eq!(limits.fit(&product("Coats", "", &["m", "L"])), Some(here(&["m"])));
        assert_eq!(limits.fit(&product("Coats", "", &["L"])), Some(Fit::Other));
        assert_eq!(limits.fit(&product("Scarves", "", &["One size"])), None);
        assert_eq!(limits.fit(&product("Scarves", "", &[])), None);
        assert_eq!(Limits::default().fit(&shoes), None, "nothing is known");
    }
}
