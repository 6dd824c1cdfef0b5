//! The range of the catalogue: its types, who draws them, their sizes and usual prices.

use rand::rngs::StdRng;

use crate::facts::{Garment, Gender};
use crate::garments::*;

/// How a type is sized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sizing {
    /// XS to XXL.
    Letters,
    /// Women's numbers (34 to 46) or men's (46 to 56).
    Numbers,
    /// Waist in inches.
    Waist,
    /// Shoe sizes.
    Shoes,
    /// Belt lengths in centimetres.
    Belts,
    /// S, M and L.
    Three,
    /// One size.
    One,
}

impl Sizing {
    /// The sizes offered, for a cut of this gender.
    pub fn sizes(self, gender: Gender) -> &'static [&'static str] {
        match (self, gender) {
            (Sizing::Letters, _) => &["XS", "S", "M", "L", "XL", "XXL"],
            (Sizing::Numbers, Gender::Women) => &["34", "36", "38", "40", "42", "44", "46"],
            (Sizing::Numbers, _) => &["46", "48", "50", "52", "54", "56"],
            (Sizing::Waist, Gender::Women) => &["25", "26", "27", "28", "29", "30", "31", "32"],
            (Sizing::Waist, _) => &["29", "30", "31", "32", "33", "34", "36", "38"],
            (Sizing::Shoes, Gender::Women) => &["36", "37", "38", "39", "40", "41", "42"],
            (Sizing::Shoes, Gender::Men) => &["40", "41", "42", "43", "44", "45", "46"],
            (Sizing::Shoes, Gender::Unisex) => &["36", "37", "38", "39", "40", "41", "42", "43", "44", "45"],
            (Sizing::Belts, _) => &["75", "85", "95", "105"],
            (Sizing::Three, _) => &["S", "M", "L"],
            (Sizing::One, _) => &["One size"],
        }
    }
}

/// A type of garment.
pub struct Kind {
    /// Its name in the catalogue, in the plural.
    pub name: &'static str,
    /// Its category.
    pub category: &'static str,
    /// Its subcategory.
    pub subcategory: &'static str,
    /// Its sizes.
    pub sizing: Sizing,
    /// A usual price in euros.
    pub price: f32,
    /// How many the demo catalogue has.
    pub count: usize,
    /// Draws one.
    pub make: fn(&mut StdRng) -> Garment,
}

macro_rules! range {
    ($($name:literal $category:literal $subcategory:literal $sizing:ident $price:literal $count:literal $make:path;)*) => {
        /// Every type there is.
        pub static RANGE: &[Kind] = &[$(Kind {
            name: $name, category: $category, subcategory: $subcategory, sizing: Sizing::$sizing,
            price: $price, count: $count, make: $make,
        }),*];
    };
}

range! {
    "T-shirts" "Clothing" "Tops" Letters 35.0 10 tops::t_shirt;
    "Tops" "Clothing" "Tops" Letters 55.0 7 tops::top;
    "Shirts" "Clothing" "Tops" Letters 79.0 11 shirts::shirt;
    "Blouses" "Clothing" "Tops" Numbers 98.0 8 blouses::blouse;
    "Polos" "Clothing" "Tops" Letters 59.0 6 shirts::polo;
    "Tunics" "Clothing" "Tops" Letters 75.0 6 blouses::tunic;
    "Sweaters" "Clothing" "Knitwear" Letters 109.0 10 knitwear::sweater;
    "Cardigans" "Clothing" "Knitwear" Letters 119.0 7 knitwear::cardigan;
    "Sweater vests" "Clothing" "Knitwear" Letters 85.0 6 knitwear::vest;
    "Hoodies" "Clothing" "Tops" Letters 75.0 7 sweats::hoodie;
    "Sweatshirts" "Clothing" "Tops" Letters 65.0 6 sweats::sweatshirt;
    "Jackets" "Clothing" "Outerwear" Letters 169.0 10 jackets::jacket;
    "Puffer jackets" "Clothing" "Outerwear" Letters 189.0 6 quilted::puffer;
    "Gilets" "Clothing" "Outerwear" Letters 119.0 6 quilted::gilet;
    "Blazers" "Clothing" "Tailoring" Numbers 219.0 9 blazers::blazer;
    "Waistcoats" "Clothing" "Tailoring" Numbers 99.0 6 blazers::waistcoat;
    "Coats" "Clothing" "Outerwear" Numbers 289.0 9 coats::coat;
    "Trench coats" "Clothing" "Outerwear" Numbers 249.0 7 coats::trench;
    "Jeans" "Clothing" "Bottoms" Waist 99.0 9 trousers::jeans;
    "Trousers" "Clothing" "Bottoms" Numbers 119.0 9 trousers::trousers;
    "Chinos" "Clothing" "Bottoms" Waist 79.0 6 trousers::chinos;
    "Joggers" "Clothing" "Bottoms" Letters 65.0 6 joggers::joggers;
    "Leggings" "Clothing" "Bottoms" Letters 45.0 6 joggers::leggings;
    "Shorts" "Clothing" "Bottoms" Letters 55.0 7 joggers::shorts;
    "Skirts" "Clothing" "Bottoms" Numbers 79.0 10 skirts::skirt;
    "Dresses" "Clothing" "Dresses" Numbers 129.0 15 dresses::dress;
    "Maxi dresses" "Clothing" "Dresses" Numbers 169.0 8 gowns::maxi;
    "Jumpsuits" "Clothing" "Dresses" Numbers 139.0 6 gowns::jumpsuit;
    "Sneakers" "Shoes" "Sneakers" Shoes 99.0 10 sneakers::sneakers;
    "Heels" "Shoes" "Heels" Shoes 129.0 8 heels::heels;
    "Flats" "Shoes" "Flats" Shoes 89.0 7 heels::flats;
    "Loafers" "Shoes" "Flats" Shoes 139.0 6 loafers::loafers;
    "Lace-ups" "Shoes" "Flats" Shoes 159.0 6 loafers::lace_ups;
    "Boots" "Shoes" "Boots" Shoes 179.0 9 boots::boots;
    "Sandals" "Shoes" "Sandals" Shoes 79.0 7 sandals::sandals;
    "Handbags" "Bags" "Handbags" One 189.0 9 handbags::handbag;
    "Totes" "Bags" "Totes" One 99.0 6 bags::tote;
    "Backpacks" "Bags" "Backpacks" One 95.0 6 bags::backpack;
    "Clutches" "Bags" "Clutches" One 89.0 6 clutches::clutch;
    "Belts" "Accessories" "Belts" Belts 45.0 6 belts::belt;
    "Scarves" "Accessories" "Scarves" One 59.0 6 scarves::scarf;
    "Hats" "Accessories" "Headwear" Three 69.0 6 hats::hat;
    "Caps" "Accessories" "Headwear" One 32.0 6 caps::cap;
    "Beanies" "Accessories" "Headwear" One 35.0 6 caps::beanie;
    "Ties" "Accessories" "Ties" One 55.0 6 ties_socks::tie;
    "Socks" "Accessories" "Socks" Three 14.0 6 ties_socks::socks;
    "Sunglasses" "Accessories" "Sunglasses" One 119.0 6 sunglasses::sunglasses;
    "Watches" "Accessories" "Watches" One 189.0 6 watches::watch;
}
