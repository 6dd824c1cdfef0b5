//! How a sentence that was understood steers the ranking: the garment before the colour, the colour before the rest, what
//! suits an occasion before what does not.
//!
//! What a row says of the sentence is added to its cosine in spreads of the cosines. The cosine decides among rows that say
//! the same, and everything where the shop says nothing. How good an answer is called is in `verdict.rs`.

use super::sentence::Sentence;
use crate::concepts::{Concepts, exactly};
use crate::gallery::Gallery;
use crate::lexicon::NOTHING_SAID;
use crate::vocabulary::{self, with_broader};
use nova_query::{Concept, Facet, Item, Reading, Refusal, concept};

/// Spreads that a row gains by what it says. Kind is above all others together, and colour above the rest, so that each
/// comes first. Set by hand; docs/search.md has what they bring.
const KIND: f32 = 12.0;
const COLOUR: f32 = 3.5;
const WEARER: f32 = 1.0;
const REST: f32 = 1.5;
/// The most that patterns, materials, cuts and styles give together.
const MOST_REST: f32 = 3.0;
/// What a row loses that is made for someone else.
const FOR_OTHERS: f32 = 5.0;
/// What a finer kind counts than the one that is named: T-shirts for tops.
const NARROWER: f32 = 0.85;
/// What a kind counts of which a row says only what is broader by a step or more: "boots" for ankle boots.
const BROADER: [f32; 3] = [0.75, 0.5, 0.3];
/// What a kind counts beside one that the catalogue does not have, where both are of the same sort: T-shirts for shirts.
const SIBLING: f32 = 0.5;
/// What a kind counts for a row that says nothing of kinds: its picture may show it.
const UNTOLD: f32 = 0.3;
/// What a word counts where the sentence uses the shop's own and the row's is another for the same.
const NOT_THE_SHOPS: f32 = 0.85;
/// What a row loses that says the opposite of what is wanted: less than a garment counts, and more than a colour.
const RULED_OUT: f32 = 5.0;
/// What a row gains whose kind suits an occasion, where the sentence names no kind, and what one loses that does not.
const SUITS: f32 = 4.0;
const AVOIDED: f32 = 4.0;
/// What a row gains by each other thing that suits, and the most of them that count.
const SUITS_TOO: f32 = 1.0;
const MOST_SUITING: f32 = 3.0;

/// The kind of what shops of clothes sell beside them and nobody wears.
const NOT_WORN: &str = "beauty";

/// Facets beside kind, colour, wearer and brand.
pub(crate) const OTHERS: [Facet; 8] = [
    Facet::Pattern,
    Facet::Material,
    Facet::Fit,
    Facet::Length,
    Facet::Detail,
    Facet::Style,
    Facet::Season,
    Facet::Occasion,
];

/// The ids under which rows say what an item of a sentence wants, each with what it counts. The shop's own word wins over
/// what others call so too.
pub(crate) fn ids_of(item: &Item) -> Vec<(String, f32)> {
    match &item.shop {
        Some(shop) => vec![
            (shop.trim().to_lowercase(), 1.0),
            (item.id.clone(), NOT_THE_SHOPS),
        ],
        None => vec![(item.id.clone(), 1.0)],
    }
}

/// What suits and what does not, of all occasions and wishes of a sentence.
pub(crate) fn readings(sentence: &Sentence) -> impl Iterator<Item = (&Item, &'static Reading)> {
    sentence.understood.wanted.iter().filter_map(|item| {
        let reading = concept(item.facet, &item.id)?.reading()?;
        Some((item, reading))
    })
}

/// What a sentence adds to the cosines of a gallery's rows.
pub(crate) struct Steering<'a> {
    sentence: &'a Sentence,
    concepts: &'a Concepts,
}

