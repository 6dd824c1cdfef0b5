//! Kinds of garments that are known without a catalogue: what a product may be where the shop names no types at all.

/// The kinds by their categories and subcategories, in the words of the demo catalogue.
pub(super) const GARMENTS: [(&str, &str, &[&str]); 24] = [
    (
        "Clothing",
        "Tops",
        &[
            "T-shirts", "Shirts", "Blouses", "Polos", "Tops", "Tunics", "Vests",
        ],
    ),
    ("Clothing", "Tops", &["Sweatshirts", "Hoodies"]),
    ("Clothing", "Knitwear", &["Sweaters", "Cardigans"]),
    ("Clothing", "Dresses", &["Dresses", "Jumpsuits"]),
    (
        "Clothing",
        "Bottoms",
        &["Jeans", "Trousers", "Shorts", "Skirts", "Leggings", "Joggers"],
    ),
    (
        "Clothing",
        "Outerwear",
        &["Coats", "Jackets", "Puffer jackets", "Trench coats"],
    ),
    ("Clothing", "Tailoring", &["Blazers", "Waistcoats", "Suits"]),
    ("Clothing", "Underwear", &["Briefs", "Bras", "Nightwear"]),
    ("Clothing", "Swimwear", &["Swimwear"]),
    ("Clothing", "Ethnic wear", &["Sarees", "Kurtas"]),
    ("Shoes", "Sneakers", &["Sneakers"]),
    ("Shoes", "Boots", &["Boots"]),
    ("Shoes", "Flats", &["Flats", "Loafers", "Lace-ups"]),
    ("Shoes", "Heels", &["Heels"]),
    ("Shoes", "Sandals", &["Sandals", "Flip-flops"]),
    (
        "Bags",
        "Bags",
        &["Handbags", "Backpacks", "Clutches", "Totes", "Wallets"],
    ),
    ("Accessories", "Headwear", &["Caps", "Hats", "Beanies"]),
    ("Accessories", "Scarves", &["Scarves"]),
    ("Accessories", "Belts", &["Belts"]),
    ("Accessories", "Ties", &["Ties"]),
    ("Accessories", "Socks", &["Socks"]),
    ("Accessories", "Gloves", &["Gloves"]),
    ("Accessories", "Eyewear", &["Sunglasses"]),
    (
        "Accessories",
        "Jewellery",
        &["Watches", "Earrings", "Necklaces", "Bracelets", "Rings"],
    ),
];

/// The kinds, one after the other.
pub(crate) fn kinds() -> impl Iterator<Item = &'static str> {
    GARMENTS.iter().flat_map(|(_, _, kinds)| kinds.iter().copied())
}
