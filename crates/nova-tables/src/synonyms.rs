//! The headers that mean each field of a product: the field's own name, what other shops call it in English, and what
//! tables in German, French, Spanish and Italian call it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A field of a product that a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(
    missing_docs,
    reason = "the variants are the documented columns of a catalogue, named alike"
)]
pub enum Column {
    Id,
    Title,
    Image,
    Brand,
    Category,
    Subcategory,
    Type,
    Gender,
    Colours,
    Tags,
    Styles,
    Occasions,
    Season,
    Sizes,
    Price,
    Currency,
    Stock,
    Description,
    Year,
    Skus,
}

impl Column {
    /// The field's name, as a catalogue's header writes it.
    pub fn name(self) -> &'static str {
        SYNONYMS
            .iter()
            .find(|(column, ..)| *column == self)
            .map_or("", |(_, name, _)| name)
    }

    /// The field of that name, without regard to case; synonyms are not names.
    pub fn from_name(name: &str) -> Option<Column> {
        let name = folded(name);
        SYNONYMS
            .iter()
            .find(|(_, own, _)| *own == name)
            .map(|(column, ..)| *column)
    }

    /// All fields.
    pub fn all() -> impl Iterator<Item = Column> {
        SYNONYMS.iter().map(|(column, ..)| *column)
    }

    /// Names of all fields, for messages.
    pub fn names() -> Vec<&'static str> {
        SYNONYMS.iter().map(|(_, name, _)| *name).collect()
    }
}

/// Each field with its name and the other headers that mean it, folded as [`folded`] folds them. Of several that
/// stand in one header, the field's own name wins over a synonym, and an earlier synonym over a later one.
pub(crate) const SYNONYMS: [(Column, &str, &[&str]); 20] = [
    (
        Column::Id,
        "id",
        &[
            "product_id",
            "sku",
            "handle",
            "url_handle",
            "variant_sku",
            "item_id",
            "article",
            "article_id",
            "article_number",
            "item_number",
            "style_number",
            "product_code",
            "code",
            "ref",
            "reference",
            "artikelnummer",
            "artikelnr",
            "artikel_nr",
            "produkt_id",
            "référence",
            "ugs",
            "referencia",
            "codice",
            "codice_articolo",
        ],
    ),
    (
        Column::Title,
        "title",
        &[
            "name",
            "product_name",
            "product_title",
            "display_name",
            "product_display_name",
            "productdisplayname",
            "item_name",
            "titel",
            "produktname",
            "bezeichnung",
            "titre",
            "nom",
            "nom_du_produit",
            "título",
            "titulo",
            "nombre",
            "titolo",
            "nome",
        ],
    ),
    (
        Column::Image,
        "image",
        &[
            "images",
            "image_src",
            "image_file",
            "filename",
            "file",
            "photo",
            "picture",
            "image_path",
            "image_url",
            "image_link",
            "product_image_url",
            "main_image",
            "featured_image",
            "img",
            "thumbnail",
            "bild",
            "bilder",
            "bild_url",
            "bilddatei",
            "bildname",
            "dateiname",
            "foto",
            "fotos",
            "fichier",
            "fichier_image",
            "fichier_photo",
            "archivo",
            "archivo_de_imagen",
            "nombre_de_archivo",
            "nome_file",
            "imagen",
            "imágenes",
            "immagine",
            "immagini",
        ],
    ),
    (
        Column::Brand,
        "brand",
        &[
            "vendor",
            "label",
            "maker",
            "manufacturer",
            "brands",
            "brand_name",
            "designer",
            "marke",
            "hersteller",
            "marque",
            "marca",
        ],
    ),
    (
        Column::Category,
        "category",
        &[
            "master_category",
            "mastercategory",
            "categories",
            "product_category",
            "google_product_category",
            "department",
            "kategorie",
            "kategorien",
            "catégorie",
            "catégories",
            "categorie",
            "categoría",
            "categorías",
            "categoria",
        ],
    ),
    (
        Column::Subcategory,
        "subcategory",
        &[
            "sub_category",
            "subcategories",
            "product_subcategory",
            "unterkategorie",
            "sous_catégorie",
            "subcategoría",
            "sottocategoria",
        ],
    ),
    (
        Column::Type,
        "type",
        &[
            "article_type",
            "articletype",
            "product_type",
            "producttype",
            "garment_type",
            "garment",
            "produkttyp",
            "artikelart",
            "type_de_produit",
            "tipo",
            "tipo_de_producto",
            "tipo_di_prodotto",
        ],
    ),
    (
        Column::Gender,
        "gender",
        &[
            "sex",
            "target_gender",
            "geschlecht",
            "genre",
            "sexe",
            "género",
            "genero",
            "sexo",
            "genere",
        ],
    ),
    (
        Column::Colours,
        "colours",
        &[
            "colour",
            "color",
            "colors",
            "base_colour",
            "basecolour",
            "base_color",
            "colour_name",
            "color_name",
            "option_color",
            "option_colour",
            "attribute_color",
            "attribute_pa_color",
            "farbe",
            "farben",
            "couleur",
            "couleurs",
            "colores",
            "colore",
            "colori",
        ],
    ),
    (
        Column::Tags,
        "tags",
        &[
            "tag",
            "labels",
            "keywords",
            "schlagwörter",
            "stichwörter",
            "étiquettes",
            "mots_clés",
            "etiquetas",
            "etichette",
        ],
    ),
    (Column::Styles, "styles", &["style", "stil", "estilo", "stile"]),
    (
        Column::Occasions,
        "occasions",
        &["occasion", "usage", "use", "anlass", "ocasión", "occasione"],
    ),
    (
        Column::Season,
        "season",
        &["seasons", "saison", "jahreszeit", "temporada", "stagione"],
    ),
    (
        Column::Sizes,
        "sizes",
        &[
            "size",
            "option_size",
            "attribute_size",
            "attribute_pa_size",
            "available_sizes",
            "größe",
            "größen",
            "groesse",
            "grösse",
            "taille",
            "tailles",
            "pointure",
            "talla",
            "tallas",
            "taglia",
            "taglie",
        ],
    ),
    (
        Column::Price,
        "price",
        &[
            "variant_price",
            "regular_price",
            "list_price",
            "unit_price",
            "retail_price",
            "price_amount",
            "rrp",
            "msrp",
            "preis",
            "verkaufspreis",
            "prix",
            "tarif",
            "precio",
            "prezzo",
            "sale_price",
        ],
    ),
    (
        Column::Currency,
        "currency",
        &[
            "currency_code",
            "price_currency",
            "währung",
            "devise",
            "moneda",
            "divisa",
            "valuta",
        ],
    ),
    (
        Column::Stock,
        "stock",
        &[
            "quantity",
            "qty",
            "inventory",
            "inventory_quantity",
            "variant_inventory_qty",
            "stock_quantity",
            "stock_status",
            "in_stock",
            "in_stock?",
            "availability",
            "available",
            "bestand",
            "lagerbestand",
            "lager",
            "verfügbarkeit",
            "quantité",
            "disponibilité",
            "existencias",
            "cantidad",
            "disponibilidad",
            "giacenza",
            "quantità",
            "disponibilità",
        ],
    ),
    (
        Column::Description,
        "description",
        &[
            "body",
            "body_(html)",
            "body_html",
            "long_description",
            "product_description",
            "short_description",
            "beschreibung",
            "produktbeschreibung",
            "descripción",
            "descripcion",
            "descrizione",
        ],
    ),
    (
        Column::Year,
        "year",
        &["collection_year", "jahr", "année", "año", "anno"],
    ),
    (
        Column::Skus,
        "skus",
        &[
            "sku",
            "variant_sku",
            "article_number",
            "item_number",
            "style_number",
            "artikelnummer",
            "barcode",
            "variant_barcode",
            "ean",
            "gtin",
            "upc",
            "mpn",
        ],
    ),
];

