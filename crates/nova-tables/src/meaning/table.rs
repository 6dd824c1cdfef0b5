//! What follows of the columns of a table from all of them together.

use super::{Role, Seen};
use crate::concepts::Concept::*;
use crate::heading::{Heading, common};
use crate::shape::Shape;
use crate::sizes::is_size;
use crate::synonyms::Column;

/// "Name 1" and "Value 1" are an option's, also where neither says so; of two names of an option the second is its value
/// where nothing else is: "Attribute Name 1", "Attribute Option Name 1".
pub(super) fn named_by_number(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    let numbered = |at: usize, concept| {
        columns[at]
            .heading
            .number
            .filter(|_| columns[at].heading.only(&[concept]))
    };
    for at in 0..columns.len() {
        let Some(number) = numbered(at, Value) else {
            continue;
        };
        if let Some(name) = (0..columns.len()).find(|other| numbered(*other, Name) == Some(number)) {
            read[name] = Some((Role::OptionName(number), 50));
            read[at] = Some((Role::OptionValue(number), 50));
        }
    }
    // "Variant Attribute 1" and "Variant Option 1": the one whose cells name options has the names.
    for at in 0..columns.len() {
        let Some((Role::OptionValue(number @ 1..), _)) = read[at] else {
            continue;
        };
        let other = (0..columns.len()).find(|other| {
            *other != at && matches!(read[*other], Some((Role::OptionValue(same), _)) if same == number)
        });
        let Some(other) = other else { continue };
        let empty = columns[at].shape.filled == 0;
        if columns[at].shape.named > 0.7 && columns[other].shape.named < 0.3 && !empty {
            read[at] = Some((Role::OptionName(number), 50));
            read[other] = Some((Role::OptionValue(number), 50));
        }
    }
    for at in 0..columns.len() {
        let Some((Role::OptionName(number @ 1..), rank)) = read[at] else {
            continue;
        };
        let is = |other: usize, role: Role| read[other].as_ref().is_some_and(|(have, _)| *have == role);
        let second = (0..at).any(|other| is(other, Role::OptionName(number)));
        if second && !(0..columns.len()).any(|other| is(other, Role::OptionValue(number))) {
            read[at] = Some((Role::OptionValue(number), rank));
        }
    }
}

/// A column of names of options, and the next one that is called alike, of their values: "Gamme 1 : Intitulé" holds "Couleur",
/// "Gamme 1 : Énuméré" holds "Rouge".
pub(super) fn named_by_cells(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    const FIRST: usize = 2_000;
    const ALIKE: usize = 4;
    for at in 1..columns.len() {
        let (name, value) = (&columns[at - 1], &columns[at]);
        let begun = common(&name.heading.folded, &value.heading.folded);
        let told = |at: usize| {
            matches!(
                read[at],
                Some((
                    Role::OptionName(_) | Role::OptionValue(_) | Role::Options | Role::OptionOf(_),
                    _
                ))
            )
        };
        if name.shape.named > 0.7
            && value.shape.named < 0.3
            && value.shape.filled > 0
            && begun >= ALIKE
            && !told(at - 1)
            && !told(at)
        {
            read[at - 1] = Some((Role::OptionName(FIRST + at), 50));
            read[at] = Some((Role::OptionValue(FIRST + at), 50));
        }
    }
}

/// Of "Vendor" and "Vendor Name" the first holds codes.
pub(super) fn named_beside(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    for at in 0..columns.len() {
        let folded = &columns[at].heading.folded;
        let endings = ["_name", "_desc", "_description"];
        let Some(coded) = endings.iter().find_map(|ending| folded.strip_suffix(ending)) else {
            continue;
        };
        // What is said of a colour is its name where the colour itself is a code.
        if columns[at].heading.has(Colour)
            && let Some(code) = columns.iter().position(|column| column.heading.folded == coded)
            && columns[code].shape.letters < 0.5
            && columns[at].shape.letters > 0.9
            && columns[at].shape.prose < 0.1
        {
            read[code] = Some((Role::Ignored, 0));
            read[at] = Some((Role::Field(Column::Colours), 50));
            continue;
        }
        let other = columns.iter().position(|column| column.heading.folded == coded);
        let told = |at: usize| match &read[at] {
            Some((Role::Field(field @ (Column::Brand | Column::Category)), _)) => Some(*field),
            _ => None,
        };
        let alike = other.filter(|other| told(at).is_some() && told(at) == told(*other));
        if let Some(other) = alike.filter(|_| columns[at].shape.filled > 0) {
            read[other] = Some((Role::Ignored, 0));
        }
    }
}

