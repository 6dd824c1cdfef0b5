//! What a column holds by the words of its heading, unless its values say otherwise.

use super::{Role, Seen};
use crate::concepts::Concept::{self, *};
use crate::heading::Heading;
use crate::shape::Shape;
use crate::synonyms::{self, Column};

/// What a column holds, by itself, and how surely.
pub(super) fn role(column: &Seen) -> Option<(Role, i32)> {
    let (heading, shape) = (&column.heading, &column.shape);
    let role = by_words(heading, shape)?;
    let own = role
        .field()
        .is_some_and(|field| matches!(role, Role::Field(_)) && heading.folded == field.name());
    let unknown = i32::try_from(heading.unknown).unwrap_or(i32::MAX / 100);
    let known = i32::try_from(
        heading
            .concepts
            .iter()
            .filter(|concept| **concept != Noise)
            .count(),
    )
    .unwrap_or(99);
    let mut rank = 50 - 8 * unknown - 2 * known + if own { 50 } else { 0 };
    rank += match &role {
        Role::Field(Column::Price) if heading.any(&[Net, Unit]) && !heading.has(Gross) => -20,
        // "Current price" is what is asked now.
        Role::Field(Column::Price)
            if ["current", "final", "actual", "aktuell", "actuel"]
                .iter()
                .any(|word| heading.folded.contains(word)) =>
        {
            20
        }
        Role::Field(Column::Brand) if !heading.has(Brand) => -30,
        Role::Field(Column::Category) if heading.folded.starts_with("google") => -20,
        // A path says more than a name.
        Role::Field(Column::Category) if shape.path > 0.5 => 8,
        // A collection says more of a season than of what a piece is.
        Role::Field(Column::Category) if heading.folded.starts_with("colle") => -10,
        Role::Field(Column::Category)
            if !heading.folded.contains("categ") && !heading.folded.contains("kateg") =>
        {
            -3
        }
        Role::Field(Column::Colours) if heading.any(&[Group, Supplier, Brand]) => -3,
        Role::Field(Column::Description)
            if !heading.folded.contains("descr") && !heading.folded.contains("beschr") =>
        {
            -4
        }
        Role::Field(Column::Title) if heading.only(&[Name, Product]) => 6,
        // "MSRP" alone is what somebody else asks.
        Role::Regular if heading.has(Price) => 6,
        // What variants share says more than a group of any kind.
        Role::Group if heading.has(Variant) => 10,
        Role::Field(Column::Stock) if heading.has(Total) => 20,
        // The number of a postage or of a tax stands in every row alike.
        Role::Field(Column::Id) if heading.unknown > 0 && shape.filled > 2 && shape.distinct < 0.5 => -20,
        Role::Sku if heading.any(&[Supplier, Brand]) => -30,
        Role::Sku if heading.only(&[Number]) => -25,
        Role::Sku if !heading.has(Sku) => -15,
        Role::Field(Column::Brand) if heading.folded.contains("vendor") => -14,
        Role::RowKind if shape.child > 0.0 => 20,
        Role::Status if shape.row_kind > 0.5 => -10,
        // What nobody filled in says less than what somebody did.
        _ => 0,
    };
    if heading.folded == "row_kind" {
        rank += 100;
    }
    if shape.filled == 0 && !own {
        rank -= 30;
    }
    Some((role, rank))
}

