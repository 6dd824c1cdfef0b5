//! What products say, by the concepts of the vocabulary: which rows say each, and where it stands.
//!
//! A concept has one id in every language, so that "robe" finds what a shop calls "Dresses", and "dress" what another calls
//! "Vestidos". What is broader than a concept is said with it: who sells ankle boots sells boots. Words as letters, which know
//! names and numbers too, are `lexicon`'s; how concepts are found in a text is `nova-query`'s.

use crate::infer::COLOURS;
use crate::item::Item;
use crate::vocabulary::{self, with_broader};
use nova_domain::{Product, palette};
use nova_query::{Concept, Facet, Language};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// Where a product says something; the earlier, the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Source {
    /// A field of the shop's.
    Fact,
    /// The title, where no field says it.
    Title,
    /// The description, or a title whose fields say something else.
    Prose,
    /// The picture, as it was read where the shop is silent.
    Seen,
}

impl Source {
    /// What it counts beside a field of the shop's.
    pub fn weight(self) -> f32 {
        [1.0, 0.8, 0.4, 0.6][self as usize]
    }
}

/// The rows of a gallery by what they say.
#[derive(Serialize, Deserialize)]
pub(crate) struct Concepts {
    numbers: HashMap<(Facet, String), u32>,
    /// For each concept the rows that say it, in order.
    rows: Vec<Vec<(u32, Source)>>,
    /// What each row says, in the order of the concepts' numbers, row after row.
    said: Vec<(u32, Source)>,
    /// Where each row's part of it ends.
    ends: Vec<u32>,
    /// For each row the facets of which its shop says something.
    told: Vec<u16>,
}

/// The id under which rows say a kind and nothing finer: who sells boots may mean ankle boots, and who sells sandals
/// does not.
pub(crate) fn exactly(id: &str) -> String {
    format!("={id}")
}

/// What one product says.
type Says = Vec<((Facet, String), Source)>;

impl Concepts {
    /// Over `items` in the order of the rows, of a shop that writes in a language.
    pub fn new(items: &[&Item], language: Option<Language>) -> Concepts {
        let says = |item: &&Item| says(&item.product, language);
        let all: Vec<Says> = items.par_iter().map(says).collect();
        let mut concepts = Concepts {
            numbers: HashMap::new(),
            rows: Vec::new(),
            said: Vec::new(),
            ends: Vec::with_capacity(all.len()),
            told: Vec::with_capacity(all.len()),
        };
        for (row, says) in all.into_iter().enumerate() {
            concepts.note(u32::try_from(row).unwrap_or(u32::MAX), says);
        }
        concepts
    }

    fn note(&mut self, row: u32, says: Says) {
        let mut told = 0;
        let mut best: HashMap<u32, Source> = HashMap::new();
        for ((facet, id), source) in says {
            // A word that only the shop knows tells nothing of what others call so.
            let known = || nova_query::concept(facet, &id).is_some();
            if matches!(source, Source::Fact | Source::Title) && known() {
                told |= bit(facet);
            }
            let next = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
            let number = *self.numbers.entry((facet, id)).or_insert(next);
            if number == next {
                self.rows.push(Vec::new());
            }
            let known = best.entry(number).or_insert(source);
            *known = source.min(*known);
        }
        let mut said: Vec<(u32, Source)> = best.into_iter().collect();
        said.sort_unstable();
        for (number, source) in &said {
            self.rows[*number as usize].push((row, *source));
        }
        self.said.extend(said);
        self.ends.push(u32::try_from(self.said.len()).unwrap_or(u32::MAX));
        self.told.push(told);
    }

    /// The rows that say a concept, in order, each with where.
    pub fn rows(&self, facet: Facet, id: &str) -> &[(u32, Source)] {
        let number = self.numbers.get(&(facet, id.to_owned()));
        number.map_or(&[], |number| self.rows[*number as usize].as_slice())
    }