/// Of prices with the tax and without a word of it the first is what is asked.
pub(super) fn taxed(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    let gross = (0..columns.len()).find(|at| {
        let priced = matches!(read[*at], Some((Role::Field(Column::Price), _)));
        priced && columns[*at].heading.has(Gross) && columns[*at].heading.only(&[Price, Gross, Product])
    });
    if let Some((_, rank)) = gross.and_then(|at| read[at].as_mut()) {
        *rank += 60;
    }
}

/// Where options have names and nothing has their values, the names are the values: "option_1_name" holds "Small".
pub(super) fn named_by_value(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    let valued = read.iter().flatten().any(|(role, _)| {
        matches!(
            role,
            Role::OptionValue(_)
                | Role::OptionOf(_)
                | Role::Options
                | Role::VariantTitle
                | Role::Field(Column::Sizes | Column::Colours)
        )
    });
    let chosen = columns.iter().zip(&*read).any(|(column, read)| {
        let named = matches!(read, Some((Role::OptionName(1..), _)));
        named && (column.shape.size > 0.2 || column.shape.colour > 0.2)
    });
    if valued || !chosen {
        return;
    }
    for (role, _) in read.iter_mut().flatten() {
        if let Role::OptionName(number @ 1..) = role {
            *role = Role::OptionValue(*number);
        }
    }
}

/// Options whose headings have no numbers get some, in their order: the first name belongs to the first value.
pub(super) fn number_options(read: &mut [Option<(Role, i32)>]) {
    const FIRST: usize = 1_000;
    let (mut names, mut values) = (FIRST, FIRST);
    for (role, _) in read.iter_mut().flatten() {
        match role {
            Role::OptionName(number @ 0) => {
                *number = names;
                names += 1;
            }
            Role::OptionValue(number @ 0) => {
                *number = values;
                values += 1;
            }
            _ => {}
        }
    }
}

/// Codes of languages, as headings begin or end with them: "NL_Title", "name (en)".
const LANGUAGES: [&str; 28] = [
    "en", "de", "fr", "es", "it", "nl", "pt", "pl", "da", "dk", "sv", "se", "no", "nb", "fi", "cs", "cz",
    "sk", "hu", "ro", "tr", "ru", "uk", "el", "ja", "zh", "ko", "ar",
];

/// Of columns that differ in their language alone only those of the first language count that is filled.
pub(super) fn one_language(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    let apart = |column: &Seen| -> Option<(String, String)> {
        let words: Vec<&str> = column
            .heading
            .text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .collect();
        let code = |word: &&str| LANGUAGES.contains(&word.to_lowercase().as_str());
        // "en_US" is one language, as "en" is.
        let country = |word: &&str| word.len() == 2 && word.chars().all(|c| c.is_ascii_uppercase());
        let located =
            (1..words.len().saturating_sub(1)).find(|at| code(&words[*at]) && country(&words[at + 1]));
        let ends = [0, words.len().checked_sub(1)?];
        let at = located.or_else(|| ends.into_iter().find(|at| words.len() > 1 && code(&words[*at])))?;
        let width = 1 + usize::from(located.is_some());
        let rest: Vec<String> = words
            .iter()
            .enumerate()
            .filter(|(word, _)| !(at..at + width).contains(word))
            .map(|(_, word)| word.to_lowercase())
            .collect();
        Some((words[at].to_lowercase(), rest.join(" ")))
    };
    let told: Vec<Option<(String, String)>> = columns.iter().map(apart).collect();
    for at in 0..columns.len() {
        let Some((language, rest)) = &told[at] else {
            continue;
        };
        let earlier = (0..at).any(|other| {
            columns[other].shape.filled > 0
                && told[other]
                    .as_ref()
                    .is_some_and(|(its, same)| same == rest && its != language)
        });
        if earlier {
            read[at] = Some((Role::Ignored, 0));
        }
    }
}

