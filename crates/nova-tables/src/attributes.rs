//! Options and attributes by their names: which field their values belong to, also where a name is misspelt or missing,
//! and how a cell holds several of them. Beside it what shops have in common: pieces over variants, and whom a garment is
//! cut for.

use crate::concepts::Concept;
use crate::heading::{Heading, plain_word};
use crate::sizes::{self, is_size};
use crate::synonyms::{Column, field_of};
use crate::values::{self, UNIT, split_quoted};
use nova_domain::{Product, palette};

/// Names of sizes and colours that options have, without accents, which a misspelt name is compared with.
const SPELT: [(&str, Column); 16] = [
    ("color", Column::Colours),
    ("colour", Column::Colours),
    ("colores", Column::Colours),
    ("couleur", Column::Colours),
    ("farbe", Column::Colours),
    ("colore", Column::Colours),
    ("kleur", Column::Colours),
    ("size", Column::Sizes),
    ("talla", Column::Sizes),
    ("tallas", Column::Sizes),
    ("taille", Column::Sizes),
    ("pointure", Column::Sizes),
    ("grosse", Column::Sizes),
    ("taglia", Column::Sizes),
    ("tamanho", Column::Sizes),
    ("rozmiar", Column::Sizes),
];

/// The field that the name of an option means: by its words, else by a name that it is a slip of the pen away from.
pub(crate) fn field_named(name: &str) -> Option<Column> {
    let heading = Heading::read(name);
    let has = |concept| heading.has(concept);
    let found = match () {
        () if heading.any(&[Concept::Code, Concept::Link, Concept::Measure])
            && !heading.any(&[Concept::Size, Concept::Colour]) =>
        {
            return None;
        }
        () if has(Concept::Colour) => Some(Column::Colours),
        () if has(Concept::Size) => Some(Column::Sizes),
        () if has(Concept::Gender) => Some(Column::Gender),
        () if has(Concept::Brand) => Some(Column::Brand),
        () if has(Concept::Season) => Some(Column::Season),
        () if has(Concept::Occasion) => Some(Column::Occasions),
        () if has(Concept::Material) => Some(Column::Tags),
        () => field_of(name),
    };
    found.or_else(|| {
        let plain: String = plain_word(name).chars().filter(|c| c.is_alphanumeric()).collect();
        let near = SPELT
            .iter()
            .find(|(word, _)| plain.len() >= 4 && one_slip(&plain, word));
        near.map(|(_, field)| *field)
    })
}

/// Whether two words differ by one letter: left out, added, another, or two in the wrong order.
fn one_slip(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 1 || one.first() != other.first() {
        return false;
    }
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    let tail = |slice: &[char], from: usize| slice.get(from..).unwrap_or_default().to_vec();
    match (a.len(), b.len()) {
        (0 | 1, 0 | 1) => true,
        _ => {
            tail(a, 1) == tail(b, 1)
                || a == tail(b, 1)
                || tail(a, 1) == b
                || (a.len() >= 2 && b.len() >= 2 && a[0] == b[1] && a[1] == b[0] && tail(a, 2) == tail(b, 2))
        }
    }
}

