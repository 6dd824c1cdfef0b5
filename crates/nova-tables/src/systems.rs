//! Shop systems by the headings that only they write, and what must be known of each beyond what its columns say. A file
//! of a system that is not here comes in as well as its shape allows.

use crate::meaning::{Role, Seen};
use crate::synonyms::Column;
use schemars::JsonSchema;
use serde::Serialize;
use ts_rs::TS;

/// Shop systems whose exports are known by their columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "they are called after themselves")]
pub enum ShopSystem {
    Shopify,
    WooCommerce,
    Magento,
    PrestaShop,
    Lightspeed,
    Square,
    Wix,
    Squarespace,
    BigCommerce,
    Etsy,
    Google,
    Meta,
    Odoo,
    Commercetools,
    Spree,
    OpenCart,
    Shopware,
    Ecwid,
    Amazon,
    Ebay,
    Jtl,
    Gambio,
    Faire,
    Centra,
    ShopRenter,
}

use ShopSystem::*;

/// Headings, folded, of which a number makes a system certain.
const MARKS: &[(ShopSystem, usize, &[&str])] = &[
    (
        Lightspeed,
        2,
        &[
            "composite_handle",
            "composite_sku",
            "variant_option_one_name",
            "supply_price",
            "variant_option_one_value",
        ],
    ),
    (
        Wix,
        2,
        &[
            "handle_id",
            "field_type",
            "product_image_url",
            "product_option_name_1",
            "discount_mode",
        ],
    ),
    (
        Shopify,
        2,
        &[
            "handle",
            "url_handle",
            "variant_price",
            "body",
            "option_1_name",
            "option_1_value",
            "image_src",
            "variant_inventory_qty",
            "product_image_url",
            "published_on_online_store",
            "variant_sku",
        ],
    ),
    (
        Magento,
        3,
        &[
            "store_view_code",
            "attribute_set_code",
            "additional_attributes",
            "configurable_variations",
            "product_websites",
            "use_config_manage_stock",
        ],
    ),
    (
        PrestaShop,
        2,
        &[
            "price_tax_included",
            "tax_rules_id",
            "delete_existing_images",
            "available_online_only",
            "price_tax_excluded",
            "minimal_quantity",
            "id_tax_rules_group",
        ],
    ),
    (
        Square,
        2,
        &[
            "variation_name",
            "variation_id",
            "item_name",
            "current_quantity",
            "new_quantity",
            "token",
        ],
    ),
    (
        Squarespace,
        2,
        &[
            "product_page",
            "hosted_image_urls",
            "option_name_1",
            "on_sale",
            "variant_id",
        ],
    ),
    (
        BigCommerce,
        2,
        &[
            "item_type",
            "product_code_sku",
            "current_stock_level",
            "option_set",
            "inventory_tracking",
            "base_variant_id",
        ],
    ),
    (
        Etsy,
        3,
        &[
            "currency_code",
            "variation_1_type",
            "variation_1_name",
            "variation_1_values",
            "materials",
            "image_10",
        ],
    ),
    (
        Google,
        3,
        &[
            "image_link",
            "availability",
            "google_product_category",
            "item_group_id",
            "gtin",
            "condition",
        ],
    ),
    (
        Odoo,
        2,
        &[
            "internal_reference",
            "product_template",
            "variant_values",
            "forecasted_quantity",
            "quantity_on_hand",
            "sales_price",
            "default_code",
            "categ_id",
            "qty_available",
        ],
    ),
    (
        Commercetools,
        3,
        &[
            "variant_id",
            "product_type",
            "prices",
            "variants_sku",
            "tax_category",
        ],
    ),
    (
        Spree,
        2,
        &[
            "option_1_name",
            "taxons",
            "compare_at_price",
            "image_1_src",
            "category_1",
        ],
    ),
    (
        OpenCart,
        3,
        &[
            "product_id",
            "model",
            "stock_status_id",
            "tax_class_id",
            "image_name",
            "subtract",
        ],
    ),
    (
        Shopware,
        2,
        &[
            "ordernumber",
            "mainnumber",
            "pseudoprice",
            "configurator_options",
            "product_number",
            "parent_id",
            "cover_media_url",
        ],
    ),
    (
        Ecwid,
        3,
        &[
            "product_internal_id",
            "product_sku",
            "product_is_inventory_tracked",
            "product_media_main_image_url",
            "product_variation_sku",
        ],
    ),
    (
        Amazon,
        2,
        &[
            "item_sku",
            "parent_child",
            "parent_sku",
            "variation_theme",
            "feed_product_type",
        ],
    ),
    (
        Ebay,
        2,
        &[
            "relationship",
            "relationship_details",
            "custom_label",
            "start_price",
            "pic_url",
        ],
    ),
    (
        Jtl,
        2,
        &[
            "vaterartikel",
            "variationsname_1",
            "brutto_vk",
            "kategorie_ebene_1",
            "artikelname",
        ],
    ),
    (
        Gambio,
        3,
        &["xtsol", "p_model", "p_stock", "p_price_no_tax", "p_image"],
    ),
    (
        Faire,
        2,
        &[
            "product_token",
            "info_status",
            "usd_unit_wholesale_price",
            "product_status",
        ],
    ),
    (
        Centra,
        2,
        &["product_sku", "variant_sku", "size_sku", "variant_name"],
    ),
    (
        ShopRenter,
        2,
        &["cikkszam", "szulo_cikkszam", "termek_neve", "brutto_ar"],
    ),
];

