//! What each column of a table of products holds, by the words of its heading and by what its values look like. Tables of
//! other things use the same machinery with targets of their own: see [`assign`].

use crate::heading::Heading;
use crate::shape::Shape;
use crate::synonyms::{self, Column};

mod table;
mod words;

use table::{
    named_beside, named_by_cells, named_by_number, named_by_value, number_options, one_language, places,
    settle, size_in_heading, taxed,
};
use words::role;

/// What a column of a table of products holds: a field of a product, or what is needed to put rows together and to
/// find out the price and the pieces.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "most are called after what they hold")]
pub enum Role {
    /// A field of a product, as it stands.
    Field(Column),
    /// A product's name in its web address, the same in all rows of a product.
    Handle,
    /// A number or a name that all variants of a product share.
    Group,
    /// A number of a design, which may or may not be that of a product.
    Style,
    /// The product that a row is a variant of.
    Parent,
    /// The rows that are variants of this one.
    Children,
    VariantId,
    Sku,
    Barcode,
    /// Whether a row is a product or a variant.
    RowKind,
    VariantTitle,
    OptionName(usize),
    OptionValue(usize),
    /// Several options with their values in a cell.
    Options,
    /// An option that is called so.
    OptionOf(String),
    Regular,
    SalePrice,
    Wholesale,
    Cost,
    Compare,
    DiscountAmount,
    DiscountPercent,
    DiscountMode,
    DiscountValue,
    OnSale,
    SaleFrom,
    SaleTo,
    /// Pieces at one of several places.
    StockAt,
    /// Pieces of a variant, beside a column for those of the product.
    VariantStock,
    /// Whether there are pieces, and not how many.
    Available,
    Tracked,
    Policy,
    /// A picture by its place among the pictures.
    Image(usize),
    VariantImage,
    ImagePosition,
    ShortDescription,
    CategoryLevel(usize),
    Material,
    Shown,
    /// Whether it is out of sale.
    Hidden,
    Status,
    Visibility,
    /// Pieces in a size, which is the heading.
    SizeCell(String),
    /// Understood, and of no use here.
    Ignored,
}

impl Role {
    /// The field of a product that such a column helps to fill.
    pub fn field(&self) -> Option<Column> {
        Some(match self {
            Role::Field(field) => *field,
            Role::Handle | Role::Group | Role::Style => Column::Id,
            Role::Sku | Role::Barcode | Role::VariantId => Column::Skus,
            Role::Regular
            | Role::SalePrice
            | Role::Wholesale
            | Role::DiscountAmount
            | Role::DiscountPercent
            | Role::DiscountValue => Column::Price,
            Role::StockAt | Role::VariantStock | Role::Available | Role::Tracked | Role::Policy => {
                Column::Stock
            }
            Role::Image(_) | Role::VariantImage => Column::Image,
            Role::ShortDescription => Column::Description,
            Role::CategoryLevel(_) => Column::Category,
            Role::Material => Column::Tags,
            Role::SizeCell(_) => Column::Sizes,
            Role::OptionOf(name) => return synonyms::field_of(name),
            _ => return None,
        })
    }

    /// Whether several columns of a table can hold it.
    fn many(&self) -> bool {
        matches!(
            self,
            Role::StockAt
                | Role::Barcode
                | Role::Material
                | Role::Ignored
                | Role::OptionOf(_)
                | Role::SizeCell(_)
                | Role::Cost
                | Role::Compare
                | Role::Image(_)
                | Role::Options
                | Role::VariantTitle
                | Role::Field(Column::Tags)
        )
    }
}

/// A column's heading and the look of its values.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The heading, taken apart.
    pub heading: Heading,
    /// What the values look like.
    pub shape: Shape,
}

/// Gives each column a target: of several that would be the same, the one with the highest rank gets it, and the first of
/// equals. `read` says what a column would be and how surely; `many` which targets several columns may share.
///
/// This is all that a table of other things (orders, looks) needs beside its own `read`.
pub fn assign<T: Clone + PartialEq>(
    columns: &[Seen],
    read: impl Fn(&Seen) -> Option<(T, i32)>,
    many: impl Fn(&T) -> bool,
) -> Vec<Option<T>> {
    let read: Vec<Option<(T, i32)>> = columns.iter().map(read).collect();
    assign_read(&read, many)
}