impl<'a> Steering<'a> {
    pub fn new(sentence: &'a Sentence, gallery: &'a Gallery) -> Steering<'a> {
        Steering {
            sentence,
            concepts: gallery.concepts(),
        }
    }

    /// Adds to each row's cosine what it says of the sentence, in units of the spread of the cosines around their mean.
    /// Rows without an embedding that say enough are found by it.
    pub fn add(&self, (mean, unit): (f32, f32), values: &mut [f32]) {
        let mut gains = vec![0.0_f32; values.len()];
        self.add_kinds(&mut gains);
        self.add_colours(&mut gains);
        self.add_wearers(&mut gains);
        self.add_rest(&mut gains);
        self.add_opposites(&mut gains);
        self.add_readings(&mut gains);
        self.add_clothes(&mut gains);
        for (value, gain) in values.iter_mut().zip(gains) {
            if *value > NOTHING_SAID {
                *value += unit * gain;
            } else if *value == NOTHING_SAID && gain > UNTOLD * KIND {
                *value = mean + unit * gain;
            }
        }
    }

    /// Several kinds are alternatives, and the row gains by the one that it says best.
    fn add_kinds(&self, gains: &mut [f32]) {
        if self.sentence.understood.of(Facet::Kind).next().is_none() {
            return;
        }
        let mut best = vec![0.0_f32; gains.len()];
        let mut most = |row: usize, weight: f32| best[row] = best[row].max(weight);
        for item in self.sentence.understood.of(Facet::Kind) {
            for (id, share) in ids_of(item) {
                self.say(Facet::Kind, &id, gains.len(), |row, weight| {
                    most(row, NARROWER * share * weight);
                });
                self.say(Facet::Kind, &exactly(&id), gains.len(), |row, weight| {
                    most(row, share * weight)
                });
            }
            let wanted = concept(item.facet, &item.id)
                .map(with_broader)
                .unwrap_or_default();
            let missing = |(id, _): &(String, f32)| self.concepts.rows(Facet::Kind, id).is_empty();
            if ids_of(item).iter().all(missing) {
                let sorts = wanted.first().into_iter().flat_map(|one| one.broader());
                for sort in sorts.filter(|sort| sort.broader().next().is_some()) {
                    self.say(Facet::Kind, sort.name(), gains.len(), |row, weight| {
                        most(row, SIBLING * weight);
                    });
                }
            }
            for (step, broader) in wanted.into_iter().skip(1).enumerate() {
                let share = BROADER[step.min(BROADER.len() - 1)];
                self.say(
                    Facet::Kind,
                    &exactly(broader.name()),
                    gains.len(),
                    |row, weight| {
                        most(row, share * weight);
                    },
                );
            }
        }
        for (row, (gain, best)) in gains.iter_mut().zip(best).enumerate() {
            let untold = best == 0.0 && !self.concepts.tells(row, Facet::Kind);
            *gain += KIND * if untold { UNTOLD } else { best };
        }
    }

    /// One of two colours is most of it, as "black or navy" is said like "black and navy".
    fn add_colours(&self, gains: &mut [f32]) {
        if self.sentence.understood.of(Facet::Colour).next().is_none() {
            return;
        }
        let mut sum = vec![0.0_f32; gains.len()];
        for item in self.sentence.understood.of(Facet::Colour) {
            let mut own = vec![0.0_f32; gains.len()];
            for (id, share) in ids_of(item) {
                self.say(Facet::Colour, &id, gains.len(), |row, weight| {
                    own[row] = own[row].max(share * weight);
                });
            }
            sum.iter_mut().zip(own).for_each(|(sum, own)| *sum += own);
        }
        for (gain, sum) in gains.iter_mut().zip(sum) {
            *gain += COLOUR * (sum.min(1.0) + 0.15 * (sum - 1.0).clamp(0.0, 1.0));
        }
    }

    fn add_wearers(&self, gains: &mut [f32]) {
        if self.sentence.understood.of(Facet::Wearer).next().is_none() {
            return;
        }
        let mut suited = vec![false; gains.len()];
        for id in self.wearers() {
            self.say(Facet::Wearer, &id, gains.len(), |row, _| suited[row] = true);
        }
        for (row, gain) in gains.iter_mut().enumerate() {
            if suited[row] {
                *gain += WEARER;
            } else if self.concepts.tells(row, Facet::Wearer) {
                *gain -= FOR_OTHERS;
            }
        }
    }

    /// Those for whom a piece may be made that is for who is named: they, and everybody.
    pub fn wearers(&self) -> Vec<String> {
        let named = self.sentence.understood.of(Facet::Wearer);
        let named = named.flat_map(|item| vocabulary::wearers_with(&item.id));
        named.chain(["unisex".to_owned()]).collect()
    }

    fn add_rest(&self, gains: &mut [f32]) {
        let named = |facet: &Facet| self.sentence.understood.of(*facet).next().is_some();
        if !OTHERS.iter().any(named) {
            return;
        }
        let mut rest = vec![0.0_f32; gains.len()];
        for facet in OTHERS {
            for item in self.sentence.understood.of(facet) {
                self.say(facet, &item.id, gains.len(), |row, weight| {
                    rest[row] += REST * weight
                });
            }
        }
        for (gain, rest) in gains.iter_mut().zip(rest) {
            *gain += rest.min(MOST_REST);
        }
    }

    /// What cannot be so: a plain shirt is not striped.
    fn add_opposites(&self, gains: &mut [f32]) {
        let wanted = self.sentence.understood.wanted.iter();
        let opposites = wanted.flat_map(|item| item.concept().map_or(&[][..], Concept::rules_out));
        let mut opposites = opposites.peekable();
        if opposites.peek().is_none() {
            return;
        }
        let mut out = vec![false; gains.len()];
        for one in opposites {
            self.say(one.facet(), one.name(), gains.len(), |row, _| out[row] = true);
        }
        for (gain, out) in gains.iter_mut().zip(out) {
            *gain -= if out { RULED_OUT } else { 0.0 };
        }
    }

    /// What suits an occasion: kinds where the sentence names none, and all else beside them.
    fn add_readings(&self, gains: &mut [f32]) {
        let free = self.sentence.understood.of(Facet::Kind).next().is_none();
        for (_, reading) in readings(self.sentence) {
            let (mut kind, mut other) = (vec![0.0_f32; gains.len()], vec![0.0_f32; gains.len()]);
            let all = [(&reading.suits, 1.0), (&reading.avoids, -1.0)];
            for (concept, sign) in all
                .into_iter()
                .flat_map(|(list, sign)| list.iter().map(move |one| (one, sign)))
            {
                if concept.facet() == Facet::Kind {
                    let most = if sign > 0.0 { SUITS } else { -AVOIDED };
                    self.say(Facet::Kind, concept.name(), gains.len(), |row, _| {
                        kind[row] = if sign > 0.0 { most } else { kind[row].min(most) };
                    });
                } else {
                    self.say(concept.facet(), concept.name(), gains.len(), |row, weight| {
                        other[row] += sign * SUITS_TOO * weight;
                    });
                }
            }
            for ((gain, kind), other) in gains.iter_mut().zip(kind).zip(other) {
                if free {
                    *gain += kind;
                }
                *gain += other.clamp(-MOST_SUITING, MOST_SUITING);
            }
        }
    }

    /// Who names no kind and says anything of clothes means something to wear.
    fn add_clothes(&self, gains: &mut [f32]) {
        let wanted = &self.sentence.understood.wanted;
        let facets = |item: &Item| !matches!(item.facet, Facet::Kind | Facet::Brand | Facet::Colour);
        let named = wanted.iter().any(|item| item.facet == Facet::Kind);
        if named || !wanted.iter().any(facets) {
            return;
        }
        self.say(Facet::Kind, NOT_WORN, gains.len(), |row, _| gains[row] -= AVOIDED);
    }

    fn say(&self, facet: Facet, id: &str, rows: usize, mut gain: impl FnMut(usize, f32)) {
        for (row, source) in self.concepts.rows(facet, id) {
            let row = *row as usize;
            if row < rows {
                gain(row, source.weight());
            }
        }
    }
}