/// Puts the values of an attribute into the field that its name means, and answers with the field. Where the name means
/// nothing, values that are sizes or colours by themselves tell; other attributes are passed over.
pub(crate) fn put(name: &str, values: &[String], product: &mut Product) -> Option<Column> {
    let field = field_named(name).or_else(|| {
        let all = |is: &dyn Fn(&String) -> bool| !values.is_empty() && values.iter().all(is);
        // A number alone says nothing where the name does not say that it is a size.
        let sized = all(&|value| is_size(value) && (name.is_empty() || value.parse::<f64>().is_err()));
        match () {
            () if sized => Some(Column::Sizes),
            () if all(&|value| palette::of(value).is_some()) => Some(Column::Colours),
            () => None,
        }
    })?;
    let list = match field {
        Column::Colours => &mut product.colours,
        Column::Sizes => &mut product.sizes,
        Column::Tags => &mut product.tags,
        Column::Styles => &mut product.styles,
        Column::Occasions => &mut product.occasions,
        Column::Season => &mut product.season,
        Column::Gender => {
            if let (true, Some(value)) = (product.gender.is_empty(), values.first()) {
                product.gender = crate::columns::gender(value);
            }
            return Some(field);
        }
        Column::Brand => {
            if let (true, Some(value)) = (product.brand.is_empty(), values.first()) {
                value.clone_into(&mut product.brand);
            }
            return Some(field);
        }
        _ => return None,
    };
    let more: Vec<String> = match field {
        // A name with a comma in it was one value where it came from.
        Column::Colours => values
            .iter()
            .map(|value| values::without_colour_values(value))
            .flat_map(|value| {
                if value.contains(',') {
                    vec![value]
                } else {
                    values::colours(&value)
                }
            })
            .collect(),
        Column::Sizes => values
            .iter()
            .flat_map(|value| {
                let listed = value.split(',').all(|part| is_size(part.trim()));
                match () {
                    () if is_size(value) || value.contains(',') && !listed => vec![value.clone()],
                    () if value.contains(',') => {
                        value.split(',').map(|part| part.trim().to_owned()).collect()
                    }
                    () => sizes::sizes(value),
                }
            })
            .collect(),
        _ => values.to_vec(),
    };
    let all = std::mem::take(list).into_iter().chain(more);
    *list = match field {
        Column::Sizes => without_blanks_twice(all),
        _ => values::unique(all),
    };
    Some(field)
}

/// Without what came before, compared without case and blanks.
pub(crate) fn without_blanks_twice(sizes: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let fresh = |size: &String| {
        let plain: String = size.to_lowercase().split_whitespace().collect();
        let fresh = !seen.contains(&plain);
        seen.push(plain);
        fresh
    };
    sizes.filter(fresh).collect()
}

/// A title without the options that stand in brackets behind it, and those: `Coat [Size:M][Color:Navy]`.
pub(crate) fn in_brackets(title: &str) -> Option<(String, Vec<(String, String)>)> {
    let (bare, rest) = title.split_once('[')?;
    let parts = rest.trim().strip_suffix(']')?.split("][");
    let pairs = parts.map(|part| {
        let (name, value) = part.split_once([':', '='])?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    });
    Some((bare.trim().to_owned(), pairs.collect::<Option<_>>()?))
}

/// Options by their names, each with its values.
pub(crate) type Options = Vec<(String, Vec<String>)>;

/// Several options of which a cell holds the names and another the values, as many of them: `Size~Colour` and `S~Red`.
pub(crate) fn several(names: &str, values: &str) -> Option<Options> {
    let apart =
        |text: &str, by: char| -> Vec<String> { text.split(by).map(|part| part.trim().to_owned()).collect() };
    let by = ['\n', '~', '|', ';', ',']
        .into_iter()
        .find(|by| names.contains(*by))?;
    let (names, values) = (apart(names, by), apart(values, by));
    let known = names.len() == values.len() && names.iter().all(|name| field_named(name).is_some());
    known.then(|| {
        let values = values.iter().map(|value| values_of(value));
        names.into_iter().zip(values).collect()
    })
}

/// A title without the options behind it, and those: `Coat Colour:Navy;Size:M`, or the options alone.
pub(crate) fn behind(title: &str) -> Option<(String, Options)> {
    let name = title[..title.find([':', '='])?].trim_end();
    let start = name
        .char_indices()
        .rfind(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, c)| at + c.len_utf8());
    let (bare, rest) = title.split_at(start);
    let found = pairs(rest);
    let known = found
        .iter()
        .all(|(name, values)| field_named(name).is_some() && !values.is_empty());
    (known && !found.is_empty()).then(|| (bare.trim().to_owned(), found))
}