/// What the words of a heading mean together, unless its values say otherwise.
fn by_words(heading: &Heading, shape: &Shape) -> Option<Role> {
    let has = |concept: Concept| heading.has(concept);
    let any = |concepts: &[Concept]| heading.any(concepts);
    let number = heading.number.unwrap_or(0);
    let contains = |part: &str| heading.folded.contains(part);
    if let Some(of) = &heading.of {
        return Some(Role::OptionOf(of.clone()));
    }
    if shape.row_kind > 0.75
        && (heading.concepts.is_empty()
            || any(&[Kind, Parent, Variant, Level, Group])
            || (heading.only(&[Product]) && shape.child > 0.0)
            || contains("relationship"))
        && !any(&[Tax, Active, Status])
    {
        return Some(Role::RowKind);
    }
    if has(Seo) {
        return Some(match () {
            () if has(Gender) => Role::Field(Column::Gender),
            () if has(Category) => Role::Field(Column::Category),
            () => Role::Ignored,
        });
    }
    if has(Meta) {
        return Some(Role::Ignored);
    }
    if any(&[Sale, Discount, Price]) && any(&[From, To, Date]) && !has(Choice) {
        return Some(match () {
            () if has(From) || contains("start") => Role::SaleFrom,
            () if has(To) || contains("end") => Role::SaleTo,
            () => Role::Ignored,
        });
    }
    if heading.folded == "display" && shape.yes_no > 0.9 {
        return Some(Role::Shown);
    }
    if has(Hidden) && !any(&[Name, Image, Price, Stock, Date, Description]) {
        return Some(Role::Hidden);
    }
    if any(&[Sale, Discount])
        && (heading.text.contains('%') && !has(Price) || contains("percent") || contains("prozent"))
    {
        return Some(Role::DiscountPercent);
    }
    if has(Position) && !has(Name) {
        return Some(if has(Image) {
            Role::ImagePosition
        } else {
            Role::Ignored
        })
        .filter(|_| shape.gender < 0.5);
    }
    // "RRP incl. VAT" is what is asked, with the tax in it.
    let asked = has(Price) || has(Regular) && any(&[Gross, Net]);
    let taxed = has(Tax) && (!asked || contains("rate"));
    if taxed
        || any(&[
            Customer, Email, Shipping, Country, Language, Condition, Label, Age,
        ])
        || (has(Order) && !has(Stock) && !has(Sku))
        || (has(Date) && !has(Year))
    {
        return Some(Role::Ignored);
    }
    if has(Children) {
        return Some(if any(&[Price, Label]) {
            Role::Ignored
        } else {
            Role::Children
        });
    }
    // "Variant group code", "Matrix description".
    if has(Variant) && has(Group) && !has(Choice) && shape.yes_no < 0.9 {
        return Some(Role::Group);
    }
    if has(Choice) {
        return option(heading, shape);
    }
    // "Dimension 1" of a garment is its size or its colour.
    let varies = shape.size > 0.5 || shape.colour > 0.5 || shape.choice > 0.5;
    if contains("dimension") && heading.number.is_some() && varies {
        return Some(Role::OptionValue(number));
    }
    if has(Measure) && !any(&[Colour, Kind]) {
        return Some(Role::Ignored);
    }
    if has(Barcode) {
        return Some(Role::Barcode);
    }
    if has(Handle) {
        return Some(Role::Handle);
    }
    // "Stock amount" counts pieces.
    if has(Stock) && heading.folded.ends_with("amount") && shape.whole > 0.8 {
        return stock(heading, shape);
    }
    if any(&[Cost, Price, Wholesale, Compare, Discount])
        || (any(&[Sale, Regular])
            && !any(&[
                Category,
                Image,
                Name,
                Colour,
                Size,
                Description,
                Stock,
                Id,
                Gender,
            ]))
    {
        return price(heading, shape);
    }
    if has(Currency) {
        return Some(Role::Field(Column::Currency));
    }
    if has(Image) {
        return image(heading, shape);
    }
    // "Available sizes" are sizes.
    let chosen = !has(Stock) && (has(Size) && shape.size > 0.5 || has(Colour) && shape.colour > 0.5);
    if any(&[Stock, Available, Tracked, Policy]) && !any(&[Sku, Season]) && !chosen {
        return stock(heading, shape);
    }
    if has(Parent) {
        return Some(if has(Name) { Role::Ignored } else { Role::Parent });
    }
    if has(Variant) {
        return variant(heading, shape);
    }
    let shelved = has(Category) && shape.filled > 0 && shape.spelt + shape.path > 0.8 && shape.yes_no < 0.5;
    if any(&[Active, Visibility, Status]) && !shelved {
        return Some(match () {
            () if any(&[Id, Code, Image, Name, Value]) => Role::Ignored,
            () if has(Visibility) => Role::Visibility,
            () if has(Active) => Role::Shown,
            () => Role::Status,
        });
    }
    let coded = any(&[Code, Id, Number]);
    if has(Colour) {
        // "Swatch" is a code, and may hold names all the same.
        return Some(
            if (coded && shape.colour < 0.7) || (shape.number > 0.8 && shape.filled > 1) {
                Role::Ignored
            } else {
                Role::Field(Column::Colours)
            },
        );
    }
    if has(Size) {
        let other = any(&[Kind, Unit, Id]) || shape.prose > 0.3 || shape.address > 0.3;
        return Some(if other {
            Role::Ignored
        } else {
            Role::Field(Column::Sizes)
        });
    }
    if has(Gender) {
        return Some(if coded {
            Role::Ignored
        } else {
            Role::Field(Column::Gender)
        });
    }
    // A name in an address, and not the address itself.
    if contains("permalink") && shape.filled > 0 && shape.address < 0.1 {
        return Some(Role::Handle);
    }
    if has(Link) {
        return Some(Role::Ignored);
    }
    if has(Kind) && shape.path > 0.5 && !any(&[Category, Sub]) {
        return Some(Role::Field(Column::Category));
    }
    if heading.folded == "count" && shape.whole > 0.9 {
        return Some(Role::Field(Column::Stock));
    }
    if any(&[Category, Sub]) {
        return Some(match () {
            // A second line below the title.
            () if has(Sub) && has(Name) && !has(Category) => Role::Ignored,
            // "Department" with "Womens" in it.
            () if shape.gender > 0.7 && !contains("categ") && !contains("kateg") => {
                Role::Field(Column::Gender)
            }
            // "Category ID" with names in it.
            () if coded && shape.letters < 0.9 && shape.words < 0.5
                || (shape.number > 0.8 && shape.filled > 0) =>
            {
                Role::Ignored
            }
            () if has(Image) || (has(Description) && shape.prose > 0.3) => Role::Ignored,
            () if has(Level) || (heading.number.is_some() && number < 10) => Role::CategoryLevel(number),
            () if has(Sub) => Role::Field(Column::Subcategory),
            () => Role::Field(Column::Category),
        });
    }
    if any(&[Style, Model]) {
        if has(Style) && !coded && shape.colour > 0.8 && shape.filled > 1 {
            return Some(Role::Field(Column::Colours));
        }
        let named = has(Name) || (has(Model) && shape.words > 0.5);
        return Some(if named {
            Role::Field(Column::Title)
        } else {
            Role::Style
        });
    }
    if has(Brand) {
        return Some(match () {
            () if has(Sku) => Role::Sku,
            () if coded => Role::Ignored,
            () => Role::Field(Column::Brand),
        });
    }
    if has(Kind) && has(Name) && shape.choice > 0.6 {
        return Some(Role::VariantTitle);
    }
    if has(Kind) {
        let told = shape.filled == 0 || shape.number < 0.8 && shape.length > 1.0 && shape.yes_no < 0.9;
        let plain = !coded && told && !any(&[Description, Name, Unit]) || (has(Name) && !coded);
        return Some(if plain {
            Role::Field(Column::Type)
        } else {
            Role::Ignored
        });
    }
    if has(Group) {
        // "Group 0", "Group 1": the levels of a tree, where they hold words.
        if let Some(level) = heading.number.filter(|_| shape.filled > 0 && shape.number < 0.2) {
            return Some(Role::CategoryLevel(level));
        }
        let numbered = any(&[Id, Sku, Code, Number]) && heading.unknown <= 1;
        let only = heading.only(&[Group, Product, Id, Sku, Code, Number, Name, Model]) || numbered;
        return only.then_some(Role::Group).filter(|_| shape.gender < 0.5);
    }
    if has(Supplier) {
        return Some(match () {
            () if has(Sku) => Role::Sku,
            () if coded => Role::Ignored,
            () => Role::Field(Column::Brand),
        });
    }
    if has(Sku) {
        return Some(Role::Sku);
    }
    // Where goods are called materials, it is their number.
    if heading.only(&[Material, Number]) && shape.filled > 1 && shape.spelt < 0.1 && shape.distinct > 0.5 {
        return Some(Role::Sku);
    }
    for (concept, role) in [
        (Tag, Role::Field(Column::Tags)),
        (Season, Role::Field(Column::Season)),
        (Occasion, Role::Field(Column::Occasions)),
        (Year, Role::Field(Column::Year)),
        (Material, Role::Material),
    ] {
        if has(concept) && !(coded && shape.number > 0.5) && !has(Unit) {
            return Some(role);
        }
    }
    if has(Id) {
        // The number of something else, such as a genre, does not stand in every row.
        let other = heading.unknown == 1 && (shape.filled == 0 || shape.density > 0.9);
        let only = heading.only(&[Id, Product, Code, Number, Main]) || heading.unknown == 0 || other;
        return only.then_some(Role::Field(Column::Id));
    }
    if has(Description) {
        return Some(match () {
            () if heading.text.contains('.') && named_at_its_end(heading) => Role::Field(Column::Title),
            () if has(More) || (has(Name) && heading.number.is_some()) => Role::Ignored,
            () if has(Short) => Role::ShortDescription,
            () => Role::Field(Column::Description),
        });
    }
    if has(Name) {
        return (heading.unknown < 3).then_some(Role::Field(Column::Title));
    }
    if heading.folded == "style" || heading.folded == "styles" || heading.folded == "stil" {
        let number = shape.distinct > 0.5 && (shape.number > 0.5 || shape.words < 0.2) && shape.filled > 1;
        return Some(if number {
            Role::Style
        } else {
            Role::Field(Column::Styles)
        });
    }
    if has(Product) && (heading.only(&[Product, Code, Number]) || heading.unknown == 0) {
        let name = shape.words > 0.4 && !any(&[Code, Number])
            || (shape.number < 0.2 && !any(&[Code, Number]) && shape.filled > 0);
        return Some(if name {
            Role::Field(Column::Title)
        } else {
            Role::Sku
        });
    }
    if heading.only(&[Code, Number]) {
        return Some(Role::Sku);
    }
    synonyms::listed(&heading.text).map(Role::Field)
}

