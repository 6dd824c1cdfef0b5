//! The columns of a WooCommerce export, which the shop writes in its own language.

use nova_domain::folded;

/// What a column of an export holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Id,
    Type,
    Sku,
    Gtin,
    Name,
    Published,
    ShortDescription,
    Description,
    InStock,
    Pieces,
    SalePrice,
    Price,
    Categories,
    Tags,
    Brands,
    Images,
    Parent,
    Grouped,
    AttributeName(usize),
    AttributeValues(usize),
}

/// The columns by their names in English, German, French, Spanish and Italian.
const NAMES: [(Role, &[&str]); 18] = [
    (Role::Id, &["id"]),
    (Role::Type, &["type", "typ", "tipo"]),
    (Role::Sku, &["sku", "artikelnummer", "ugs", "cod"]),
    (Role::Gtin, &["gtin,_upc,_ean,_or_isbn", "gtin", "ean"]),
    (Role::Name, &["name", "nom", "nombre", "nome"]),
    (
        Role::Published,
        &["published", "veröffentlicht", "publié", "publicado", "pubblicato"],
    ),
    (
        Role::ShortDescription,
        &[
            "short_description",
            "kurzbeschreibung",
            "description_courte",
            "descripción_corta",
            "breve_descrizione",
        ],
    ),
    (
        Role::Description,
        &["description", "beschreibung", "descripción", "descrizione"],
    ),
    (
        Role::InStock,
        &[
            "in_stock?",
            "in_stock",
            "stock_status",
            "vorrätig?",
            "en_stock_?",
            "en_stock?",
            "¿existencias?",
            "disponibile?",
        ],
    ),
    (
        Role::Pieces,
        &[
            "stock",
            "lager",
            "stock_quantity",
            "lagerbestand",
            "bestand",
            "inventario",
            "magazzino",
        ],
    ),
    (
        Role::SalePrice,
        &[
            "sale_price",
            "angebotspreis",
            "tarif_promo",
            "precio_rebajado",
            "prezzo_in_offerta",
        ],
    ),
    (
        Role::Price,
        &[
            "regular_price",
            "price",
            "regulärer_preis",
            "normalpreis",
            "tarif_régulier",
            "precio_normal",
            "prezzo_di_listino",
        ],
    ),
    (
        Role::Categories,
        &[
            "categories",
            "kategorien",
            "catégories",
            "categorías",
            "categorie",
        ],
    ),
    (
        Role::Tags,
        &["tags", "schlagwörter", "étiquettes", "etiquetas", "tag"],
    ),
    (
        Role::Brands,
        &["brands", "brand", "marken", "marques", "marcas", "marchi"],
    ),
    (
        Role::Images,
        &["images", "bilder", "imágenes", "immagini", "immagine"],
    ),
    (
        Role::Parent,
        &[
            "parent",
            "übergeordnet",
            "übergeordnetes_produkt",
            "superior",
            "genitore",
        ],
    ),
    (
        Role::Grouped,
        &[
            "grouped_products",
            "gruppierte_produkte",
            "produits_groupés",
            "productos_agrupados",
            "prodotti_raggruppati",
        ],
    ),
];

/// Columns that no other system writes. Two of them make an export, whichever columns were chosen for it.
const OWN: [&str; 12] = [
    "is_featured?",
    "visibility_in_catalog",
    "sichtbarkeit_im_katalog",
    "visibilité_dans_le_catalogue",
    "visibilidad_en_el_catálogo",
    "tax_status",
    "tax_class",
    "steuerstatus",
    "backorders_allowed?",
    "sold_individually?",
    "download_limit",
    "allow_customer_reviews?",
];

/// What a column holds, by its name.
pub(crate) fn role(header: &str) -> Option<Role> {
    let name = folded(header);
    attribute(&name).or_else(|| {
        let known = NAMES.iter().find(|(_, names)| names.contains(&name.as_str()));
        known.map(|(role, _)| *role)
    })
}

/// `Attribute 1 name`, `Attribut 1 Wert(e)`, `Nom de l'attribut 1`, `Valor(es) del atributo 1`.
fn attribute(name: &str) -> Option<Role> {
    if !name.contains("attribut") && !name.contains("atributo") {
        return None;
    }
    let number = name.split('_').find_map(|word| word.parse::<usize>().ok());
    let number = number.filter(|number| (1..=100).contains(number))?;
    let holds = |words: &[&str]| name.split('_').any(|word| words.contains(&word));
    if holds(&["name", "nom", "nombre", "nome"]) {
        return Some(Role::AttributeName(number));
    }
    let values = ["value", "wert", "valeur", "valor"];
    let is_value = name
        .split('_')
        .any(|word| values.iter().any(|value| word.starts_with(value)));
    is_value.then_some(Role::AttributeValues(number))
}

/// Whether a header is that of an export.
pub(crate) fn is_export(header: &[String]) -> bool {
    let roles: Vec<Role> = header.iter().filter_map(|name| role(name)).collect();
    let has = |wanted: Role| roles.contains(&wanted);
    let own = header
        .iter()
        .filter(|name| OWN.contains(&folded(name).as_str()))
        .count();
    let telling = [
        has(Role::Parent),
        has(Role::InStock),
        has(Role::Published),
        has(Role::Grouped),
        has(Role::SalePrice),
        has(Role::ShortDescription),
        has(Role::AttributeName(1)) && has(Role::AttributeValues(1)),
        has(Role::Type),
        has(Role::Price) && !header.iter().any(|name| folded(name) == "price"),
    ];
    let telling = telling.into_iter().filter(|yes| *yes).count();
    let named = has(Role::Name) || has(Role::Parent);
    (has(Role::Id) || has(Role::Sku)) && named && (own >= 2 || own + telling >= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn exports_are_told_from_other_tables() {
        assert!(is_export(&header("ID,Type,SKU,Name,Published,Regular price")));
        assert!(is_export(&header(
            "SKU,Name,Parent,Attribute 1 name,Attribute 1 value(s),Regular price"
        )));
        assert!(is_export(&header("SKU,Name,Is featured?,Tax status")));
        assert!(!is_export(&header("id,name,type,price,stock")), "anybody's table");
        assert!(
            !is_export(&header("id,title,type,sale price,price,published")),
            "a title is no name"
        );
    }

    #[test]
    fn attributes_are_known_in_their_languages() {
        assert_eq!(role("Attribute 12 value(s)"), Some(Role::AttributeValues(12)));
        assert_eq!(role("Attribut 1 Wert(e)"), Some(Role::AttributeValues(1)));
        assert_eq!(role("Nom de l'attribut 2"), Some(Role::AttributeName(2)));
        assert_eq!(role("Valeur(s) de l’attribut 2"), Some(Role::AttributeValues(2)));
        assert_eq!(role("Nombre del atributo 1"), Some(Role::AttributeName(1)));
        assert_eq!(role("Attribute 1 visible"), None);
    }
}