/// Puts what the name of a variant says into the fields: `Small`, `Red / L`, `38 - Navy`. What is neither a size nor a
/// colour says nothing that a field is there for.
pub(crate) fn put_unnamed(title: &str, product: &mut Product) {
    if is_size(title) {
        put("size", &[title.to_owned()], product);
        return;
    }
    let parts: Vec<&str> = title
        .split([',', '|', '/', ';'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // Of a size and a word the word is the colour, in whatever language, unless it says how long or wide the size is.
    if let [one, other] = parts.as_slice()
        && is_size(one) != is_size(other)
    {
        let (size, word) = if is_size(one) {
            (*one, *other)
        } else {
            (*other, *one)
        };
        const FITS: [&str; 9] = [
            "long", "short", "regular", "tall", "petite", "wide", "narrow", "slim", "curvy",
        ];
        let plain = word.chars().all(|c| c.is_alphabetic() || c == ' ') && word.split(' ').count() <= 3;
        if plain && !FITS.contains(&word.to_lowercase().as_str()) && !values::is_nothing(word) {
            put("size", &[size.to_owned()], product);
            put("colour", &[word.to_owned()], product);
            return;
        }
    }
    for part in parts {
        if is_size(part) {
            put("size", &[part.to_owned()], product);
        } else if palette::of(part).is_some() && part.split(' ').count() <= 2 {
            put("colour", &[part.to_owned()], product);
        } else if let Some((name, value)) = part.split_once([':', '=']) {
            put(name, &[value.trim().to_owned()], product);
        }
    }
}

/// The values of an option's cell: a list as it came, parts in quotation marks, else between commas, `;` or `|`. A comma
/// with a backslash in front belongs to its part.
pub(crate) fn values_of(cell: &str) -> Vec<String> {
    if cell.contains(UNIT) {
        return values::list(cell);
    }
    if let Some(quoted) = split_quoted(cell) {
        return quoted;
    }
    let barred = cell.contains("///");
    let separators: &[char] = match () {
        () if barred || cell.contains([';', '|']) => &[';', '|'],
        () => &[','],
    };
    let mut hidden = cell.replace("\\,", "\u{1}");
    if barred {
        hidden = hidden.replace("///", "|");
    }
    let (mut depth, mut parts) = (0_usize, vec![String::new()]);
    for c in hidden.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match parts.last_mut() {
            Some(last) if depth > 0 || !separators.contains(&c) => last.push(c),
            _ => parts.push(String::new()),
        }
    }
    let trimmed = parts.iter().map(|part| part.trim().replace('\u{1}', ","));
    trimmed.filter(|part| !part.is_empty()).collect()
}

/// The options of a cell with their values: `Size: S; Color: Red`, `size=S,color=Red`, `Size=S;M|Color=Red`,
/// `[S]Size=Small`, lines, or JSON.
pub(crate) fn pairs(cell: &str) -> Vec<(String, Vec<String>)> {
    let cell = cell.trim();
    if cell.starts_with(['{', '['])
        && let Ok(value) = serde_json::from_str::<serde_json::Value>(cell)
    {
        return crate::json::pairs(&value);
    }
    if let Some(braced) = in_braces(cell) {
        return braced;
    }
    let cell = cell.replace(UNIT, "\n");
    if cell.contains("Name=") && cell.contains("Value=") {
        return spelt_out(&cell);
    }
    // The widest separator that stands between pairs.
    let is_pair = |part: &str| {
        part.split_once([':', '=']).is_some_and(|(name, _)| {
            let begins = name
                .trim()
                .chars()
                .next()
                .is_some_and(|c| c.is_alphabetic() || matches!(c, '[' | '{' | '('));
            begins && !name.contains([',', ';', '|'])
        })
    };
    let split = ['\n', '|', ';', ','].into_iter().find(|separator| {
        let parts: Vec<&str> = cell
            .split(*separator)
            .filter(|part| !part.trim().is_empty())
            .collect();
        parts.len() > 1
            && parts.iter().filter(|part| is_pair(part)).count() * 3 >= parts.len() * 2
            && is_pair(parts[0])
    });
    let parts: Vec<&str> = match split {
        Some(separator) => cell.split(separator).collect(),
        None => vec![cell.as_str()],
    };
    let mut pairs: Vec<(String, Vec<String>)> = Vec::new();
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        match part.split_once([':', '=']).filter(|_| is_pair(part)) {
            Some((name, value)) => {
                let name = name
                    .rsplit([']', '}', ')'])
                    .next()
                    .unwrap_or(name)
                    .trim()
                    .to_owned();
                // "Composition:Linen:1" has a position behind its value.
                let value = match value.rsplit_once(':') {
                    Some((value, position))
                        if position.trim().parse::<u32>().is_ok() && !value.is_empty() =>
                    {
                        value
                    }
                    _ => value,
                };
                let mut found = values_of(typed(value));
                match pairs.iter_mut().find(|(have, _)| *have == name) {
                    Some((_, have)) => have.append(&mut found),
                    None => pairs.push((name, found)),
                }
            }
            // A part without a name goes on with the one before: `size=S,M,color=Red`.
            None => {
                if let Some((_, have)) = pairs.last_mut() {
                    have.push(part.to_owned());
                }
            }
        }
    }
    pairs
}