    /// Where a row says a concept; `None` where it does not.
    pub fn source(&self, row: usize, facet: Facet, id: &str) -> Option<Source> {
        let number = self.numbers.get(&(facet, id.to_owned()))?;
        let said = self.said_by(row);
        let at = said.binary_search_by_key(number, |(number, _)| *number).ok()?;
        Some(said[at].1)
    }

    fn said_by(&self, row: usize) -> &[(u32, Source)] {
        let end = |row: usize| self.ends.get(row).map_or(0, |end| *end as usize);
        let start = row.checked_sub(1).map_or(0, end);
        self.said.get(start..end(row)).unwrap_or_default()
    }

    /// Whether the shop says anything of a facet for a row.
    pub fn tells(&self, row: usize, facet: Facet) -> bool {
        self.told.get(row).is_some_and(|told| told & bit(facet) != 0)
    }

    /// The kinds of garment that a row is, the finest that its fields or title name; what its picture was seen to show where
    /// they name none. In the order of the alphabet.
    pub fn kinds(&self, row: usize) -> Vec<&str> {
        let said = self.said_by(row);
        let source = |number: &u32| {
            let at = said.binary_search_by_key(number, |(number, _)| *number).ok()?;
            Some(said[at].1)
        };
        let named = self
            .numbers
            .iter()
            .filter(|((facet, _), _)| *facet == Facet::Kind);
        let own = named.filter_map(|((_, id), number)| Some((id.strip_prefix('=')?, source(number)?)));
        let mut kinds: Vec<(&str, Source)> = own.filter(|(_, source)| *source != Source::Prose).collect();
        if kinds.iter().any(|(_, source)| *source != Source::Seen) {
            kinds.retain(|(_, source)| *source != Source::Seen);
        }
        let concept = |id: &str| nova_query::concept(Facet::Kind, id);
        let finer_stands = |id: &str| {
            let mut others = kinds.iter().filter(|(other, _)| *other != id);
            others.any(|(other, _)| {
                concept(other)
                    .zip(concept(id))
                    .is_some_and(|(finer, wide)| finer.is(wide))
            })
        };
        let mut finest: Vec<&str> = kinds
            .iter()
            .map(|(id, _)| *id)
            .filter(|id| !finer_stands(id))
            .collect();
        // The shop's own name of a kind says less than one that is known everywhere.
        if finest.iter().any(|id| concept(id).is_some()) {
            finest.retain(|id| concept(id).is_some());
        }
        finest.sort_unstable();
        finest
    }

    /// Share of the rows of which the shop says something of a facet, 0..1.
    pub fn told_share(&self, facet: Facet) -> f32 {
        let told = self.told.iter().filter(|told| **told & bit(facet) != 0).count();
        told as f32 / self.told.len().max(1) as f32
    }
}

fn bit(facet: Facet) -> u16 {
    1 << (facet as u16)
}

/// What a product says, by its shop's own fields, its title, its description and its picture; `language` is the shop's.
fn says(product: &Product, language: Option<Language>) -> Says {
    let own = product.as_the_shop_says();
    let mut says = Says::new();
    kinds(&own, language, &mut says);
    colours(&own, language, &mut says);
    let labels = [&own.tags, &own.styles, &own.occasions, &own.season];
    let fields = labels.into_iter().flatten().map(String::as_str);
    for text in fields.chain([own.gender.as_str(), own.kind.as_str()]) {
        add(&mut says, text, language, Source::Fact, |facet| {
            !matches!(facet, Facet::Kind | Facet::Colour)
        });
    }
    let title = without_brand(&product.title, &product.brand);
    add(&mut says, title, language, Source::Title, |facet| {
        !matches!(facet, Facet::Kind | Facet::Colour | Facet::Brand)
    });
    add(&mut says, &own.description, language, Source::Prose, |facet| {
        !matches!(facet, Facet::Kind | Facet::Colour | Facet::Wearer | Facet::Brand)
    });
    if product.is_inferred(COLOURS) {
        for colour in &product.colours {
            add(&mut says, colour, language, Source::Seen, |facet| {
                facet == Facet::Colour
            });
        }
    }
    let told = says.iter().any(|((facet, _), _)| *facet == Facet::Kind);
    let fields = [("type", &product.kind), ("subcategory", &product.subcategory)];
    for (field, kind) in fields {
        if !told && product.is_inferred(field) {
            add(&mut says, kind, language, Source::Seen, |facet| {
                facet == Facet::Kind
            });
        }
    }
    says
}

