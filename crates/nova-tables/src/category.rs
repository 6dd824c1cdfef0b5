//! Categories as shops write them: paths, several paths in a cell, and among them roots, audiences and promotions that
//! say nothing of a garment.

use crate::html;
use crate::values::{self, UNIT, parts};
use nova_domain::Product;

/// Names at the root of a shop's tree, in lower case.
const ROOTS: [&str; 22] = [
    "default category",
    "root",
    "root catalog",
    "root category",
    "home",
    "accueil",
    "startseite",
    "inicio",
    "shop",
    "shop all",
    "all",
    "all products",
    "catalog",
    "catalogue",
    "katalog",
    "главная",
    "каталог",
    "apparel & accessories",
    "products",
    "produkte",
    "produits",
    "uncategorized",
];

/// Words of categories that are about selling and not about a garment, in lower case.
const PROMOTIONS: [&str; 40] = [
    "sale",
    "sales",
    "new",
    "new in",
    "new arrivals",
    "new arrival",
    "just in",
    "bestseller",
    "bestsellers",
    "best sellers",
    "featured",
    "outlet",
    "offers",
    "promo",
    "promotion",
    "trending",
    "neu",
    "neuheiten",
    "angebote",
    "soldes",
    "nouveautés",
    "nouveautes",
    "nouveauté",
    "promotions",
    "rebajas",
    "novedades",
    "ofertas",
    "saldi",
    "novità",
    "offerte",
    "novinky",
    "noviteti",
    "akcija",
    "nowości",
    "новинки",
    "распродажа",
    "акции",
    "скидки",
    "新品",
    "セール",
];

fn is_promotion(name: &str) -> bool {
    let lower = name.to_lowercase();
    let first = lower.split([' ', '-']).next().unwrap_or_default();
    PROMOTIONS.contains(&lower.as_str())
        || lower == "collections"
        || (matches!(first, "noviteti" | "nouveautés" | "sale" | "akcija") && lower.contains('-'))
}

/// The paths of a cell, each from its root down.
pub(crate) fn paths(cell: &str) -> Vec<Vec<String>> {
    let cell = html::plain(cell)
        .replace("///", ">")
        .replace(" » ", ">")
        .replace("::", ">")
        .replace("->", ">")
        .replace(" | ", ">");
    let separators: &[char] = match () {
        () if cell.contains(UNIT) => &[UNIT],
        () if cell.contains([';', '\n']) => &[';', '\n'],
        () if cell.contains('|') && cell.contains('>') => &['|'],
        () if cell.contains('|') && !cell.contains(',') => &['|'],
        () if cell.contains('@') => &['@'],
        () => &[',', '|', '，', '、'],
    };
    let split = escaped(&cell, separators);
    split
        .iter()
        .map(|path| steps(path))
        .filter(|path| !path.is_empty())
        .collect()
}

/// Parts between separators; a comma with a backslash in front belongs to its part.
fn escaped(cell: &str, separators: &[char]) -> Vec<String> {
    if let Some(quoted) = values::split_quoted(cell) {
        return quoted;
    }
    let hidden = cell.replace("\\,", "\u{1}");
    parts(hidden.split(separators))
        .into_iter()
        .map(|part| part.replace('\u{1}', ","))
        .collect()
}

/// The steps of one path: between `>`; between `/` where there are several of them or the first is a root or an audience.
fn steps(path: &str) -> Vec<String> {
    if path.contains('>') {
        return values::path(path);
    }
    let slashed = parts(path.split('/'));
    if path.trim_start().starts_with('/') && !slashed.is_empty() {
        return slashed;
    }
    let rooted = slashed.len() > 1
        && slashed.first().is_some_and(|first| {
            ROOTS.contains(&first.to_lowercase().as_str()) || values::gender(first).is_some()
        });
    if (slashed.len() > 2 && slashed.iter().all(|step| step.chars().count() > 2)) || rooted {
        return slashed;
    }
    vec![path.trim().to_owned()]
}

