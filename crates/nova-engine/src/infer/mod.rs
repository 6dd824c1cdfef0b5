//! What the shop does not say and the picture shows: colours, category, subcategory and type; and the brands of a
//! catalogue without any, which stand in its titles.
//!
//! It comes after the embedding of an import's pictures and before they are searched, for all products at once, as the
//! words of some are the answers for others. What the shop says is never touched, and what was seen is written beside
//! it with its field's name in [`Product::inferred`], anew each time, so that it goes when the picture or the shop's
//! silence does. Without a model there are no vectors, and nothing is inferred.

mod colour;
pub(crate) mod garments;
mod kinds;
mod naming;
mod sense;

pub use colour::{By, ColourSense};
pub(crate) use garments::kinds;
pub use kinds::{FIELDS, Kind, KindSense};
pub use naming::Named;
pub(crate) use naming::Names;
pub use sense::PhraseBook;

use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use nova_clip::Embedder;
use nova_domain::Product;
use nova_domain::brands::Brands;
use nova_domain::garment::Shade;
use nova_store::{CatalogDb, Embeddings, ModelKey, StoredProduct};
use rayon::prelude::*;
use std::collections::HashMap;

/// The field of colours, as [`Product::inferred`] names it.
pub(crate) const COLOURS: &str = "colours";
/// The field of the brand, likewise.
const BRAND: &str = "brand";

impl Engine {
    /// What the model of a gallery named of its pictures; `None` where it names nothing, or nothing was embedded.
    pub fn named(&self, gallery: &Gallery) -> Result<Option<Named>, EngineError> {
        let info = self.inspect_model(&gallery.slot.folder)?;
        let Some(db) = self.read_db()? else {
            return Ok(None);
        };
        match db.find_model(&crate::slot::identity(&info))? {
            Some(model) => Named::read(&db, model, &gallery.slot.folder),
            None => Ok(None),
        }
    }
}

/// Writes down what the pictures show of each product that its shop does not say.
pub(crate) fn infer(db: &mut CatalogDb, embedder: &Embedder, model: ModelKey) -> Result<(), EngineError> {
    let stored = db.products()?;
    let own: Vec<Product> = stored
        .iter()
        .map(|stored| stored.product.as_the_shop_says())
        .collect();
    let silent = |field: fn(&Product) -> bool| {
        own.iter()
            .zip(&stored)
            .any(|(own, stored)| stored.picture_hash.is_some() && field(own))
    };
    let colours = silent(|own| own.colours.is_empty());
    let kinds: Vec<Kind> = [
        (Kind::Type, silent(|own| own.kind.is_empty())),
        (Kind::Subcategory, silent(|own| own.subcategory.is_empty())),
        (Kind::Category, silent(|own| own.category.is_empty())),
    ]
    .into_iter()
    .filter_map(|(field, silent)| silent.then_some(field))
    .collect();
    let brands = match own.iter().all(|own| own.brand.is_empty()) {
        true => Brands::in_titles(own.iter().map(|own| own.title.as_str())),
        false => Brands::default(),
    };
    let asked = colours || !kinds.is_empty();
    if !asked && brands.is_empty() && stored.iter().all(|stored| stored.product.inferred.is_empty()) {
        return Ok(());
    }
    let vectors = if asked {
        db.embeddings(model, embedder.info().dim)?
    } else {
        Embeddings::default()
    };
    let named = match asked {
        true => Named::read(db, model, &embedder.info().path)?,
        false => None,
    };
    let named = named.as_ref();
    // In the order of the catalogue, so that the same pictures give the same spread.
    let pictures = || {
        let hashes = stored.iter().filter_map(|stored| stored.picture_hash.as_ref());
        hashes.filter_map(|hash| vectors.get(hash))
    };
    let mut book = PhraseBook::new(embedder);
    let senses = Senses {
        brands,
        colours: match colours {
            true => Some(ColourSense::new(&mut book, own.iter(), pictures())?.hearing(named)),
            false => None,
        },
        kinds: kinds
            .into_iter()
            .map(|field| {
                let sense = KindSense::new(field, &mut book, own.iter(), pictures())?;
                let hashes = stored.iter().map(|stored| stored.picture_hash.as_ref());
                let examples = own
                    .iter()
                    .zip(hashes)
                    .filter_map(|(own, hash)| Some((own, named?.kinds(hash?)?)));
                Ok::<_, EngineError>(sense.learning(examples))
            })
            .collect::<Result<_, _>>()?,
        shades: db.shades()?,
        vectors: &vectors,
        named,
    };
    let revised: Vec<Product> = own
        .into_par_iter()
        .zip(&stored)
        .map(|(own, stored)| (senses.seen(own, stored), stored))
        .filter(|(seen, stored)| *seen != stored.product)
        .map(|(seen, _)| seen)
        .collect();
    Ok(db.revise_products(&revised)?)
}

/// All that is needed to look at one picture after the other.
struct Senses<'a> {
    brands: Brands,
    colours: Option<ColourSense>,
    kinds: Vec<KindSense>,
    shades: HashMap<String, Vec<Shade>>,
    vectors: &'a Embeddings,
    named: Option<&'a Named>,
}

impl Senses<'_> {
    /// The product with what its title and its picture tell.
    fn seen(&self, mut own: Product, stored: &StoredProduct) -> Product {
        if let Some(brand) = self.brands.of(&own.title) {
            own.brand = brand.to_owned();
            own.inferred.push(BRAND.to_owned());
        }
        let Some(hash) = stored.picture_hash.as_ref() else {
            return own;
        };
        let Some(vector) = self.vectors.get(hash) else {
            return own;
        };
        let mut seen = own.clone();
        if let (Some(sense), Some(shades), true) =
            (&self.colours, self.shades.get(hash), own.colours.is_empty())
        {
            seen.colours = sense.colours(shades, Some(vector), self.named.and_then(|named| named.of(hash)));
            if !seen.colours.is_empty() {
                seen.inferred.push(COLOURS.to_owned());
            }
        }
        for sense in &self.kinds {
            let field = sense.field();
            if !field.of(&own).is_empty() {
                continue;
            }
            let kinds = self.named.and_then(|named| named.kinds(hash));
            let told = sense.best(&own, vector, kinds);
            if let Some((value, _)) = told.filter(|(_, likely)| *likely >= sense.sure()) {
                *field.place(&mut seen) = value.to_owned();
                seen.inferred.push(field.name().to_owned());
            }
        }
        seen
    }
}