/// The finest field that names a kind says it. The title may say it more finely, and where it says something else it
/// speaks of a part or a use: "dress shoes", "tie-waist skirt".
fn kinds(own: &Product, language: Option<Language>, says: &mut Says) {
    let fields = [&own.kind, &own.subcategory, &own.category];
    let all = fields.map(|field| vocabulary::facts_of(field, Facet::Kind, language));
    let finest = all.iter().position(|found| !found.is_empty());
    let found = finest.map_or(&[][..], |finest| &all[finest]);
    // A jumpsuit that is filed under dresses is none.
    let fits = |wider: &Vec<Concept>| {
        wider.is_empty() || wider.iter().any(|wider| found.iter().any(|one| one.is(*wider)))
    };
    for (field, said) in fields.into_iter().zip(&all) {
        let source = if fits(said) { Source::Fact } else { Source::Prose };
        own_word(Facet::Kind, field, source, says);
    }
    let title = without_brand(&own.title, &own.brand);
    let title = vocabulary::facts_of(title, Facet::Kind, language);
    let related = |one: &Concept| found.iter().any(|other| one.is(*other) || other.is(*one));
    for concept in found {
        say(*concept, Source::Fact, says);
    }
    for concept in title.iter().filter(|one| found.is_empty() || related(one)) {
        say(*concept, Source::Title, says);
    }
}

/// The shop's colours; those of the title where there are none, and beside them for what they are: a part of the piece,
/// or the name of a brand ("Red Tape").
fn colours(own: &Product, language: Option<Language>, says: &mut Says) {
    for colour in &own.colours {
        own_word(Facet::Colour, colour, Source::Fact, says);
        let before = says.len();
        add(says, colour, language, Source::Fact, |facet| {
            facet == Facet::Colour
        });
        let known = palette::of(colour).and_then(|name| nova_query::concept(Facet::Colour, name));
        if let (true, Some(known)) = (says.len() == before, known) {
            say(known, Source::Fact, says);
        }
    }
    let source = if own.colours.is_empty() {
        Source::Title
    } else {
        Source::Prose
    };
    let title = without_brand(&own.title, &own.brand);
    add(says, title, language, source, |facet| facet == Facet::Colour);
}

/// The shop's own word for something, which the vocabulary may not know.
fn own_word(facet: Facet, word: &str, source: Source, says: &mut Says) {
    let word = word.trim().to_lowercase();
    if !word.is_empty() {
        if facet == Facet::Kind {
            says.push(((facet, exactly(&word)), source));
        }
        says.push(((facet, word), source));
    }
}

fn say(concept: Concept, source: Source, says: &mut Says) {
    if concept.facet() == Facet::Kind {
        says.push(((Facet::Kind, exactly(concept.name())), source));
    }
    let all = with_broader(concept).into_iter();
    says.extend(all.map(|concept| ((concept.facet(), concept.name().to_owned()), source)));
}

fn add(
    says: &mut Says,
    text: &str,
    language: Option<Language>,
    source: Source,
    wanted: impl Fn(Facet) -> bool,
) {
    if text.is_empty() {
        return;
    }
    for concept in vocabulary::facts(text, language) {
        if wanted(concept.facet()) {
            say(concept, source, says);
        }
    }
}