/// The field that a name means on its own, as options and attributes of shop systems are called: by its synonyms, or
/// by a word in it, as `Shoe size` is a size and `Main colour` a colour.
pub fn field_of(name: &str) -> Option<Column> {
    let name = folded(name);
    let name = name.trim_start_matches("attribute_").trim_start_matches("pa_");
    let known = |word: &str| {
        let means = |(_, own, others): &&(Column, &str, &[&str])| *own == word || others.contains(&word);
        SYNONYMS.iter().find(means).map(|(column, ..)| *column)
    };
    let shown = |column: &Column| matches!(column, Column::Colours | Column::Sizes);
    known(name).or_else(|| name.split('_').find_map(|word| known(word).filter(shown)))
}

/// The field that a header is listed for, as it stands.
pub(crate) fn listed(header: &str) -> Option<Column> {
    let name = folded(header);
    let means = |(_, own, others): &&(Column, &str, &[&str])| *own == name || others.contains(&name.as_str());
    SYNONYMS.iter().find(means).map(|(column, ..)| *column)
}

/// A header in lower case, with single `_` for spaces, dots, `-` and `_`, and without what shop systems hang on to the
/// name of a field of one's own: `Color (product.metafields.shopify.color-pattern)` is `color`.
pub fn folded(header: &str) -> String {
    let header = header.trim().trim_start_matches('\u{feff}').to_lowercase();
    let header = header.split(" (product.metafields").next().unwrap_or_default();
    header
        .split([' ', '-', '_', '.', '\u{a0}'])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_folded_to_one_spelling() {
        assert_eq!(folded(" Base-Colour "), "base_colour");
        assert_eq!(folded("\u{feff}ID"), "id");
        assert_eq!(
            folded("Color (product.metafields.shopify.color-pattern)"),
            "color"
        );
        assert_eq!(folded("price.amount"), "price_amount");
    }

    #[test]
    fn options_are_known_by_their_names() {
        assert_eq!(field_of("Color"), Some(Column::Colours));
        assert_eq!(field_of("pa_size"), Some(Column::Sizes));
        assert_eq!(field_of("Shoe size"), Some(Column::Sizes));
        assert_eq!(field_of("Größe"), Some(Column::Sizes));
        assert_eq!(field_of("Logo"), None);
    }

    #[test]
    fn every_header_is_folded_as_it_is_compared() {
        for (_, name, others) in SYNONYMS {
            for header in others.iter().chain([&name]) {
                assert_eq!(folded(header), **header, "it would never be found");
            }
        }
    }
}