/// Options with their values in braces: `Colour{White|Navy}//Size{S|M}`; `None` where a cell is anything else.
pub(crate) fn in_braces(cell: &str) -> Option<Vec<(String, Vec<String>)>> {
    let parts = cell.trim().strip_suffix('}')?.split('}');
    let pairs = parts.map(|part| {
        let (name, values) = part.trim_start_matches(['/', ',', ';', ' ']).split_once('{')?;
        let named = !name.is_empty() && name.chars().count() <= 30 && !name.contains(['"', ':', '=']);
        named.then(|| (name.trim().to_owned(), values_of(values)))
    });
    pairs.collect()
}

/// A value without the letter that says what type it is of: `E[Halo]`.
fn typed(value: &str) -> &str {
    let inner = value
        .trim()
        .strip_suffix(']')
        .and_then(|value| value.split_once('['));
    match inner {
        Some((kind, inner))
            if (1..=2).contains(&kind.len()) && kind.chars().all(|c| c.is_ascii_uppercase()) =>
        {
            inner
        }
        _ => value,
    }
}

/// Options whose names and values are named: `Type=Swatch|Name=Colour|Value=Green[#2f5d3a]`, one after the other, with or
/// without something between them.
fn spelt_out(cell: &str) -> Vec<(String, Vec<String>)> {
    let parts = cell.split("Name=").skip(1).filter_map(|part| {
        let (name, rest) = part.split_once('|')?;
        let value = rest.split_once("Value=")?.1;
        let value = value.split("Type=").next().unwrap_or(value);
        // The colour's own value stands behind its name.
        let value = value
            .split("[#")
            .next()
            .unwrap_or(value)
            .trim()
            .trim_end_matches(['|', ';', ',']);
        Some((name.trim().to_owned(), vec![value.to_owned()]))
    });
    parts.collect()
}

/// Whom a product is cut for: as a column of its own says, else as one of the words says, unless they disagree.
pub(crate) fn gender_of(own: &str, words: &[String]) -> String {
    if !own.is_empty() {
        return values::gender(own).map_or_else(|| own.to_owned(), str::to_owned);
    }
    let mut found = words.iter().filter_map(|word| values::gender(word));
    match (found.next(), found.next()) {
        (Some(one), None) => one.to_owned(),
        (Some(one), Some(other)) if one == other => one.to_owned(),
        _ => String::new(),
    }
}

