//! Which of a table's first rows names its columns: not always the first, sometimes two together, and now and then there is
//! a row below that says what must be filled in or in which unit.

use crate::concepts::Concept;
use crate::heading::Heading;
use crate::records::is_empty;
use crate::sizes::is_size;
use crate::synonyms;

/// Rows that are looked through.
pub(crate) const WITHIN: usize = 20;

/// The header of a table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub header: Vec<String>,
    /// Which of the rows is the first below it.
    pub first: usize,
    /// How many of its columns are understood.
    pub known: usize,
}

/// What a row looks like.
#[derive(Debug, Default, Clone, Copy)]
struct Look {
    filled: usize,
    /// Cells whose words are understood.
    known: usize,
    /// Cells that no heading is: numbers, addresses, long texts.
    values: usize,
    sizes: usize,
}

impl Look {
    fn of(cells: &[String]) -> Look {
        let mut look = Look::default();
        for cell in cells
            .iter()
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
        {
            look.filled += 1;
            let number = cell
                .trim_start_matches(['$', '€', '£'])
                .replace([',', ' ', '.'], "")
                .parse::<f64>()
                .is_ok();
            look.sizes += usize::from(is_size(cell));
            if number || cell.contains("://") || cell.chars().count() > 90 || cell.contains('@') {
                look.values += 1;
            } else if is_known(cell) {
                look.known += 1;
            }
        }
        look
    }

    fn worth(self) -> i64 {
        let sized = if self.sizes >= 3 { self.sizes } else { 0 };
        let values = self.values.saturating_sub(sized);
        i64::try_from(2 * (self.known + sized)).unwrap_or(i64::MAX)
            - i64::try_from(2 * values).unwrap_or(i64::MAX)
    }
}

/// Whether the words of a heading are understood.
pub(crate) fn is_known(cell: &str) -> bool {
    let heading = Heading::read(cell);
    let telling = heading.concepts.iter().any(|concept| *concept != Concept::Noise);
    heading.of.is_some()
        || synonyms::listed(cell).is_some()
        || (telling && heading.unknown <= heading.concepts.len() + 1)
}

/// Finds the header in the first rows; `None` where they are empty.
pub(crate) fn find(rows: &[(u64, Vec<String>)]) -> Option<Found> {
    let looks: Vec<Look> = rows
        .iter()
        .take(WITHIN)
        .map(|(_, cells)| Look::of(cells))
        .collect();
    let begin = looks.iter().position(|look| look.filled > 0)?;
    let mut at = begin;
    for (later, look) in looks.iter().enumerate().skip(begin + 1) {
        // A later row must be clearly better, or any row of words would do.
        let better = look.worth() >= looks[at].worth() + 4
            || (looks[at].worth() <= 0 && look.worth() >= 4 && look.filled > 1);
        let narrow = looks[at].filled == 1 && look.filled > 1 && look.known > 1;
        let below_titles = at == begin && stands_below_titles(&looks, rows, at, later);
        if (better && look.known > looks[at].known) || narrow || below_titles {
            at = later;
        }
    }
    let mut header = rows[at].1.clone();
    let mut first = at + 1;
    let mut known = looks[at]
        .known
        .max(if looks[at].sizes >= 3 { looks[at].sizes } else { 0 });
    let mut hinted = false;
    while let (Some((_, next)), Some(look)) = (rows.get(first), looks.get(first)) {
        if is_empty(next) || describes(next) {
            first += 1;
        } else if look.values == 0
            && look.known >= 3
            && look.filled * 2 > looks[at].filled
            && (look.known * 5 >= looks[at].known * 4 || stands_above_numbers(next, &rows[first + 1..]))
        {
            // Names for people, and below them the names that machines use, or the other way round.
            let better = look.known > known;
            let (own, other) = if better {
                (next.clone(), &header)
            } else {
                (header.clone(), next)
            };
            known = known.max(look.known);
            header = with_meaning(own, other);
            first += 1;
        } else if instructs(next, &rows[first + 1..], hinted) {
            hinted = true;
            first += 1;
        } else if let Some(both) = together(&header, next) {
            header = both;
            first += 1;
            break;
        } else {
            break;
        }
    }
    while header.last().is_some_and(|name| name.trim().is_empty())
        && rows.iter().skip(first).take(50).all(|(_, cells)| {
            cells
                .get(header.len() - 1)
                .is_none_or(|cell| cell.trim().is_empty())
        })
    {
        header.pop();
    }
    Some(Found { header, first, known })
}