/// Whether the last part of a heading with dots is a name: "ItemText.name1".
fn named_at_its_end(heading: &Heading) -> bool {
    let last = heading.text.rsplit('.').next().unwrap_or_default();
    Heading::read(last).only(&[Name])
}

fn option(heading: &Heading, shape: &Shape) -> Option<Role> {
    let number = heading.number.unwrap_or(0);
    // "Option 1 quantity": the pieces of a size a column.
    if heading.has(Stock) && heading.number.is_some() && shape.whole > 0.8 {
        return Some(Role::StockAt);
    }
    if heading.has(Stock) && shape.whole > 0.8 && !heading.has(Sku) {
        return Some(Role::VariantStock);
    }
    if shape.choice > 0.6
        && heading.number.is_none()
        && !heading.any(&[Name, Value, Price, Size, Colour, Code, Sku, Image])
    {
        return Some(Role::VariantTitle);
    }
    if heading.any(&[
        Kind, Active, Visibility, Position, Image, Main, Price, To, Sku, Id, Code,
    ]) {
        return Some(Role::Ignored);
    }
    if shape.pairs > 0.4 && heading.number.is_none() {
        return Some(Role::Options);
    }
    // "Option - Size" is an option that is called so.
    if heading.number.is_none() && shape.pairs < 0.2 && !heading.any(&[Name, Value]) {
        for (concept, field) in [
            (Size, Column::Sizes),
            (Colour, Column::Colours),
            (Brand, Column::Brand),
            (Gender, Column::Gender),
            (Season, Column::Season),
        ] {
            if heading.has(concept) {
                return Some(Role::Field(field));
            }
        }
    }
    if heading.has(Name)
        || heading.folded.ends_with("name")
        || (heading.number.is_some() && heading.folded.contains("label"))
        || heading.folded.contains("variationsname")
    {
        return Some(Role::OptionName(number));
    }
    if heading.any(&[Value, Description, Variant])
        || heading.folded.contains("wert")
        || heading.number.is_some() && heading.unknown == 0
    {
        return Some(Role::OptionValue(number));
    }
    match () {
        () if shape.pairs > 0.1 => Some(Role::Options),
        // What "attribute" alone is, its values must say.
        () if heading.only(&[Choice]) => None,
        () => Some(Role::Ignored),
    }
}