/// Whom a title says that a product is for: "Men's cotton shirt". Words that name garments and styles as well, such as
/// "boyfriend" and "girl", say nothing here.
pub(crate) fn gender_in_title(title: &str) -> String {
    const SPACED: [(&str, &str); 60] = [
        ("women", "Women"),
        ("womens", "Women"),
        ("women's", "Women"),
        ("woman's", "Women"),
        ("ladies", "Women"),
        ("damen", "Women"),
        ("femme", "Women"),
        ("femmes", "Women"),
        ("mujer", "Women"),
        ("donna", "Women"),
        ("feminino", "Women"),
        ("feminina", "Women"),
        ("dames", "Women"),
        ("damska", "Women"),
        ("damskie", "Women"),
        ("damski", "Women"),
        ("женская", "Women"),
        ("женский", "Women"),
        ("женское", "Women"),
        ("женские", "Women"),
        ("жіноча", "Women"),
        ("жіночий", "Women"),
        ("жіноче", "Women"),
        ("kadın", "Women"),
        ("زنانه", "Women"),
        ("نسائي", "Women"),
        ("נשים", "Women"),
        ("여성", "Women"),
        ("wanita", "Women"),
        ("pria", "Men"),
        ("ανδρικό", "Men"),
        ("ανδρικη", "Men"),
        ("γυναικείο", "Women"),
        ("γυναικεία", "Women"),
        ("رجالية", "Men"),
        ("رجالي", "Men"),
        ("نسائية", "Women"),
        ("men", "Men"),
        ("mens", "Men"),
        ("men's", "Men"),
        ("man's", "Men"),
        ("herren", "Men"),
        ("homme", "Men"),
        ("hommes", "Men"),
        ("hombre", "Men"),
        ("uomo", "Men"),
        ("masculino", "Men"),
        ("masculina", "Men"),
        ("heren", "Men"),
        ("męska", "Men"),
        ("męski", "Men"),
        ("męskie", "Men"),
        ("мужская", "Men"),
        ("мужской", "Men"),
        ("мужские", "Men"),
        ("чоловіча", "Men"),
        ("чоловічий", "Men"),
        ("erkek", "Men"),
        ("مردانه", "Men"),
        ("남성", "Men"),
    ];
    const UNSPACED: [(&str, &str); 8] = [
        ("ผู้หญิง", "Women"),
        ("ผู้ชาย", "Men"),
        ("女装", "Women"),
        ("女士", "Women"),
        ("レディース", "Women"),
        ("男装", "Men"),
        ("男士", "Men"),
        ("メンズ", "Men"),
    ];
    let lower = title.to_lowercase().replace('’', "'");
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
    let spaced = SPACED.iter().filter(|(word, _)| words.contains(word));
    let unspaced = UNSPACED.iter().filter(|(word, _)| lower.contains(word));
    let mut found = spaced.chain(unspaced).map(|(_, gender)| *gender);
    let first = found.next().unwrap_or_default();
    match found.all(|other| other == first) {
        true => first.to_owned(),
        false => String::new(),
    }
}

/// Pieces in stock over all variants.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Stock {
    pieces: i64,
    counted: bool,
    /// Whether a variant is sold without being counted.
    unbounded: bool,
}

impl Stock {
    /// Adds a variant with its pieces, `None` where nobody counts them; `oversold` where it is sold beyond its pieces.
    pub fn add(&mut self, pieces: Option<i64>, oversold: bool) {
        match pieces {
            Some(pieces) => {
                self.counted = true;
                self.pieces = self.pieces.saturating_add(pieces.max(0));
                self.unbounded |= oversold && pieces <= 0;
            }
            None => self.unbounded = true,
        }
    }

    /// Whether anybody counts.
    pub fn is_counted(self) -> bool {
        self.counted || self.unbounded
    }