/// A header whose names that say only that they are numbers are replaced by those of another that say of what.
fn with_meaning(mut header: Vec<String>, other: &[String]) -> Vec<String> {
    let bare = |cell: &str| Heading::read(cell).only(&[Concept::Number, Concept::Id, Concept::Code]);
    for (own, other) in header.iter_mut().zip(other) {
        if bare(own) && is_known(other) && !bare(other) {
            own.clone_from(other);
        }
    }
    header
}

/// Whether a row of words has nothing but numbers below several of them, as headings have.
fn stands_above_numbers(cells: &[String], below: &[(u64, Vec<String>)]) -> bool {
    let is_number = |cell: &str| cell.replace([',', ' ', '.'], "").parse::<f64>().is_ok();
    let above = cells.iter().enumerate().filter(|(at, cell)| {
        let mut under = below
            .iter()
            .take(WITHIN)
            .filter_map(|(_, cells)| cells.get(*at))
            .map(|cell| cell.trim())
            .filter(|cell| !cell.is_empty())
            .peekable();
        cell.contains(char::is_alphabetic) && under.peek().is_some() && under.all(is_number)
    });
    above.count() >= 2
}

/// Whether a row of words in a language that nobody listed names the columns: those above have one cell or two, and those
/// below are as wide as it is and hold values.
fn stands_below_titles(looks: &[Look], rows: &[(u64, Vec<String>)], titles: usize, at: usize) -> bool {
    let Some(next) = looks.get(at + 1) else {
        return false;
    };
    let narrow = looks[titles..at].iter().all(|look| look.filled <= 2);
    let cells = rows[at].1.iter().map(|cell| cell.trim());
    let distinct: std::collections::HashSet<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    narrow
        && looks[at].filled >= 4
        && looks[at].values == 0
        && distinct.len() == looks[at].filled
        && next.values > 0
        && next.filled * 2 >= looks[at].filled
}

/// Whether a row below the header tells whoever fills in the sheet what to do: it has words where all rows below have numbers
/// alone; or, right below such a row, it is empty where all others are filled.
fn instructs(cells: &[String], below: &[(u64, Vec<String>)], hinted: bool) -> bool {
    let cell = |row: &[String], at: usize| row.get(at).map_or(String::new(), |cell| cell.trim().to_owned());
    let is_number = |cell: &str| {
        let digits = cell.chars().filter(char::is_ascii_digit).count();
        digits > 0 && !cell.contains(char::is_alphabetic)
    };
    let (mut words, mut numbers, mut always, mut empty) = (0, 0, 0, 0);
    let width = below.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
    for at in 0..width {
        // A hint or two may follow, so the first rows below are not looked at.
        let under: Vec<String> = below
            .iter()
            .skip(2)
            .take(50)
            .map(|(_, row)| cell(row, at))
            .collect();
        let filled: Vec<&String> = under.iter().filter(|cell| !cell.is_empty()).collect();
        let own = cell(cells, at);
        if filled.len() >= 2 && filled.iter().all(|cell| is_number(cell)) {
            words += usize::from(
                own.contains(char::is_alphabetic)
                    && !own.contains(|c: char| c.is_ascii_digit())
                    && !is_size(&own),
            );
            numbers += usize::from(is_number(&own));
        }
        if filled.len() >= 2 && filled.len() == under.len() {
            always += 1;
            empty += usize::from(own.is_empty());
        }
    }
    (words > 0 && numbers == 0) || (hinted && numbers == 0 && always >= 3 && empty * 2 >= always)
}

/// Whether a row below the header says what is to be filled in, or in which unit.
fn describes(cells: &[String]) -> bool {
    const WORDS: [&str; 40] = [
        "required",
        "optional",
        "mandatory",
        "recommended",
        "preferred",
        "conditional",
        "conditionally required",
        "text",
        "string",
        "number",
        "integer",
        "decimal",
        "date",
        "boolean",
        "pflicht",
        "pflichtfeld",
        "obligatoire",
        "facultatif",
        "obligatorio",
        "opcional",
        "eur",
        "usd",
        "gbp",
        "chf",
        "pcs",
        "pc",
        "stk",
        "stück",
        "cm",
        "kg",
        "g",
        "pce",
        "€",
        "$",
        "£",
        "yes/no",
        "url",
        "list",
        "шт",
        "руб",
    ];
    let filled: Vec<String> = cells
        .iter()
        .map(|cell| cell.trim().trim_matches(['(', ')', '[', ']', '*']).to_lowercase())
        .filter(|cell| !cell.is_empty())
        .collect();
    let describing = filled
        .iter()
        .filter(|cell| WORDS.contains(&cell.as_str()) || cell.trim_matches('-').is_empty())
        .count();
    !filled.is_empty() && describing == filled.len()
}

