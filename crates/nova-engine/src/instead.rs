//! What can be sold in place of a piece that is sold out or gone: the piece of its kind, for the same wearer, whose picture is
//! nearest to its own, with what the two have in common.

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::item::Item;
use crate::library::thumb_key;
use nova_domain::{Product, palette};
use nova_index::dot;
use nova_store::{CatalogDb, LastKnown, ModelKey};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What two pieces have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Common {
    /// They are one design in several colours.
    Design,
    /// They are of one kind.
    Kind,
    /// Their main colours are one.
    Colour,
    /// They are of one label.
    Brand,
}

/// A piece that can be sold in place of another.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct Instead {
    /// The product's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Price in `currency`.
    pub price: Option<f64>,
    /// Currency of the price.
    pub currency: String,
    /// Key of its thumbnail.
    pub thumb: Option<String>,
    /// What it has in common with the other, the most telling first; never empty.
    pub common: Vec<Common>,
    /// Its main colour, where that is known of both and another.
    pub colour: Option<String>,
}

/// Products for which others are sought.
#[derive(Debug, Clone, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InsteadRequest {
    /// Their ids; those that the catalogue does not have are passed over.
    pub ids: Vec<String>,
}

/// What can be sold in place of products.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct InsteadResponse {
    /// By the id of the product that is sold out; those that are in stock, and those that nothing can stand for, are not in it.
    pub instead: BTreeMap<String, Instead>,
}

/// What is sought: a picture of a kind, for a wearer.
struct Sought<'a> {
    embedding: &'a [f32],
    /// The finest kinds that are known of it.
    kinds: Vec<&'a str>,
    /// The shop's own type, which is tried where nothing else is of a finer kind.
    own: &'a str,
    gender: &'a str,
    /// The row that is to be replaced, where the catalogue has it.
    row: Option<usize>,
}

/// Whether pieces can be worn by one person, by whom the shop says they are for.
pub(crate) fn for_one_wearer(one: &str, other: &str) -> bool {
    let anyone = |gender: &str| gender.is_empty() || gender.eq_ignore_ascii_case("unisex");
    anyone(one) || anyone(other) || one.eq_ignore_ascii_case(other)
}

/// The row in stock that is nearest to what is sought.
fn nearest(gallery: &Gallery, sought: &Sought<'_>) -> Option<usize> {
    let concepts = gallery.concepts();
    let fits = |row: &usize| {
        let product = &gallery.item(*row).product;
        Some(*row) != sought.row && product.in_stock() && for_one_wearer(sought.gender, &product.gender)
    };
    let of_kinds = sought
        .kinds
        .iter()
        .flat_map(|kind| concepts.rows(nova_query::Facet::Kind, kind))
        .map(|(row, _)| *row as usize);
    let mut rows: Vec<usize> = of_kinds.filter(fits).collect();
    if rows.is_empty() && !sought.own.is_empty() {
        let of_type = |row: &usize| gallery.item(*row).product.kind.eq_ignore_ascii_case(sought.own);
        rows = (0..gallery.matrix.len()).filter(of_type).filter(fits).collect();
    }
    rows.sort_unstable();
    rows.dedup();
    let near = rows
        .into_iter()
        .filter_map(|row| Some((row, dot(sought.embedding, gallery.embedding(row)?))));
    // Of rows that are equally near the first is taken, so that the answer does not change.
    let best = near.reduce(|best, other| if other.1 > best.1 { other } else { best });
    best.map(|(row, _)| row)
}

fn main_colour(product: &Product) -> Option<String> {
    let first = product.colours.first()?;
    Some(palette::of(first).map_or_else(|| first.to_lowercase(), str::to_owned))
}

impl Instead {
    fn of(item: &Item, common: Vec<Common>, colour: Option<String>) -> Instead {
        let product = &item.product;
        Instead {
            id: product.id.0.clone(),
            title: product.title.clone(),
            price: product.price,
            currency: product.currency.clone(),
            thumb: item.picture_hash.as_deref().map(thumb_key),
            common,
            colour,
        }
    }
}