fn variant(heading: &Heading, shape: &Shape) -> Option<Role> {
    let number = heading.number.unwrap_or(0);
    Some(match () {
        // "Variant type 1" of which all cells are names such as "Colour".
        () if heading.number.is_some() && shape.named > 0.7 => Role::OptionName(number),
        () if heading.has(Category) => Role::Field(Column::Category),
        () if heading.has(Id) => Role::VariantId,
        () if heading.any(&[Sku, Code, Number]) => Role::Sku,
        () if heading.has(Colour) => Role::Field(Column::Colours),
        () if heading.has(Size) => Role::Field(Column::Sizes),
        () if heading.any(&[Kind, Active, Status, Description, Link]) => Role::Ignored,
        () if shape.pairs > 0.4 => Role::Options,
        () if shape.yes_no > 0.9 && !heading.has(Value) => Role::Ignored,
        () if shape.choice > 0.6 && heading.number.is_none() && !heading.has(Value) => Role::VariantTitle,
        () if heading.has(Name) && heading.number.is_some() => Role::OptionName(number),
        () if heading.has(Name) => Role::VariantTitle,
        () if heading.has(Value) => Role::OptionValue(number),
        () if shape.filled == 0 => Role::Ignored,
        // "size" or "none" name an option, "L;M;S" are the values of one.
        () if shape.distinct < 0.6
            && shape.number < 0.1
            && shape.size < 0.3
            && shape.length < 12.0
            && shape.colour < 0.3 =>
        {
            Role::OptionName(number)
        }
        () => Role::OptionValue(number),
    })
}