/// Words of WooCommerce's headings in its languages, folded; a system of many languages is known by its structure.
const WOO: &[&str] = &[
    "is_featured",
    "visibility_in_catalog",
    "sichtbarkeit_im_katalog",
    "visibilite_dans_le_catalogue",
    "visibilidad_en_el_catalogo",
    "tax_status",
    "tax_class",
    "steuerstatus",
    "backorders_allowed",
    "sold_individually",
    "download_limit",
    "allow_customer_reviews",
    "grouped_products",
    "etat_de_la_tva",
    "видимость_в_каталоге",
    "статус_налога",
    "regular_price",
    "sale_price",
    "tarif_regulier",
    "tarif_promo",
    "precio_normal",
    "normalpreis",
    "regularer_preis",
    "angebotspreis",
];

/// The columns that tell which system wrote a table.
pub(crate) fn marks(system: ShopSystem, seen: &[Seen]) -> Vec<usize> {
    let own = match system {
        WooCommerce => WOO,
        Meta => &["fb_product_category", "quantity_to_sell_on_facebook"],
        _ => MARKS
            .iter()
            .find(|(marked, ..)| *marked == system)
            .map_or(&[][..], |(.., marks)| marks),
    };
    (0..seen.len())
        .filter(|at| own.contains(&seen[*at].heading.folded.as_str()))
        .collect()
}

/// The system that wrote a table with these columns.
pub(crate) fn of(seen: &[Seen]) -> Option<ShopSystem> {
    let folded: Vec<&str> = seen.iter().map(|seen| seen.heading.folded.as_str()).collect();
    let has = |name: &&&str| folded.contains(*name);
    let count = |names: &[&str]| names.iter().filter(has).count();
    let handled = folded.contains(&"handle") || folded.contains(&"url_handle");
    let found = MARKS.iter().find(|(system, least, marks)| {
        let enough = count(marks) >= *least;
        enough && (*system != Shopify || handled)
    });
    let woo = count(WOO) >= 2
        || (folded
            .iter()
            .any(|name| name.contains("attribut") || name.contains("атрибут") || name.contains("atributo"))
            && seen
                .iter()
                .any(|seen| seen.heading.has(crate::concepts::Concept::Parent))
            && count(WOO) >= 1);
    match found.map(|(system, ..)| *system) {
        Some(Google)
            if folded.contains(&"fb_product_category")
                || folded.contains(&"quantity_to_sell_on_facebook") =>
        {
            Some(Meta)
        }
        Some(system) if !(woo && matches!(system, OpenCart | Commercetools | Square)) => Some(system),
        _ => woo.then_some(WooCommerce),
    }
}

/// What a system's columns mean where their words say otherwise.
pub(crate) fn hint(system: Option<ShopSystem>, seen: &[Seen], roles: &mut [Option<Role>]) {
    let hints: &[(&str, Role)] = match system {
        // `P` and `D` are physical and digital; a retail price is what others ask.
        Some(BigCommerce) => &[
            ("product_type", Role::Ignored),
            ("type", Role::Ignored),
            ("retail_price", Role::Compare),
            ("option_set", Role::Ignored),
        ],
        Some(Commercetools) => &[
            ("product_type", Role::Ignored),
            ("prices", Role::Field(Column::Price)),
            ("slug_en", Role::Ignored),
        ],
        Some(Shopify) => &[
            ("id", Role::Ignored),
            ("command", Role::Ignored),
            ("url", Role::Ignored),
            ("published_scope", Role::Ignored),
        ],
        // Where a product is listed; what is hidden there is sold all the same, and `Published` says what is not.
        Some(WooCommerce) => &[
            ("visibility_in_catalog", Role::Ignored),
            ("catalog_visibility", Role::Ignored),
        ],
        // Prices are for groups of customers, of which `EK` is everybody.
        Some(Shopware) => &[
            ("price_ek", Role::Field(Column::Price)),
            ("pseudoprice_ek", Role::Compare),
            ("baseprice_ek", Role::Cost),
            ("baseprice", Role::Cost),
        ],
        Some(OpenCart) => &[("model", Role::Sku)],
        // "Standard" is what a piece costs the shop.
        Some(Odoo) => &[
            ("standard_price", Role::Cost),
            ("list_price", Role::Field(Column::Price)),
        ],
        _ => &[],
    };
    for (at, seen) in seen.iter().enumerate() {
        if let Some((_, role)) = hints.iter().find(|(name, _)| *name == seen.heading.folded) {
            roles[at] = Some(role.clone());
        }
    }
}