/// Columns of pieces whose headings differ only in what stands in brackets are those of several places: "In stock [Market]".
pub(super) fn places(columns: &[Seen], read: &mut [Option<(Role, i32)>]) {
    let counts = |role: &Option<(Role, i32)>| {
        matches!(
            role,
            Some((Role::Field(Column::Stock) | Role::Available | Role::StockAt, _))
        )
    };
    let bracketed = |at: usize| columns[at].heading.text.contains(['[', '(']);
    let number = |at: usize| columns[at].shape.filled == 0 || columns[at].shape.whole > 0.8;
    let alike: Vec<usize> = (0..columns.len())
        .filter(|at| {
            let same = |other: &usize| {
                other != at
                    && columns[*other].heading.folded == columns[*at].heading.folded
                    && columns[*other].heading.text != columns[*at].heading.text
            };
            counts(&read[*at])
                && bracketed(*at)
                && number(*at)
                && (0..columns.len()).any(|other| same(&other) && bracketed(other) && counts(&read[other]))
        })
        .collect();
    for at in alike {
        read[at] = Some((Role::StockAt, 40));
    }
}

/// The size that a heading is, of a table with a column for each size.
pub(super) fn size_in_heading(column: &Seen) -> Option<String> {
    let text = column.heading.text.as_str();
    let named = text
        .split([' ', '_', ':', '-'])
        .filter(|word| {
            let word = Heading::read(word);
            !word.any(&[Size, Stock, Number]) && !word.folded.is_empty() || word.concepts.is_empty()
        })
        .collect::<Vec<_>>()
        .join(" ");
    let named = if is_size(text) { text.to_owned() } else { named };
    let number = named.parse::<f64>().ok();
    let fits = column.shape.filled == 0 || column.shape.number > 0.8 || column.shape.yes_no > 0.8;
    let is = is_size(&named) && number.is_none_or(|number| (14.0..=194.0).contains(&number));
    (is && fits && !matches!(named.to_lowercase().as_str(), "f" | "u" | "uni" | "t")).then_some(named)
}

