//! Words that stand for something plain: some or none, yes and no, shown and hidden, kinds of rows, nothing.

/// Whether a word says that there are pieces; `None` for any other text.
pub(crate) fn some_or_none(lower: &str) -> Option<bool> {
    Some(match lower {
        "yes"
        | "y"
        | "true"
        | "in stock"
        | "in_stock"
        | "instock"
        | "available"
        | "low stock"
        | "limited"
        | "preorder"
        | "onbackorder"
        | "backorder"
        | "ja"
        | "auf lager"
        | "vorrätig"
        | "verfügbar"
        | "lieferbar"
        | "sofort lieferbar"
        | "oui"
        | "en stock"
        | "disponible"
        | "sí"
        | "si"
        | "sì"
        | "disponibile"
        | "tak"
        | "dostępny"
        | "да"
        | "в наличии"
        | "є в наявності"
        | "в наявності"
        | "есть"
        | "有货"
        | "在庫あり"
        | "○"
        | "متوفر"
        | "op voorraad"
        | "raktáron"
        | "på lager"
        | "i lager"
        | "skladem"
        | "na sklade"
        | "var"
        | "stokta"
        | "มีสินค้า"
        | "tersedia"
        | "còn hàng"
        | "במלאי"
        | "موجود"
        | "διαθέσιμο"
        | "있음" => true,
        "no"
        | "n"
        | "false"
        | "out of stock"
        | "out_of_stock"
        | "outofstock"
        | "sold out"
        | "soldout"
        | "unavailable"
        | "nein"
        | "ausverkauft"
        | "nicht vorrätig"
        | "nicht lieferbar"
        | "non"
        | "épuisé"
        | "out-of-stock"
        | "rupture de stock"
        | "agotado"
        | "sin existencias"
        | "esaurito"
        | "none"
        | "nie"
        | "нет"
        | "нет в наличии"
        | "немає"
        | "немає в наявності"
        | "缺货"
        | "售罄"
        | "在庫なし"
        | "×"
        | "غير متوفر"
        | "niet op voorraad"
        | "vyprodáno"
        | "není skladem"
        | "yok"
        | "tükendi"
        | "สินค้าหมด"
        | "habis"
        | "hết hàng"
        | "אזל"
        | "אזל מהמלאי"
        | "ناموجود"
        | "μη διαθέσιμο"
        | "품절"
        | "discontinued" => false,
        _ => return None,
    })
}

/// Yes and no as tables of any language write them; `None` for any other text.
pub fn yes_no(cell: &str) -> Option<bool> {
    let lower = cell.trim().to_lowercase();
    Some(match lower.as_str() {
        "1" | "true" | "yes" | "y" | "ja" | "oui" | "sí" | "si" | "sì" | "да" | "так" | "tak" | "t" | "x"
        | "on" | "wahr" | "vrai" | "verdadero" | "igen" | "是" | "はい" | "نعم" | "1.0" | "active"
        | "enabled" | "published" | "sim" | "evet" | "ano" | "kyllä" | "nai" | "ναι" | "예" | "네" | "da"
        | "có" | "כן" | "بله" | "ใช่" | "ya" | "iya" => true,
        "0" | "false" | "no" | "n" | "nein" | "non" | "нет" | "ні" | "nie" | "f" | "off" | "falsch"
        | "faux" | "falso" | "nem" | "否" | "いいえ" | "لا" | "-1" | "0.0" | "inactive" | "disabled"
        | "unpublished" | "não" | "nao" | "hayır" | "ne" | "nej" | "nei" | "ei" | "όχι" | "아니오"
        | "không" | "לא" | "خیر" | "نخیر" | "ไม่" | "tidak" => false,
        _ => return None,
    })
}