/// A title without the name of the brand at its beginning, which is no wish.
pub(crate) fn without_brand<'a>(title: &'a str, brand: &str) -> &'a str {
    let brand = brand.trim();
    match title.get(..brand.len()) {
        Some(start) if !brand.is_empty() && start.to_lowercase() == brand.to_lowercase() => {
            &title[brand.len()..]
        }
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gallery::Gallery;

    fn product(title: &str, kind: &str, colour: &str) -> Product {
        let mut product = Product::new(title, title);
        product.kind = kind.to_owned();
        product.colours = vec![colour.to_owned()];
        product
    }

    #[test]
    fn a_kind_is_said_in_any_language_with_what_is_broader() {
        let gallery = Gallery::of(vec![
            product("Vestido cruzado", "Vestidos", "Rojo"),
            product("Chelsea", "Chelsea boots", "Black"),
        ]);
        let concepts = gallery.concepts();
        assert_eq!(concepts.source(0, Facet::Kind, "dress"), Some(Source::Fact));
        assert_eq!(concepts.source(0, Facet::Colour, "red"), Some(Source::Fact));
        assert_eq!(concepts.source(1, Facet::Kind, "boots"), Some(Source::Fact));
        assert_eq!(
            concepts.source(1, Facet::Kind, &exactly("boots")),
            None,
            "it is finer"
        );
    }

    #[test]
    fn what_a_shop_calls_its_things_is_read_in_its_language() {
        let french = Gallery::of(vec![
            product("Robe midi en lin à manches courtes", "Robes", "Noir"),
            product("Chemise rayée pour homme", "Chemises", "Bleu"),
        ]);
        assert_eq!(
            french.concepts().source(0, Facet::Kind, "dress"),
            Some(Source::Fact)
        );
        assert_eq!(french.concepts().source(0, Facet::Kind, "dressing gown"), None);
        let english = Gallery::of(vec![
            product("Fluffy bath robe with belt", "Robes", "White"),
            product("Striped shirt for men", "Shirts", "Blue"),
        ]);
        assert_eq!(english.concepts().source(0, Facet::Kind, "dress"), None);
    }

    #[test]
    fn a_piece_that_is_filed_under_another_kind_is_what_its_finest_word_says() {
        let mut jumpsuit = product("Wide-leg jumpsuit", "Jumpsuits", "Red");
        jumpsuit.subcategory = "Dress".to_owned();
        let mut gown = product("Velvet gown", "Maxi dresses", "Red");
        gown.subcategory = "Dress".to_owned();
        let gallery = Gallery::of(vec![jumpsuit, gown]);
        let dress = |row| gallery.concepts().source(row, Facet::Kind, "dress");
        assert_eq!(dress(0), Some(Source::Prose));
        assert_eq!(dress(1), Some(Source::Fact));
    }

    #[test]
    fn a_word_of_the_title_is_no_kind_where_the_shop_names_another() {
        let gallery = Gallery::of(vec![product("Ada dress jumpsuit", "Jumpsuits", "Red")]);
        assert_eq!(gallery.concepts().source(0, Facet::Kind, "dress"), None);
    }

    #[test]
    fn the_name_of_a_brand_is_no_colour() {
        let mut shoes = product("Red Tape Men Black Shoes", "Shoes", "Black");
        shoes.brand = "Red Tape".to_owned();
        let gallery = Gallery::of(vec![shoes]);
        assert_eq!(gallery.concepts().source(0, Facet::Colour, "red"), None);
        assert_eq!(
            gallery.concepts().source(0, Facet::Colour, "black"),
            Some(Source::Fact)
        );
    }

    #[test]
    fn what_a_picture_shows_is_told_apart_from_what_the_shop_says() {
        let mut guessed = product("Leda", "Sandals", "Red");
        guessed.inferred = vec!["type".to_owned(), "colours".to_owned()];
        let gallery = Gallery::of(vec![guessed]);
        assert_eq!(
            gallery.concepts().source(0, Facet::Kind, "sandals"),
            Some(Source::Seen)
        );
        assert_eq!(
            gallery.concepts().source(0, Facet::Colour, "red"),
            Some(Source::Seen)
        );
        assert!(!gallery.concepts().tells(0, Facet::Kind));
    }
}