/// What follows from all columns together.
pub(super) fn settle(columns: &[Seen], roles: &mut [Option<Role>]) {
    let find = |roles: &[Option<Role>], role: Role| roles.iter().position(|have| *have == Some(role.clone()));
    // Beside a number of pieces, a column of yes and no says whether there are any.
    let flags: Vec<usize> = (0..columns.len())
        .filter(|at| {
            let heading = &columns[*at].heading;
            heading.has(Stock)
                && heading.unknown == 0
                && !heading.any(&[Free, Reserve, Tracked, Policy, Active])
                && columns[*at].shape.yes_no > 0.95
                && columns[*at].shape.filled > 1
        })
        .collect();
    let counted = |at: &usize| {
        columns[*at].heading.has(Stock)
            && columns[*at].heading.unknown == 0
            && columns[*at].shape.whole > 0.5
            && columns[*at].shape.yes_no <= 0.95
    };
    if find(roles, Role::Available).is_none()
        && let Some(flag) = flags.first()
        && let Some(pieces) =
            (0..columns.len()).find(|at| counted(at) && !columns[*at].heading.any(&[Free, Reserve]))
    {
        roles[*flag] = Some(Role::Available);
        if find(roles, Role::Field(Column::Stock)).is_none() {
            roles[pieces] = Some(Role::Field(Column::Stock));
        }
    }
    // A column that nobody filled in counts nothing.
    if let Some(at) = find(roles, Role::Field(Column::Stock)).filter(|at| columns[*at].shape.filled == 0) {
        let filled = (0..columns.len())
            .any(|other| roles[other] == Some(Role::StockAt) && columns[other].shape.filled > 0);
        if filled {
            roles[at] = None;
        }
    }
    // One column for all places says what those for each of them say.
    if find(roles, Role::Field(Column::Stock)).is_some() {
        for role in roles.iter_mut().filter(|role| **role == Some(Role::StockAt)) {
            *role = None;
        }
    }
    // Pieces of variants beside those of their products.
    if find(roles, Role::Field(Column::Stock)).is_some()
        && let Some(at) = (0..columns.len()).find(|at| {
            let heading = &columns[*at].heading;
            roles[*at].is_none()
                && heading.has(Stock)
                && heading.any(&[Variant, Kind])
                && heading.unknown == 0
                && !heading.any(&[Free, Reserve, Tracked, Policy, Active, Unit])
                && columns[*at].shape.whole > 0.8
        })
    {
        roles[at] = Some(Role::VariantStock);
    }
    // "Size 1", "Size 2": a size a column.
    for field in [Column::Sizes, Column::Colours] {
        let concept = if field == Column::Sizes { Size } else { Colour };
        let numbered = |at: &usize| {
            let heading = &columns[*at].heading;
            heading.number.is_some() && heading.only(&[concept])
        };
        let first = (0..columns.len()).find(|at| roles[*at] == Some(Role::Field(field)) && numbered(at));
        if first.is_some() {
            for at in (0..columns.len()).filter(numbered) {
                roles[at] = Some(Role::Field(field));
            }
        }
    }
    // A second number that repeats is what rows of a product share, unless rows say otherwise whose they are.
    if find(roles, Role::Group).is_none()
        && find(roles, Role::Parent).is_none()
        && find(roles, Role::RowKind).is_none_or(|at| columns[at].shape.child == 0.0)
        && let Some(at) = (0..columns.len()).find(|at| {
            let (heading, shape) = (&columns[*at].heading, &columns[*at].shape);
            roles[*at].is_none()
                && heading.has(Id)
                && heading.only(&[Id, Product, Code, Number, Main])
                && shape.filled > 1
                && shape.distinct < 0.9
        })
        && find(roles, Role::Field(Column::Id)).is_some()
    {
        roles[at] = Some(Role::Group);
    }
    // Pairs such as "Size:S;Colour:Red" are options, whatever they are called.
    if !roles
        .iter()
        .flatten()
        .any(|role| matches!(role, Role::Options | Role::OptionValue(_)))
        && let Some(at) = (0..columns.len()).find(|at| {
            roles[*at].is_none() && columns[*at].heading.concepts.is_empty() && columns[*at].shape.pairs > 0.8
        })
    {
        roles[at] = Some(Role::Options);
    }
    // A picture's address or a price with its sign is known by itself; so is what fills a field that nothing fills.
    type Fits = fn(&Shape) -> bool;
    let shaped: [(Column, Fits); 6] = [
        (Column::Image, |shape| shape.picture > 0.8),
        (Column::Sizes, |shape| shape.size > 0.85 && shape.number < 0.5),
        (Column::Colours, |shape| shape.colour > 0.7 && shape.size < 0.5),
        (Column::Gender, |shape| shape.gender > 0.7),
        (Column::Price, |shape| shape.price > 0.8 && shape.date < 0.1),
        (Column::Skus, |shape| shape.barcode > 0.9),
    ];
    for (field, fits) in shaped {
        let has = roles.iter().flatten().any(|role| {
            role.field() == Some(field)
                || matches!(
                    (field, role),
                    (
                        Column::Sizes | Column::Colours,
                        Role::OptionValue(_) | Role::Options
                    )
                )
        });
        if has && field != Column::Skus {
            continue;
        }
        let at = (0..columns.len()).find(|at| {
            let free = roles[*at].is_none()
                && columns[*at].heading.concepts.iter().all(|concept| {
                    matches!(
                        concept,
                        Noise | Position | Name | Group | Value | Product | Model | Choice
                    )
                });
            free && columns[*at].shape.filled > 0 && fits(&columns[*at].shape)
        });
        if let Some(at) = at {
            roles[at] = Some(match field {
                Column::Image => Role::Image(1),
                Column::Skus => Role::Barcode,
                field => Role::Field(field),
            });
        }
    }
    codes(columns, roles);
    pictures(columns, roles);
    name(columns, roles);
}

