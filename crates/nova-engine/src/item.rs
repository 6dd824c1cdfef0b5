//! A product of the catalogue with what is known of its picture.

use nova_domain::Product;

/// A product and its picture.
pub struct Item {
    /// The product.
    pub product: Product,
    /// Where its picture is, as it is stored.
    pub picture_path: Option<String>,
    /// Hash of the picture's bytes, once it has been read.
    pub picture_hash: Option<String>,
    /// Row of the matrix that holds its embedding.
    pub row: Option<usize>,
}