/// Whether a word of a shop's status says that a product is not on sale; `None` for a word that nobody listed.
pub(crate) fn is_hidden(cell: &str) -> Option<bool> {
    let lower = cell.trim().to_lowercase();
    Some(match lower.as_str() {
        "draft"
        | "archived"
        | "archive"
        | "inactive"
        | "disabled"
        | "hidden"
        | "unpublished"
        | "private"
        | "trash"
        | "deleted"
        | "unlisted"
        | "discontinued"
        | "entwurf"
        | "inaktiv"
        | "deaktiviert"
        | "archiviert"
        | "brouillon"
        | "inactif"
        | "désactivé"
        | "borrador"
        | "inactivo"
        | "inativo"
        | "inattivo"
        | "nieaktywny"
        | "pasif"
        | "bozza"
        | "none"
        | "not visible"
        | "versteckt"
        | "arşivlendi"
        | "arşiv"
        | "taslak"
        | "satışa kapalı"
        | "finalizado"
        | "pausado"
        | "inativa"
        | "inactiva"
        | "inactive listing"
        | "ended"
        | "closed"
        | "sold"
        | "zakończona"
        | "zakończony"
        | "nieaktywna"
        | "ukryty"
        | "ukryta"
        | "szkic"
        | "nonaktif"
        | "tidak aktif"
        | "diarsipkan"
        | "غیرفعال"
        | "مخفی"
        | "غير نشط"
        | "مخفي"
        | "لا يعمل"
        | "מוסתר"
        | "לא פעיל"
        | "숨김"
        | "미진열"
        | "판매중지"
        | "판매안함"
        | "진열안함"
        | "판매종료"
        | "ซ่อน"
        | "ปิดการขาย"
        | "ไม่แสดง"
        | "ngừng bán"
        | "ẩn"
        | "已下架"
        | "仓库中"
        | "停售"
        | "販売停止"
        | "公開しない"
        | "ανενεργό"
        | "ανενεργο"
        | "κρυφό"
        | "архив"
        | "в архиве"
        | "снят с продажи"
        | "неактивний"
        | "прихований"
        | "не отображать"
        | "arkiveret"
        | "arkiverad"
        | "arkivert"
        | "gearchiveerd"
        | "vyřazeno"
        | "nepublikováno"
        | "черновик"
        | "скрыт"
        | "неактивен"
        | "下架"
        | "非公開"
        | "expired"
        | "blocked"
        | "suspended"
        | "h"
        | "d" => true,
        "active"
        | "enabled"
        | "published"
        | "publish"
        | "visible"
        | "live"
        | "online"
        | "aktiv"
        | "actif"
        | "activo"
        | "ativo"
        | "attivo"
        | "approved"
        | "active "
        | "both"
        | "catalog"
        | "search"
        | "catalog, search"
        | "for sale"
        | "aktywna"
        | "aktywny"
        | "ativa"
        | "activa"
        | "aktif"
        | "yayında"
        | "satışta"
        | "فعال"
        | "نشط"
        | "פעיל"
        | "מוצג"
        | "판매중"
        | "진열"
        | "진열함"
        | "เปิดขาย"
        | "แสดง"
        | "đang bán"
        | "hiển thị"
        | "активний"
        | "активен"
        | "ενεργό"
        | "上架"
        | "公開"
        | "опубликован" => false,
        _ => return yes_no(&lower).map(|yes| !yes),
    })
}

/// Whether a title or a type is that of carriage or of another service, which shops keep among their products. Gift cards are
/// products to whoever sells them, and stay.
pub(crate) fn is_service(text: &str) -> bool {
    const WORDS: [&str; 26] = [
        "service",
        "services",
        "shipping",
        "delivery",
        "postage",
        "next day delivery",
        "standard delivery",
        "deposit",
        "tip",
        "tips",
        "dienstleistung",
        "dienstleistungen",
        "versand",
        "versandkosten",
        "frais de port",
        "livraison",
        "gastos de envío",
        "spese di spedizione",
        "frete",
        "verzendkosten",
        "доставка",
        "送料",
        "运费",
        "运费差价",
        "运费补差价专拍链接",
        "배송비",
    ];
    let lower = text.trim().to_lowercase();
    WORDS.contains(&lower.as_str())
}

/// Kinds of rows as shop systems write them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// A product by itself.
    Single,
    /// A product whose variants have rows of their own.
    Parent,
    /// A variant of a product.
    Child,
    /// Something about a product that is neither: a rule, a picture.
    Other,
}

/// The kind of row that a cell names; `None` for any other text.
pub fn row_kind(cell: &str) -> Option<RowKind> {
    let lower = cell.trim().to_lowercase();
    let first = lower.split(',').next().unwrap_or_default().trim();
    Some(match first {
        "simple"
        | "external"
        | "single"
        | "virtual"
        | "downloadable"
        | "standard"
        | "einfach"
        | "standalone"
        | "простой"
        | "affiliate"
        | "physical"
        | "advanced"
        | "goods"
        | "inventory"
        | "stockable"
        | "storable product"
        | "consumable"
        | "digital"
        | "service"
        | "downloadable product" => RowKind::Single,
        "variable"
        | "configurable"
        | "parent"
        | "grouped"
        | "product"
        | "master"
        | "bundle"
        | "vater"
        | "vaterartikel"
        | "productset"
        | "set"
        | "variable-subscription"
        | "variantenartikel"
        | "hauptartikel"
        | "parentage"
        | "product_main"
        | "منتج" => RowKind::Parent,
        "variation" | "variant" | "child" | "sku" | "product_variation" | "product variation"
        | "variante" | "kind" | "kindartikel" | "unterartikel" | "вариация" | "item_variation"
        | "combination" | "declinaison" | "déclinaison" | "variantchild" | "خيار" => RowKind::Child,
        "rule" | "product_media" | "media" | "image" | "product_option" | "option" | "info" => RowKind::Other,
        _ => return None,
    })
}

/// Whether a text only says that there is nothing: `-`, `n/a`, `none`, "See product page".
pub(crate) fn is_nothing(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    matches!(
        lower.as_str(),
        "" | "-"
            | "–"
            | "—"
            | "--"
            | "n/a"
            | "na"
            | "none"
            | "null"
            | "nil"
            | "nan"
            | "#n/a"
            | "undefined"
            | "no"
            | "keine"
            | "aucun"
            | "aucune"
            | "ninguno"
            | "nessuno"
            | "нет"
            | "無"
            | "无"
            | "default"
            | "default title"
            | "mặc định"
            | "title"
            | "not applicable"
            | "not specified"
            | "unknown"
            | "various"
            | "tbd"
            | "?"
            | "."
            | "no color"
            | "no colour"
            | "no size"
            | "not available"
            | "see description"
    ) || lower.starts_with("see ")
        || lower.starts_with("siehe ")
        || lower.starts_with("voir ")
        || lower.starts_with("ver ")
}
