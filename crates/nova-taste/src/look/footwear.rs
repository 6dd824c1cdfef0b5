//! Which products are shoes: their sizes mean something else than those of clothes.

use super::kind::family;
use super::slot::{Slot, slot};
use nova_domain::Product;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// What shops call shoes and other things, by type, subcategory and category; most products of a catalogue share a few.
static KNOWN: RwLock<Option<HashMap<[String; 3], bool>>> = RwLock::new(None);
/// Most names that are remembered.
const MOST: usize = 4_096;

/// Whether a product is worn on the feet, by the shop's words for it; socks and tights are not meant.
pub fn footwear(product: &Product) -> bool {
    let decided = |product: &Product| family(product).map(|family| slot(family) == Some(Slot::Shoes));
    let names = [&product.kind, &product.subcategory, &product.category];
    if names[..2].iter().all(|name| name.is_empty()) {
        return decided(product).unwrap_or(false);
    }
    let names = names.map(String::clone);
    let known = KNOWN.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.as_ref().and_then(|known| known.get(&names)) {
        return *known;
    }
    drop(known);
    // Where the names alone decide, the title only says which shoe or garment it is.
    let untitled = Product {
        kind: product.kind.clone(),
        subcategory: product.subcategory.clone(),
        ..Product::new("", "")
    };
    if decided(&untitled).is_none() {
        return decided(product).unwrap_or(false);
    }
    // The category may say that a slipper is nightwear.
    let whole = Product {
        category: product.category.clone(),
        ..untitled
    };
    let shoe = decided(&whole).unwrap_or(false);
    let mut known = KNOWN.write().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if known.len() < MOST {
        known.insert(names, shoe);
    }
    shoe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn product(kind: &str, category: &str, title: &str) -> Product {
        Product {
            kind: kind.to_owned(),
            category: category.to_owned(),
            ..Product::new("1", title)
        }
    }

    #[test]
    fn shoes_are_told_from_clothes_by_type_and_by_title() {
        for _ in 0..2 {
            assert!(footwear(&product("Casual Shoes", "Footwear", "Puma Men White")));
            assert!(footwear(&product("Sneakers", "", "Low-top in white")));
            assert!(footwear(&product("", "", "Leather ankle boots")));
            assert!(footwear(&product("", "Footwear", "Leather ankle boots")));
            assert!(!footwear(&product("Dresses", "Apparel", "Shoe-print dress")));
            assert!(!footwear(&product("Socks", "", "Running socks")));
            assert!(!footwear(&product("", "", "Ada")));
        }
    }
}