/// Puts categories into the product's fields: the deepest path, without what says nothing of a garment. The names that are
/// left over become tags.
pub(crate) fn put(product: &mut Product, all: Vec<Vec<String>>) {
    let whole = |path: &Vec<String>| path.iter().map(|step| step.trim().to_owned()).collect::<Vec<_>>();
    let bare = |path: &Vec<String>| -> Vec<String> {
        let steps = path.iter().filter(|step| {
            !ROOTS.contains(&step.to_lowercase().as_str())
                && values::gender(step).is_none()
                && !is_promotion(step)
        });
        steps.cloned().collect()
    };
    let original: Vec<Vec<String>> = all.iter().map(whole).collect();
    let mut paths: Vec<Vec<String>> = Vec::new();
    let mut promotions = Vec::new();
    for path in &original {
        let promoted = path.iter().any(|step| is_promotion(step));
        if promoted {
            promotions.extend(path.last().cloned());
        } else {
            let bare = bare(path);
            if !bare.is_empty() && !paths.contains(&bare) {
                paths.push(bare);
            }
        }
    }
    if paths.is_empty() {
        // Nothing but roots, audiences and promotions: better those than none.
        paths.extend(original.into_iter().filter(|path| !path.is_empty()));
        promotions.clear();
    }
    // A path that another one goes on from says nothing more.
    let begins = |short: &[String], long: &[String]| long.len() > short.len() && long.starts_with(short);
    let longest: Vec<Vec<String>> = paths
        .iter()
        .filter(|path| !paths.iter().any(|other| begins(path, other)))
        .cloned()
        .collect();
    let deepest = longest.iter().map(Vec::len).max().unwrap_or(0);
    let main: Vec<String> = if deepest == 1 {
        // Names side by side: shops put the wider one first.
        longest.iter().take(2).flatten().cloned().collect()
    } else {
        longest
            .iter()
            .find(|path| path.len() == deepest)
            .cloned()
            .unwrap_or_default()
    };
    let rest = longest
        .iter()
        .filter_map(|path| path.last())
        .filter(|end| !main.contains(end))
        .cloned();
    let more: Vec<String> = rest.chain(promotions).collect();
    let mut steps = main.iter();
    let set = |field: &mut String, step: Option<&String>| {
        if let (true, Some(step)) = (field.is_empty(), step) {
            step.clone_into(field);
        }
    };
    set(&mut product.category, steps.next());
    set(&mut product.subcategory, steps.next());
    set(&mut product.kind, steps.next_back());
    product.tags = values::unique(std::mem::take(&mut product.tags).into_iter().chain(more));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cell: &str) -> (String, String, String, Vec<String>) {
        let mut product = Product::new("1", "");
        put(&mut product, paths(cell));
        (product.category, product.subcategory, product.kind, product.tags)
    }

    #[test]
    fn paths_lose_what_says_nothing_of_a_garment() {
        let of = |cell: &str| {
            let (category, subcategory, kind, _) = read(cell);
            [category, subcategory, kind].join("|")
        };
        for (cell, expected) in [
            (
                "Default Category/Women/Tops/Jackets,Default Category/Collections/Slow Made,Default Category",
                "Tops|Jackets|",
            ),
            (
                "Vêtements, Femmes, Robes > Robes de soirée",
                "Robes|Robes de soirée|",
            ),
            ("Žene; Haljine; Noviteti - Žene", "Haljine||"),
            ("Two-Piece Sets;Nightwear;Just In", "Two-Piece Sets|Nightwear|"),
            (
                "Apparel & Accessories > Clothing > Outerwear > Hoodies",
                "Clothing|Outerwear|Hoodies",
            ),
            ("Gifts & Paper", "Gifts & Paper||"),
            ("Cap/peaked", "Cap/peaked||"),
            ("Women", "Women||"),
            ("Sale", "Sale||"),
        ] {
            assert_eq!(of(cell), expected, "{cell}");
        }
        assert_eq!(read("Clothing > Hoodies, Sale").3, ["Sale"]);
    }
}
