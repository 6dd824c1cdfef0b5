//! What a catalogue has to teach: for each piece with a picture its texts, its kind and its design, all in the shop's own
//! words, as what was only seen in a picture comes from the model that is to learn.

use super::plain::in_the_singular;
use crate::gallery::Gallery;
use crate::words::split;
use nova_domain::{Product, palette};
use nova_learn::Rows;
use std::collections::HashMap;

/// Most pieces that are learnt from, which bounds time and memory; of more, some of all designs.
pub(super) const MOST_PIECES: usize = 12_000;
/// Characters of a description that are read: more than a model takes.
const MOST_CHARS: usize = 600;
/// Titles by which shops say that there is none.
const NO_TITLE: [&str; 4] = ["na", "n/a", "none", "-"];

/// The ways in which a piece is described.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// "navy shirts".
    ColourKind,
    /// Title, colour and kind.
    Whole,
    /// Title and colour.
    TitleColour,
    /// The shop's prose.
    Description,
    /// "a photo of a navy shirt".
    Plain,
}

/// A piece.
pub(super) struct Taught {
    /// Its row in the gallery.
    pub row: usize,
    /// Its texts, by their place among the material's.
    pub texts: Vec<(Form, usize)>,
    /// Its design: a number that its colour variants and its copies share.
    pub design: usize,
    /// What it is, by number; `None` where the shop does not say.
    pub kind: Option<usize>,
}

/// All of it.
pub(super) struct Material {
    pub pieces: Vec<Taught>,
    pub texts: Vec<String>,
    /// How many designs there are.
    pub designs: usize,
}

impl Material {
    /// Of a gallery whose rows are those of the model alone.
    pub fn of(gallery: &Gallery) -> Material {
        let mut texts = Numbers::default();
        let mut kinds = Numbers::default();
        let all: Vec<(usize, Product)> = (0..gallery.matrix.len())
            .map(|row| (row, gallery.item(row).product.as_the_shop_says()))
            .collect();
        let designs = designs(gallery, &all);
        let count = designs.iter().max().map_or(0, |most| most + 1);
        // In an order that has nothing to do with the catalogue's, and is the same the next time.
        let mut order: Vec<(u64, usize)> = all
            .iter()
            .map(|(row, product)| (mixed(product.id.as_str()), *row))
            .collect();
        order.sort_unstable();
        order.truncate(MOST_PIECES);
        order.sort_unstable_by_key(|(_, row)| *row);
        let pieces = order.iter().map(|(_, row)| {
            let product = &all[*row].1;
            let kind = kind(product);
            Taught {
                row: *row,
                texts: described(product)
                    .into_iter()
                    .map(|(form, text)| (form, texts.of(text)))
                    .collect(),
                design: designs[*row],
                kind: (!kind.is_empty()).then(|| kinds.of(kind.to_lowercase())),
            }
        });
        Material {
            pieces: pieces.collect(),
            texts: texts.names,
            designs: count,
        }
    }

    /// The pictures of the pieces, in their order.
    pub fn pictures(&self, gallery: &Gallery) -> Rows {
        let mut pictures = Rows::default();
        for piece in &self.pieces {
            pictures.push(gallery.matrix.row(piece.row));
        }
        pictures
    }

    /// Pieces of which there is something to learn.
    pub fn described(&self) -> usize {
        self.pieces.iter().filter(|piece| !piece.texts.is_empty()).count()
    }
}

/// Names, each with its number.
#[derive(Default)]
struct Numbers {
    names: Vec<String>,
    known: HashMap<String, usize>,
}

impl Numbers {
    fn of(&mut self, name: String) -> usize {
        *self.known.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            self.names.len() - 1
        })
    }
}

/// What a product is, in the finest word that its shop has for it.
fn kind(product: &Product) -> &str {
    let fields = [&product.kind, &product.subcategory, &product.category];
    fields
        .into_iter()
        .map(|field| field.trim())
        .find(|kind| !kind.is_empty())
        .unwrap_or_default()
}

/// The texts of a product; none of those whose parts it lacks.
fn described(product: &Product) -> Vec<(Form, String)> {
    let (kind, colour) = (
        kind(product),
        product.colours.first().map_or("", |colour| colour.trim()),
    );
    let title = product.title.trim();
    let title = if NO_TITLE.contains(&title.to_lowercase().as_str()) {
        ""
    } else {
        title
    };
    let mut texts = Vec::new();
    let mut say = |form, parts: &[&str]| {
        let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
        texts.push((form, parts.join(" ")));
    };
    if !kind.is_empty() {
        say(Form::ColourKind, &[&colour.to_lowercase(), &kind.to_lowercase()]);
        let plain = palette::of(colour).map_or_else(|| colour.to_lowercase(), str::to_owned);
        say(Form::Plain, &["a photo of a", &plain, &in_the_singular(kind)]);
    }
    if !title.is_empty() {
        say(Form::TitleColour, &[title, colour]);
        if !kind.is_empty() {
            say(Form::Whole, &[title, colour, kind]);
        }
    }
    let prose: String = product.description.trim().chars().take(MOST_CHARS).collect();
    if prose.split_whitespace().nth(2).is_some() && prose != title {
        say(Form::Description, &[&prose]);
    }
    texts
}