fn price(heading: &Heading, shape: &Shape) -> Option<Role> {
    let contains = |part: &str| heading.folded.contains(part);
    // "ARTICLE_PRICE.TAX" lies within a price and is none.
    let last = heading.text.rsplit('.').next().unwrap_or_default();
    if last != heading.text && !last.starts_with(' ') && Heading::read(last).only(&[Tax]) {
        return Some(Role::Ignored);
    }
    if heading.any(&[Measure, Group, Kind, Active, Level, Customer, Choice]) && !heading.has(Discount) {
        return Some(Role::Ignored);
    }
    if heading.has(Currency) {
        return Some(Role::Field(Column::Currency));
    }
    if heading.has(Discount) {
        return Some(match () {
            () if contains("percent") || contains("prozent") || contains("pct") || contains("rate") => {
                Role::DiscountPercent
            }
            () if contains("mode") || contains("type") => Role::DiscountMode,
            () if contains("value") => Role::DiscountValue,
            () if contains("amount") => Role::DiscountAmount,
            () if heading.has(Price) => Role::SalePrice,
            () => Role::Ignored,
        });
    }
    if shape.filled > 1
        && shape.number < 0.2
        && shape.price < 0.2
        && shape.yes_no < 0.5
        && shape.words < 0.2
        && shape.whole < 0.2
    {
        // No numbers at all: a name of a list of prices, for instance.
        let letters = shape.length > 0.0 && !heading.only(&[Price, Product, Gross]);
        if letters {
            return Some(Role::Ignored);
        }
    }
    // "priceIncludesTax".
    if shape.filled > 0 && shape.yes_no > 0.9 && shape.number < 0.1 && !heading.has(Sale) {
        return Some(Role::Ignored);
    }
    Some(match () {
        () if heading.has(Cost) => Role::Cost,
        () if heading.has(Wholesale) => Role::Wholesale,
        // What the maker recommends is not what the shop asks.
        () if heading.has(Compare) || heading.has(Brand) => Role::Compare,
        () if heading.has(Sale) && shape.yes_no > 0.9 && !heading.has(Price) => Role::OnSale,
        () if heading.has(Sale) => Role::SalePrice,
        () if heading.has(Regular) && heading.any(&[Price, Gross, Net]) => Role::Regular,
        () if heading.has(Price) => Role::Field(Column::Price),
        // "Regular" or "Retail" alone, above amounts.
        () if shape.number > 0.6 || shape.price > 0.6 => Role::Regular,
        () => return None,
    })
}