/// Beside columns of pictures one that holds none, such as "front", says something of them.
fn pictures(columns: &[Seen], roles: &mut [Option<Role>]) {
    let shown = |at: usize| columns[at].shape.picture + columns[at].shape.address;
    let is = |role: &Option<Role>| matches!(role, Some(Role::Image(_) | Role::VariantImage));
    if !(0..columns.len()).any(|at| is(&roles[at]) && shown(at) > 0.5) {
        return;
    }
    for at in 0..columns.len() {
        if is(&roles[at]) && columns[at].shape.filled > 0 && shown(at) == 0.0 {
            roles[at] = Some(Role::Ignored);
        }
    }
}

/// Codes that are spelt as names are, such as "DRESSES" under "Product group code", where nothing else says it. Of several the
/// last is the finest.
fn codes(columns: &[Seen], roles: &mut [Option<Role>]) {
    for (concept, field) in [(Brand, Column::Brand), (Category, Column::Category)] {
        let told = roles.iter().flatten().any(|role| {
            let field = role.field() == Some(field);
            field || (concept == Category && matches!(role, Role::Field(Column::Subcategory | Column::Type)))
        });
        let named = |at: &usize| {
            let (heading, shape) = (&columns[*at].heading, &columns[*at].shape);
            matches!(roles[*at], None | Some(Role::Ignored))
                && heading.has(concept)
                && heading.any(&[Code, Id, Number])
                && !heading.any(&[Image, Link, Colour, Size, Seo, Tax])
                && shape.spelt > 0.9
                && shape.length > 2.5
                && shape.address == 0.0
        };
        if let Some(at) = (0..columns.len()).rfind(named).filter(|_| !told) {
            roles[at] = Some(Role::Field(field));
        }
    }
}

/// A table must have names: where no heading says which column they are in, it is one of texts that differ. Of two
/// descriptions the shorter is the name.
fn name(columns: &[Seen], roles: &mut [Option<Role>]) {
    // A variant that is called by its size or its colour has no name of its own.
    let named = |at: usize| match roles[at] {
        Some(Role::Field(Column::Title)) => true,
        Some(Role::VariantTitle) => columns[at].shape.choice < 0.6,
        _ => false,
    };
    if (0..columns.len()).any(named) {
        return;
    }
    let best = (0..columns.len())
        .filter(|at| {
            let (heading, shape) = (&columns[*at].heading, &columns[*at].shape);
            let untitled = matches!(
                roles[*at],
                None | Some(Role::Group | Role::ShortDescription | Role::Field(Column::Description))
            );
            let told = untitled && heading.any(&[Product, Model, Name, Group, Description]);
            let silent = roles[*at].is_none() && heading.concepts.iter().all(|concept| *concept == Noise);
            // What is called a description may be one word: "Shirt".
            let text = shape.words > 0.4
                || (told
                    && heading.has(Description)
                    && shape.length > 3.0
                    && shape.colour < 0.5
                    && shape.size < 0.3);
            (told || silent)
                && text
                && shape.prose < 0.5
                && shape.number < 0.3
                && shape.address < 0.1
                && shape.date < 0.1
                && shape.distinct > 0.2
        })
        .max_by(|one, other| {
            let worth = |at: &usize| {
                let shape = &columns[*at].shape;
                // Names are shorter than what is said of them, and come first.
                let heading = &columns[*at].heading;
                let long = if heading.has(Short) { 0.0 } else { 0.2 };
                let later = if heading.number.is_some_and(|number| number > 1) {
                    0.2
                } else {
                    0.0
                };
                let short = 1.0 - long - later - (shape.length / 200.0).min(0.5);
                shape.distinct * shape.density * short
            };
            worth(one).total_cmp(&worth(other)).then(other.cmp(one))
        });
    let Some(at) = best else {
        return;
    };
    if roles[at].replace(Role::Field(Column::Title)) == Some(Role::Field(Column::Description)) {
        let other =
            (0..columns.len()).find(|at| roles[*at].is_none() && columns[*at].heading.has(Description));
        if let Some(other) = other {
            roles[other] = Some(Role::Field(Column::Description));
        }
    }
}