/// The design of each row: colour variants of one title, products with one description, and copies of one picture hang
/// together. Where that would be a large part of the catalogue ("Dress" as every title) only pictures that are alike do.
fn designs(gallery: &Gallery, all: &[(usize, Product)]) -> Vec<usize> {
    let mut groups = Groups::new(all.len());
    let pictures = |groups: &mut Groups| {
        groups.join(
            all.iter()
                .map(|(row, _)| gallery.item(*row).picture_hash.clone().unwrap_or_default()),
        );
    };
    pictures(&mut groups);
    groups.join(all.iter().map(|(_, product)| title_of_design(product)));
    groups.join(
        all.iter()
            .map(|(_, product)| product.description.trim().to_lowercase()),
    );
    let numbers = groups.numbers();
    let mut sizes: HashMap<usize, usize> = HashMap::new();
    numbers
        .iter()
        .for_each(|own| *sizes.entry(*own).or_default() += 1);
    let largest = sizes.values().copied().max().unwrap_or_default();
    if largest * 10 <= all.len().max(10) {
        return numbers;
    }
    let mut groups = Groups::new(all.len());
    pictures(&mut groups);
    let alike = gallery.designs();
    groups.join(all.iter().map(|(row, _)| alike[*row].to_string()));
    groups.numbers()
}

fn title_of_design(product: &Product) -> String {
    if product.title.trim().is_empty() {
        return String::new();
    }
    let colours: Vec<String> = product.colours.iter().flat_map(|colour| split(colour)).collect();
    let words = split(&product.title)
        .into_iter()
        .filter(|word| !colours.contains(word));
    let words: Vec<String> = words.collect();
    format!("{}|{}", kind(product).to_lowercase(), words.join(" "))
}

/// Rows that hang together (union–find, Tarjan 1975).
struct Groups {
    above: Vec<usize>,
}

impl Groups {
    fn new(rows: usize) -> Groups {
        Groups {
            above: (0..rows).collect(),
        }
    }

    fn top(&mut self, mut row: usize) -> usize {
        while self.above[row] != row {
            self.above[row] = self.above[self.above[row]];
            row = self.above[row];
        }
        row
    }

    /// Joins the rows whose keys are equal; an empty key joins nothing.
    fn join(&mut self, keys: impl Iterator<Item = String>) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for (row, key) in keys.enumerate().filter(|(_, key)| !key.is_empty()) {
            match first.get(&key) {
                Some(other) => {
                    let (one, other) = (self.top(row), self.top(*other));
                    self.above[one.max(other)] = one.min(other);
                }
                None => drop(first.insert(key, row)),
            }
        }
    }

    /// For each row the number of its group, from 0 in the order of their first rows.
    fn numbers(&mut self) -> Vec<usize> {
        let mut known: HashMap<usize, usize> = HashMap::new();
        (0..self.above.len())
            .map(|row| {
                let (top, next) = (self.top(row), known.len());
                *known.entry(top).or_insert(next)
            })
            .collect()
    }
}

/// A number that looks like chance and follows from a text.
pub(super) fn mixed(text: &str) -> u64 {
    let hash = blake3::hash(text.as_bytes());
    let (first, _) = hash.as_bytes().split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
    u64::from_le_bytes(*first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_described_by_what_its_shop_says_and_no_more() {
        let mut product = Product::new("1", "Ada Shirt");
        product.colours = vec!["Midnight Blue".to_owned()];
        product.kind = "Shirts".to_owned();
        let texts: Vec<String> = described(&product).into_iter().map(|(_, text)| text).collect();
        assert_eq!(
            texts,
            [
                "midnight blue shirts",
                "a photo of a navy shirt",
                "Ada Shirt Midnight Blue",
                "Ada Shirt Midnight Blue Shirts"
            ]
        );
        let mut silent = Product::new("2", "NA");
        silent.description = "Nice".to_owned();
        assert!(described(&silent).is_empty(), "neither a title nor prose");
    }

    #[test]
    fn what_hangs_together_in_any_way_is_one_group() {
        let mut groups = Groups::new(5);
        groups.join(["a", "b", "a", "", ""].map(str::to_owned).into_iter());
        groups.join(["", "x", "x", "", ""].map(str::to_owned).into_iter());
        assert_eq!(groups.numbers(), [0, 0, 0, 1, 2], "an empty key joins nothing");
    }

    #[test]
    fn colours_of_one_title_are_one_design() {
        let dress = |colour: &str| {
            let mut product = Product::new("1", &format!("Ada Dress {colour}"));
            product.colours = vec![colour.to_owned()];
            title_of_design(&product)
        };
        assert_eq!(dress("Red"), dress("Dark Blue"));
    }
}