/// Calls `found` with each row that is refused: by a fact, a word of the title, or what its picture was seen to show.
pub(crate) fn refused_rows(gallery: &Gallery, refusal: &Refusal, mut found: impl FnMut(usize)) {
    let concepts = gallery.concepts();
    if let Some(facet) = refusal.facet {
        let shades = refusal.concept().map_or(&[][..], Concept::shades).iter();
        let shop = refusal.shop.as_ref().map(|shop| shop.to_lowercase());
        let ids = [refusal.id.clone()].into_iter().chain(shop);
        for id in ids.chain(shades.map(|shade| shade.name().to_owned())) {
            for (row, _) in concepts.rows(facet, &id) {
                found(*row as usize);
            }
        }
        if facet == Facet::Brand {
            let brand = refusal.shop.as_deref().unwrap_or(&refusal.id);
            gallery.lexicon().rows_saying(brand).into_iter().for_each(found);
        }
        return;
    }
    gallery
        .lexicon()
        .rows_saying(&refusal.said)
        .into_iter()
        .for_each(found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use nova_domain::Product;

    fn gallery() -> Gallery {
        let of = |(title, kind, colour, gender): (&str, &str, &str, &str)| {
            let mut product = Product::new(title, title);
            product.kind = kind.to_owned();
            product.colours = vec![colour.to_owned()];
            product.gender = gender.to_owned();
            product
        };
        let products = [
            ("Knit", "Sweaters", "Blue", "Women"),
            ("Knit", "Sweaters", "Red", "Women"),
            ("Body", "Bodysuits", "Red", "Women"),
            ("Knit", "Sweaters", "Red", "Men"),
        ];
        let products = products.into_iter().enumerate().map(|(row, facts)| Product {
            id: format!("{row}").as_str().into(),
            ..of(facts)
        });
        Gallery::of(products.collect())
    }

    fn order(text: &str) -> Vec<usize> {
        let gallery = gallery();
        let sentence = Sentence::new(text, &gallery, None);
        let mut values = vec![0.0; gallery.rows()];
        Steering::new(&sentence, &gallery).add((0.0, 1.0), &mut values);
        let mut rows: Vec<usize> = (0..values.len()).collect();
        rows.sort_by(|a, b| values[*b].total_cmp(&values[*a]));
        rows
    }

    #[test]
    fn the_garment_comes_before_the_colour_and_who_it_is_for_counts() {
        assert_eq!(order("red jumper for women"), [1, 0, 3, 2]);
        assert_eq!(order("pull rouge pour femme"), [1, 0, 3, 2]);
    }

    #[test]
    fn where_a_kind_is_not_sold_what_is_of_its_sort_comes_first() {
        assert_eq!(
            order("red cardigan for women")[..2],
            [1, 0],
            "a sweater is the wider kind"
        );
        let first = order("red shirt for women")[0];
        assert!(
            [1, 2].contains(&first),
            "a sweater and a body are tops as a shirt is, and the colour decides"
        );
    }

    #[test]
    fn what_is_refused_is_found_by_fact_in_any_language() {
        let gallery = gallery();
        let sentence = Sentence::new("pull sans rouge", &gallery, None);
        let mut rows = Vec::new();
        for refusal in &sentence.understood.refused {
            refused_rows(&gallery, refusal, |row| rows.push(row));
        }
        assert_eq!(rows, [1, 2, 3]);
    }
}