/// What can be sold in place of an item of the catalogue that is sold out.
pub(crate) fn instead_of(gallery: &Gallery, item: &Item) -> Option<Instead> {
    let row = item.row?;
    let sought = Sought {
        embedding: gallery.embedding(row)?,
        kinds: gallery.concepts().kinds(row),
        own: &item.product.kind,
        gender: &item.product.gender,
        row: Some(row),
    };
    let found = nearest(gallery, &sought)?;
    let other = gallery.item(found);
    let designs = gallery.designs();
    let same_brand = |a: &str, b: &str| !a.is_empty() && a.eq_ignore_ascii_case(b);
    let (colour, other_colour) = (main_colour(&item.product), main_colour(&other.product));
    let own_brand = &item.product.brand;
    // A label that nearly all pieces have tells nothing; they are counted only where both are of it.
    let brand_tells = || {
        let of_it = gallery
            .items
            .iter()
            .filter(|one| same_brand(&one.product.brand, own_brand));
        of_it.count() * 50 < gallery.items.len() * 49
    };
    let common = [
        (Common::Design, designs[row] == designs[found]),
        (Common::Kind, true),
        (Common::Colour, colour.is_some() && colour == other_colour),
        (
            Common::Brand,
            same_brand(own_brand, &other.product.brand) && brand_tells(),
        ),
    ];
    let common = common
        .into_iter()
        .filter(|(_, holds)| *holds)
        .map(|(common, _)| common);
    let another = colour.is_some() && other_colour.is_some() && colour != other_colour;
    let written = other.product.colours.first().filter(|_| another).cloned();
    Some(Instead::of(other, common.collect(), written))
}

impl Engine {
    /// What can be sold in place of products that are sold out.
    pub fn instead(&self, request: &InsteadRequest) -> InsteadResponse {
        let gallery = self.gallery();
        let sold_out = request.ids.iter().filter_map(|id| {
            let item = gallery.find(id).ok()?;
            let sold_out = !item.product.in_stock();
            let instead = sold_out.then(|| instead_of(&gallery, item))??;
            Some((id.clone(), instead))
        });
        InsteadResponse {
            instead: sold_out.collect(),
        }
    }

    /// Where the embeddings of pictures lie that the catalogue no longer shows; `None` where none can be compared with a
    /// gallery's, so that a board is shown without what could take a place.
    pub(crate) fn stored_embeddings(&self, gallery: &Gallery) -> Option<StoredEmbeddings> {
        let info = self.inspect_model(&gallery.slot.folder).ok()?;
        let db = self.read_db().ok()??;
        let model = db.find_model(&crate::slot::identity(&info)).ok()??;
        Some(StoredEmbeddings {
            db,
            model,
            dim: info.dim,
        })
    }
}

/// The embeddings by the gallery's model, on disk.
pub(crate) struct StoredEmbeddings {
    db: CatalogDb,
    model: ModelKey,
    dim: usize,
}

/// What can be sold in place of a piece that left the catalogue, by what is known of it.
pub(crate) fn instead_of_gone(
    gallery: &Gallery,
    known: &LastKnown,
    embeddings: &StoredEmbeddings,
) -> Result<Option<Instead>, EngineError> {
    // A thumbnail is named after the hash of its picture.
    let thumb = known.thumb.as_deref().and_then(|key| key.split_once('/'));
    let hash = thumb.and_then(|(_, file)| file.strip_suffix(".jpg"));
    let kinds = crate::vocabulary::facts_of(&known.kind, nova_query::Facet::Kind, gallery.language());
    let (Some(hash), false) = (hash, kinds.is_empty() && known.kind.is_empty()) else {
        return Ok(None);
    };
    let StoredEmbeddings { db, model, dim } = embeddings;
    let Some(embedding) = db.embedding(*model, *dim, hash)? else {
        return Ok(None);
    };
    let embedding = gallery.picture_embedding(embedding);
    let sought = Sought {
        embedding: &embedding,
        kinds: kinds.iter().map(|kind| kind.name()).collect(),
        own: &known.kind,
        gender: "",
        row: None,
    };
    Ok(nearest(gallery, &sought).map(|row| Instead::of(gallery.item(row), vec![Common::Kind], None)))
}