    /// The sum; `None` where it would say less than there is.
    pub fn total(self) -> Option<i64> {
        (self.counted && !(self.unbounded && self.pieces == 0)).then_some(self.pieces)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_summed_where_somebody_counts_them() {
        let total = |variants: &[(Option<i64>, bool)]| {
            let mut stock = Stock::default();
            for (pieces, oversold) in variants {
                stock.add(*pieces, *oversold);
            }
            stock.total()
        };
        assert_eq!(
            total(&[(Some(3), false), (Some(-2), false), (Some(4), false)]),
            Some(7)
        );
        assert_eq!(total(&[(Some(0), false)]), Some(0), "sold out");
        assert_eq!(total(&[(Some(0), true)]), None, "sold without being there");
        assert_eq!(total(&[(None, false)]), None, "nobody counts");
        assert_eq!(total(&[(None, false), (Some(2), false)]), Some(2), "at least two");
        assert_eq!(total(&[]), None);
    }

    #[test]
    fn words_tell_the_gender_unless_they_disagree() {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(gender_of("", &words(&["sale", "women"])), "Women");
        assert_eq!(gender_of("", &words(&["women", "men"])), "");
        assert_eq!(gender_of("female", &[]), "Women");
    }

    #[test]
    fn attributes_go_where_their_names_say_misspelt_or_not() {
        let mut product = Product::new("a", "");
        let one = |value: &str| [value.to_owned()];
        assert_eq!(
            put("Color", &one("Navy/White"), &mut product),
            Some(Column::Colours)
        );
        assert_eq!(put("pa_size", &one("S"), &mut product), Some(Column::Sizes));
        assert_eq!(put("Material", &one("Wool"), &mut product), Some(Column::Tags));
        assert_eq!(put("Logo", &one("Yes"), &mut product), None);
        assert_eq!(put("taile", &one("04 ans"), &mut product), Some(Column::Sizes));
        assert_eq!(put("ponture", &one("38"), &mut product), Some(Column::Sizes));
        assert_eq!(put("Clor", &one("lila"), &mut product), Some(Column::Colours));
        assert_eq!(put("nombre", &one("1"), &mut product), None);
        assert_eq!(product.colours, ["Navy", "White", "lila"]);
        assert_eq!(product.tags, ["Wool"]);
    }

    #[test]
    fn options_behind_a_title_are_no_part_of_it() {
        let (title, options) = in_brackets("Pea coat [Size:M][Color:Navy]").unwrap();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(title, "Pea coat");
        assert_eq!(options, [pair("Size", "M"), pair("Color", "Navy")]);
        assert_eq!(in_brackets("[BAG_010] Canvas tote"), None);
        assert_eq!(in_brackets("Coat [new]"), None);
    }

    #[test]
    fn options_in_a_cell_are_taken_apart() {
        let read = |cell: &str| {
            let pairs = pairs(cell)
                .into_iter()
                .map(|(name, values)| format!("{name}={}", values.join("+")));
            pairs.collect::<Vec<_>>().join(" ")
        };
        for (cell, expected) in [
            ("Boja: Teget; Veličina: M", "Boja=Teget Veličina=M"),
            (
                "has_options=0,size=S,color=Green",
                "has_options=0 size=S color=Green",
            ),
            ("Size=S;M|Color=Red", "Size=S+M Color=Red"),
            ("[S]Size=Small,[RB]Color=Red", "Size=Small Color=Red"),
            (
                "style=Jacket|Full zip,material=Fleece|Wool",
                "style=Jacket+Full zip material=Fleece+Wool",
            ),
            ("Composition:Linen:1", "Composition=Linen"),
            (
                r#"{"Size": "S", "Color": ["Red", "Blue"]}"#,
                "Color=Red+Blue Size=S",
            ),
            ("Size: S", "Size=S"),
            (
                "Type=Rectangles|Name=Size|Value=SType=Swatch|Name=Colour|Value=Green[#2f5d3a]",
                "Size=S Colour=Green",
            ),
            (
                "색상{화이트|네이비}//사이즈{S|M}",
                "색상=화이트+네이비 사이즈=S+M",
            ),
            ("(Simtech) Size: SG[S///M///L]", "Size=S+M+L"),
            ("{12} Brand: E[Halo]; (Fashion) Size: S[M]", "Brand=Halo Size=M"),
        ] {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }
}
