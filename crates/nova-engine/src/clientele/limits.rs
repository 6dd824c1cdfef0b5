//! What a client can wear, by the quiz and by what the shop wrote down: sizes, the budget, and what is avoided.

use super::entry::Entry;
use crate::error::EngineError;
use nova_domain::Product;
use nova_store::{ProfileKey, UserDb};
use nova_taste::prior::Quiz;

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

    /// Whether a product keeps to the limits. A size that is written down for a kind and label limits products of that kind
    /// and label alone; where several are written down, any of them fits. What has no sizes fits.
    pub fn allows(&self, product: &Product) -> bool {
        let kinds = [&product.kind, &product.subcategory, &product.category];
        let meant = |of: &Option<String>, brand: &Option<String>| {
            of.as_ref()
                .is_none_or(|of| kinds.iter().any(|kind| same(kind, of)))
                && brand.as_ref().is_none_or(|brand| same(&product.brand, brand))
        };
        let mut own = self
            .sizes
            .iter()
            .filter(|(of, brand, _)| meant(of, brand))
            .map(|(.., size)| size)
            .peekable();
        let fits = own.peek().is_none() || own.any(|size| size.allows(product));
        fits && self.quiz.allows(product) && self.avoided.allows(product)
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
}