fn image(heading: &Heading, shape: &Shape) -> Option<Role> {
    let number = heading.number.unwrap_or(0);
    let link = shape.picture + shape.address > 0.0;
    let labelled = !link && (heading.folded.ends_with("_label") || heading.folded.ends_with("_title"));
    if heading.any(&[Label, Kind, Tag, Active])
        || labelled
        || (heading.has(Description) && !link)
        || shape.yes_no > 0.8
        || (heading.has(Id) && !link)
    {
        return Some(Role::Ignored);
    }
    if !link && shape.filled > 0 && (shape.number > 0.9 || heading.has(Status)) {
        return Some(Role::Ignored);
    }
    Some(match () {
        () if heading.has(Variant) => Role::VariantImage,
        () if heading.has(More) => Role::Image(100 + number),
        () if heading.any(&[Main, Regular]) => Role::Image(0),
        () if heading.folded.contains("thumb") || heading.folded.contains("small") => Role::Image(80),
        () if heading.number.is_some() => Role::Image(number.min(99)),
        () => Role::Image(1),
    })
}

fn stock(heading: &Heading, shape: &Shape) -> Option<Role> {
    if heading.any(&[Description, Order, Date, Unit, Id, Label])
        && !heading.only(&[Stock, Unit, Available, Total, Product, Variant])
    {
        return Some(Role::Ignored);
    }
    // "Available from", "available until".
    if heading.any(&[From, To]) && !heading.has(Stock) {
        return Some(Role::Ignored);
    }
    if heading.has(Active) && heading.concepts.first() == Some(&Stock) {
        return Some(Role::StockAt);
    }
    Some(match () {
        () if heading.has(Tracked) => Role::Tracked,
        () if heading.has(Policy) => Role::Policy,
        () if heading.any(&[Free, Reserve]) => Role::Ignored,
        // "Sellable quantity" counts, "stock active" says whether anybody does.
        () if heading.has(Active) && (shape.whole < 0.8 || shape.yes_no > 0.9) => Role::Ignored,
        () if heading.any(&[Kind, Price, Size]) && shape.number < 0.5 && shape.pairs < 0.5 => Role::Ignored,
        () if heading.has(Available) && !heading.has(Stock) && shape.whole < 0.8 => Role::Available,
        // "IN_STOCK" and "LOW" count nothing.
        () if heading.unknown == 0
            && shape.filled > 1
            && shape.number + shape.whole + shape.pairs + shape.size + shape.yes_no < 0.05 =>
        {
            Role::Available
        }
        () if heading.has(Available) && (shape.yes_no > 0.95 || shape.filled == 0) => Role::Available,
        // "inventoryLevel.value" counts; what the pieces are worth does not.
        () if heading.has(Value) && !(heading.text.ends_with(".value") && shape.whole > 0.8) => Role::Ignored,
        () if heading.unknown > 0 => Role::StockAt,
        () => Role::Field(Column::Stock),
    })
}