/// Two rows that name the columns together: the second stands below cells of the first that are empty or repeated.
fn together(above: &[String], below: &[String]) -> Option<Vec<String>> {
    let cell = |row: &[String], at: usize| row.get(at).map_or(String::new(), |cell| cell.trim().to_owned());
    let width = above.len().max(below.len());
    let (mut gaps, mut filled, mut known) = (0, 0, 0);
    for at in 0..width {
        let (up, down) = (cell(above, at), cell(below, at));
        if down.is_empty() {
            continue;
        }
        filled += 1;
        let number = down.replace([',', ' ', '.'], "").parse::<f64>().is_ok();
        if (number && !is_size(&down)) || down.contains("://") || down.chars().count() > 40 {
            return None;
        }
        known += usize::from(is_size(&down) || is_known(&down));
        let repeated = !up.is_empty() && above.iter().filter(|other| other.trim() == up).count() > 1;
        gaps += usize::from(up.is_empty() || repeated);
    }
    if gaps < 2 || filled * 4 < width || known * 2 < filled {
        return None;
    }
    let mut spanning = String::new();
    let joined = (0..width).map(|at| {
        let (up, down) = (cell(above, at), cell(below, at));
        if !up.is_empty() {
            spanning.clone_from(&up);
        }
        match (up.is_empty(), down.is_empty()) {
            (_, true) => up,
            (true, false) if is_size(&down) => down,
            (true, false) => format!("{spanning} {down}").trim().to_owned(),
            (false, false) if is_size(&down) => down,
            (false, false) => format!("{up} {down}"),
        }
    });
    Some(joined.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: &[&str]) -> Found {
        let rows: Vec<(u64, Vec<String>)> = rows
            .iter()
            .map(|row| (0, row.split(',').map(str::to_owned).collect()))
            .collect();
        find(&rows).unwrap()
    }

    #[test]
    fn the_header_is_found_below_titles() {
        let table = found(&[
            "Spring list,,",
            "Valid until May,,",
            "SKU,Name,Price",
            "1,Shirt,5",
        ]);
        assert_eq!((table.header[0].as_str(), table.first), ("SKU", 3));
        let table = found(&["id,title", "Size,Color", "1,Shirt"]);
        assert_eq!(table.first, 1, "a row of words is a row");
    }

    #[test]
    fn two_rows_can_name_the_columns_together() {
        let table = found(&[
            "Style,Name,Price,,Stock,",
            ",,Wholesale,Retail,Paris,Lyon",
            "A1,Coat,50,100,1,2",
        ]);
        assert_eq!(
            table.header,
            [
                "Style",
                "Name",
                "Price Wholesale",
                "Price Retail",
                "Stock Paris",
                "Stock Lyon"
            ]
        );
    }

    #[test]
    fn rows_that_describe_the_columns_are_no_products() {
        let table = found(&[
            "SKU,Name,Price",
            "Required,Required,Optional",
            "(pcs),,EUR",
            "1,Shirt,5",
        ]);
        assert_eq!(table.first, 3);
    }

    #[test]
    fn a_second_header_is_known_by_the_numbers_below_it() {
        let table = found(&[
            "title,cid,price,num,outer_id,postage",
            "名称,店铺,价格,数量,编码,邮费",
            "衬衫,5,19.00,3,A1,0",
            "外套,6,49.00,1,A2,0",
        ]);
        assert_eq!(table.first, 2);
    }

    #[test]
    fn of_two_headers_the_one_that_is_understood_better_counts() {
        let table = found(&[
            "TemplateType=x,Version=1,",
            "Seller SKU,Item Name,Main Image",
            "item_sku,item_name,main_image_url",
            "1,Shirt,a.jpg",
        ]);
        assert_eq!(table.first, 3);
    }
}