/// As [`assign`], of what each column would be.
fn assign_read<T: Clone + PartialEq>(read: &[Option<(T, i32)>], many: impl Fn(&T) -> bool) -> Vec<Option<T>> {
    let best = |at: usize, target: &T, rank: i32| {
        many(target)
            || read.iter().enumerate().all(|(other, rival)| {
                let rival = rival.as_ref().filter(|(rival, _)| rival == target && other != at);
                rival.is_none_or(|(_, theirs)| *theirs < rank || (*theirs == rank && at < other))
            })
    };
    read.iter()
        .enumerate()
        .map(|(at, read)| {
            let (target, rank) = read.as_ref()?;
            best(at, target, *rank).then(|| target.clone())
        })
        .collect()
}

/// What the columns of a table of products hold.
pub fn of_products(columns: &[Seen]) -> Vec<Option<Role>> {
    let sized: Vec<Option<String>> = columns.iter().map(size_in_heading).collect();
    let matrix = sized.iter().flatten().count() >= 3;
    let mut read: Vec<Option<(Role, i32)>> = columns.iter().map(role).collect();
    named_by_number(columns, &mut read);
    named_by_value(columns, &mut read);
    number_options(&mut read);
    named_by_cells(columns, &mut read);
    named_beside(columns, &mut read);
    taxed(columns, &mut read);
    one_language(columns, &mut read);
    places(columns, &mut read);
    let mut roles = assign_read(&read, Role::many);
    if matrix {
        for role in roles
            .iter_mut()
            .filter(|role| **role == Some(Role::Field(Column::Sizes)))
        {
            *role = None;
        }
        for (role, size) in roles.iter_mut().zip(sized) {
            if let Some(size) = size {
                *role = Some(Role::SizeCell(size));
            }
        }
    }
    settle(columns, &mut roles);
    roles
}

/// The fields that the columns of a table fill, as far as their headings alone tell.
pub fn columns_of(header: &[String]) -> Vec<Option<Column>> {
    let seen: Vec<Seen> = header
        .iter()
        .map(|heading| Seen {
            heading: Heading::read(heading),
            ..Seen::default()
        })
        .collect();
    let roles = of_products(&seen);
    roles
        .iter()
        .map(|role| role.as_ref().and_then(Role::field))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(columns: &[(&str, &[&str])]) -> Vec<Option<Role>> {
        let seen: Vec<Seen> = columns
            .iter()
            .map(|(heading, cells)| Seen {
                heading: Heading::read(heading),
                shape: Shape::of(cells.iter().copied()),
            })
            .collect();
        of_products(&seen)
    }

    fn one(heading: &str, cells: &[&str]) -> Option<Role> {
        of(&[(heading, cells)]).remove(0)
    }

    #[test]
    fn headings_that_nobody_listed_are_understood_by_their_words() {
        let field = |column| Some(Role::Field(column));
        for (heading, cells, expected) in [
            ("Name *", &["Shirt"][..], field(Column::Title)),
            ("Price tax included", &["5"], field(Column::Price)),
            ("Wholesale price", &["5"], Some(Role::Wholesale)),
            ("invoice_price", &["5"], Some(Role::Cost)),
            ("net_retail_price", &["5"], Some(Role::Regular)),
            ("Sales\u{a0}Price", &["5"], field(Column::Price)),
            ("Verkaufspreis brutto", &["5"], field(Column::Price)),
            ("Цена, руб.", &["5"], field(Column::Price)),
            ("商品名称", &["衬衫"], field(Column::Title)),
            ("库存数量", &["5"], field(Column::Stock)),
            ("اسم المنتج", &["قميص"], field(Column::Title)),
            ("Quantity On Hand", &["5"], field(Column::Stock)),
            ("Forecasted Quantity", &["5"], Some(Role::Ignored)),
            ("Minimal quantity", &["1"], Some(Role::Ignored)),
            (
                "Image URLs (x,y,z...)",
                &["https://x.y/a.jpg"],
                Some(Role::Image(1)),
            ),
            ("IMAGE2", &["https://x.y/a.jpg"], Some(Role::Image(2))),
            ("Image Alt Text", &["Front"], Some(Role::Ignored)),
            ("colour_group_name", &["Light Pink"], field(Column::Colours)),
            ("colour_group_code", &["9"], Some(Role::Ignored)),
            ("product_type_no", &["253"], Some(Role::Ignored)),
            ("product_category_name", &["HALJINE"], field(Column::Category)),
            ("category_code", &["5207"], Some(Role::Ignored)),
            ("item_group_id", &["a", "a"], Some(Role::Group)),
            ("VARIATION 1 NAME", &["Size"], Some(Role::OptionName(1))),
            ("Valeur(s) de l’attribut 2", &["S"], Some(Role::OptionValue(2))),
            ("Видимость атрибута 1", &["1"], Some(Role::Ignored)),
            ("Родительский", &["41"], Some(Role::Parent)),
            ("Hersteller", &["Maren"], field(Column::Brand)),
            ("special_price_to_date", &["2017-01-01"], Some(Role::SaleTo)),
            ("  ", &["variable", "variation"], Some(Role::RowKind)),
            ("Meta title", &["Buy"], Some(Role::Ignored)),
        ] {
            assert_eq!(one(heading, cells), expected, "{heading}");
        }
    }

    #[test]
    fn of_columns_that_could_be_the_same_the_plainest_is_taken() {
        let roles = of(&[
            ("perceived_colour_master_name", &["Black"]),
            ("Colour", &["Navy"]),
            ("Price / International", &["9"]),
            ("Price", &["5"]),
        ]);
        assert_eq!(roles[1], Some(Role::Field(Column::Colours)));
        assert_eq!(roles[3], Some(Role::Field(Column::Price)));
        assert_eq!(roles[2], None);
    }

    #[test]
    fn of_columns_in_several_languages_those_of_the_first_count() {
        let roles = of(&[
            ("NL_Title", &["Trui", "Riem"]),
            ("EN_Title", &["Jumper", "Belt"]),
            ("name (fr)", &["", ""]),
        ]);
        assert_eq!(roles[0], Some(Role::Field(Column::Title)));
        assert_eq!(roles[1], Some(Role::Ignored));
    }

    #[test]
    fn pieces_at_several_places_and_of_variants_are_told_apart() {
        let places = of(&[
            ("In stock [A]", &["3", "0", "7"]),
            ("In stock [B]", &["1", "2", "0"]),
        ]);
        assert_eq!(places, [Some(Role::StockAt), Some(Role::StockAt)]);
        let variants = of(&[("Stock", &["0", "6"]), ("Variant stock", &["3", ""])]);
        assert_eq!(
            variants,
            [Some(Role::Field(Column::Stock)), Some(Role::VariantStock)]
        );
    }

    #[test]
    fn of_two_descriptions_the_shorter_is_the_name() {
        let roles = of(&[
            ("Descrizione", &["Camicia", "Gonna plissé"]),
            (
                "Descrizione estesa",
                &["Camicia in popeline di cotone", "Gonna midi plissettata in raso"],
            ),
        ]);
        assert_eq!(roles[0], Some(Role::Field(Column::Title)));
        assert_eq!(roles[1], Some(Role::Field(Column::Description)));
    }

    #[test]
    fn a_column_for_each_size_is_seen() {
        let roles = of(&[
            ("Style", &["A1", "A2"]),
            ("S", &["1", ""]),
            ("M", &["2", "0"]),
            ("XL", &["", ""]),
        ]);
        assert_eq!(roles[3], Some(Role::SizeCell("XL".to_owned())));
    }

    #[test]
    fn values_tell_what_a_heading_does_not() {
        let roles = of(&[
            ("A", &["Linen shirt", "Wool coat"]),
            ("B", &["https://x.y/1.jpg", "https://x.y/2.jpg"]),
            ("C", &["19,90 €", "59,00 €"]),
            ("D", &["S", "XL"]),
        ]);
        assert_eq!(roles[1], Some(Role::Image(1)));
        assert_eq!(roles[2], Some(Role::Field(Column::Price)));
        assert_eq!(roles[0], Some(Role::Field(Column::Title)));
        assert_eq!(roles[3], Some(Role::Field(Column::Sizes)));
    }
}
