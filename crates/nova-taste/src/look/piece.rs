//! What is known of a piece beside what it is: who wears it, how warm and how dressy it is, and whether its pattern is
//! loud; from the shop's facts where it gives them, and from its words.

use super::colour::{Oklch, colour};
use super::kind::{Family, family, fold};
use super::slot::{Slot, slot};
use nova_domain::Product;

/// Who wears a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wearer {
    /// Women.
    Women,
    /// Men.
    Men,
    /// Girls.
    Girls,
    /// Boys.
    Boys,
    /// Children of either sex.
    Children,
    /// Babies.
    Babies,
}

impl Wearer {
    /// Whether one person can wear a piece for `self` and one for `other`.
    pub fn same(self, other: Wearer) -> bool {
        use Wearer::*;
        self == other || matches!((self, other), (Girls | Boys, Children) | (Children, Girls | Boys))
    }
}

/// A product as a piece of an outfit.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// What it is.
    pub family: Family,
    /// The slot that it takes.
    pub slot: Slot,
    /// Who wears it; `None` where it is for all or not told.
    pub wearer: Option<Wearer>,
    /// From −1, for the height of summer, to 1, for the depth of winter.
    pub warmth: f32,
    /// From 0, for the sofa, to 1, for an evening.
    pub dressiness: f32,
    /// Whether it is made for sport.
    pub sport: bool,
    /// Whether its pattern is loud.
    pub loud: bool,
    /// Its main colour.
    pub colour: Option<Oklch>,
}

impl Piece {
    /// A product as a piece; `None` for what is no piece of an outfit.
    pub fn of(product: &Product) -> Option<Piece> {
        let family = family(product)?;
        let mut text = format!("{} {} {}", product.title, product.kind, product.subcategory);
        for word in [&product.tags, &product.styles, &product.occasions]
            .into_iter()
            .flatten()
        {
            text.push(' ');
            text.push_str(word);
        }
        let words = Words::of(&text);
        Some(Piece {
            family,
            slot: slot(family)?,
            wearer: wearer(product),
            warmth: warmth(product, family, &words),
            dressiness: dressiness(family, &words),
            sport: words.any(SPORT),
            loud: words.any(PATTERNS) || product.colours.len() > 3,
            colour: product.colours.first().and_then(|word| colour(word)),
        })
    }
}

/// The words of a text, each between spaces.
struct Words(String);

impl Words {
    fn of(text: &str) -> Words {
        Words(format!(" {} ", fold(text)))
    }

    /// Whether one of the words of a list, separated by `|`, stands in the text; a word that ends in `*` may go on.
    fn any(&self, list: &str) -> bool {
        self.count(list) > 0
    }

    fn count(&self, list: &str) -> usize {
        let stands = |word: &str| match word.strip_suffix('*') {
            Some(beginning) => self.stands(beginning, false),
            None => self.stands(word, true),
        };
        list.split('|').map(str::trim).filter(|word| stands(word)).count()
    }

    fn stands(&self, word: &str, whole: bool) -> bool {
        self.0.match_indices(word).any(|(at, _)| {
            let end = at + word.len();
            self.0[..at].ends_with(' ') && (!whole || self.0[end..].starts_with(' '))
        })
    }
}

const WOMEN: &str = "women|woman|womens|womans|womenswear|ladies|ladys|lady|ladieswear|female|damen|frauen|femme|femmes|\
    mujer|mujeres|donna|donne|dames|feminino|kobieta|damski";
const MEN: &str = "men|man|mens|mans|menswear|gents|gentlemen|male|herren|manner|homme|hommes|hombre|hombres|uomo|uomini|\
    heren|herr|masculino|meski";
const GIRLS: &str = "girl|girls|madchen|fille|filles|nina|ninas|bambina|bambine|meisjes|flicka|flickor";
const BOYS: &str = "boy|boys|jungen|garcon|garcons|nino|ninos|bambino|jongens|pojke|pojkar";
const CHILDREN: &str =
    "kid|kids|child|children|childrens|junior|kinder|enfant|enfants|infantil|bambini|kinderen|barn|teens";
const BABIES: &str = "baby|babies|infant|newborn|toddler|bebe|bebes|neonato";

fn wearer(product: &Product) -> Option<Wearer> {
    let fields = format!("{} {} {}", product.category, product.subcategory, product.kind);
    let told = named(&product.gender).or_else(|| named(&fields));
    told.or_else(|| named(&product.title))?
}

/// Who is named; `Some(None)` where it is said to be for all.
fn named(text: &str) -> Option<Option<Wearer>> {
    let words = Words::of(text);
    if words.any("unisex|all genders|gender neutral") {
        return Some(None);
    }
    if words.any(BABIES) && !words.any("baby doll|babydoll|baby blue|baby pink") {
        return Some(Some(Wearer::Babies));
    }
    match (words.any(GIRLS), words.any(BOYS), words.any(CHILDREN)) {
        (true, false, _) => return Some(Some(Wearer::Girls)),
        (false, true, _) => return Some(Some(Wearer::Boys)),
        (true, true, _) | (_, _, true) => return Some(Some(Wearer::Children)),
        _ => {}
    }
    match (words.any(WOMEN), words.any(MEN)) {
        (true, false) => Some(Some(Wearer::Women)),
        (false, true) => Some(Some(Wearer::Men)),
        (true, true) => Some(None),
        (false, false) => None,
    }
}

const WARM: &str = "wool|woollen|woolen|wolle|laine|lana|fur|down|padded|quilted|puffer|fleece|thermal|cashmere|winter|\
    parka|shearling|teddy|lined|snow|ski|sherpa|chunky|hiver|invierno|inverno|gefuttert";
const COOL: &str = "linen|leinen|lin|lino|sleeveless|strappy|summer|tropical|beach|palm|straw|hawaii*|swim*|sommer*|ete|\
    verano|estate|estiva|armellos|sans manches|sin mangas|crochet|seersucker|halter*|spaghetti";

fn warmth(product: &Product, family: Family, words: &Words) -> f32 {
    use Family::*;
    let base: f32 = match family {
        Coat => 0.6,
        Gloves => 0.9,
        Boots | Scarf => 0.4,
        Knit => 0.35,
        Jacket => 0.25,
        Swim | Cover => -1.0,
        Sandals | Shorts => -0.7,
        Tee => -0.1,
        _ => 0.0,
    };
    let said = 0.5 * (words.count(WARM).min(2) as f32 - words.count(COOL).min(2) as f32);
    let seasons: Vec<f32> = product
        .season
        .iter()
        .filter_map(|season| season_warmth(season))
        .collect();
    // What is worn all the year says nothing.
    let told = seasons.iter().sum::<f32>() / seasons.len().max(1) as f32;
    (base + said + 0.4 * told).clamp(-1.0, 1.0)
}

fn season_warmth(season: &str) -> Option<f32> {
    let words = Words::of(season);
    let known = [
        ("winter|hiver|invierno|inverno|zima", 0.8),
        ("summer|sommer|ete|verano|estate|lato", -0.8),
        ("autumn|fall|herbst|automne|otono|autunno", 0.3),
        ("spring|fruhling|fruhjahr|printemps|primavera", -0.2),
    ];
    known
        .into_iter()
        .find(|(list, _)| words.any(list))
        .map(|(_, warmth)| warmth)
}

const SPORT: &str = "sport|sports|sporty|sportswear|activewear|running|training|gym|yoga|fitness|workout|athletic|track|\
    tracksuit|football|soccer|basketball|tennis|cycling|hiking|jogging|racerback|cool dry|wicking|sporthose|sportif|\
    deportivo|deportiva|deporte|sportivo|laufen";
const SMART: &str = "formal|evening|cocktail|gown|office|business|work|party|satin|silk|sequin*|velvet|tuxedo|tailored|\
    suit|suits|smart|wedding|bridal|ceremony|elegant|festive|gala|abend*|festlich|soiree|fete|fiesta|noche|sera|\
    cerimonia|oxford|pleated|lace";
const CASUAL: &str = "casual|denim|distressed|ripped|hooded|hoodie|jogger|cargo|graphic|everyday|weekend|basic|flip flop|\
    flip flops|slogan|lassig|freizeit|decontracte|informal|cut off|sweat|sweatshirt|beach|canvas";

fn dressiness(family: Family, words: &Words) -> f32 {
    use Family::*;
    let base: f32 = match family {
        Swim | Cover => 0.1,
        Sneakers | Shorts => 0.2,
        Leggings | Hat => 0.25,
        Tee | Jeans | Underwear | Night | Hair | Beauty | Household => 0.3,
        Sandals | Jacket | Knit => 0.4,
        Gloves | Boots | Glasses | Bag | OnePiece | Watch | Wallet | OtherWorn | Coat | Hosiery => 0.5,
        Shirt | Skirt | Trousers | Belt | Scarf => 0.55,
        Dress | Shoes | Jewellery => 0.6,
        Heels | Blazer => 0.75,
        Suit | Tie => 0.9,
    };
    let said = 0.2 * (words.count(SMART).min(2) as f32 - words.count(CASUAL).min(2) as f32);
    let sport = if words.any(SPORT) { 0.3 } else { 0.0 };
    (base + said - sport).clamp(0.0, 1.0)
}

const PATTERNS: &str = "floral*|flower*|print|prints|printed|stripe*|striped|breton|check|checks|checked|checkered|\
    chequered|plaid|tartan|zigzag|zig zag|chevron|polka*|dots|dotted|spotted|leopard|animal|zebra|snake*|paisley|tie dye*|\
    camo*|aztec|ikat|geometric|patterned|pattern|tropical|abstract|houndstooth|gingham|patchwork|multicolour*|\
    multicolor*|jacquard|argyle|fair isle|graphic|batik|fleuri*|imprime*|raye*|rayures|carreaux|a pois|a motif*|\
    gestreift*|geblumt*|kariert*|gepunktet*|gemustert*|bedruckt*|streifen|karo|muster|estampad*|flores|rayas|cuadros|\
    lunares|fiorat*|stampa|stampat*|righe|quadri|pois|gebloemd*|gestreept*|geruit*";

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(title: &str, kind: &str) -> Piece {
        let mut product = Product::new("1", title);
        product.kind = kind.into();
        Piece::of(&product).unwrap_or_else(|| panic!("{title} is a piece"))
    }

    #[test]
    fn a_parka_is_warm_and_a_tropical_dress_is_not() {
        let parka = piece("Hooded parka with faux fur", "Coats");
        let dress = piece("Tropical print dress", "Dresses");
        assert!(
            parka.warmth > 0.6 && dress.warmth < -0.3,
            "{} {}",
            parka.warmth,
            dress.warmth
        );
        assert!(dress.loud && !parka.loud);
    }

    #[test]
    fn sports_tights_are_for_sport_and_an_oxford_shirt_is_not() {
        let tights = piece("Pink running tights", "Sports tights");
        let shirt = piece("Oxford shirt", "Shirts");
        assert!(tights.sport && !shirt.sport);
        assert!(shirt.dressiness > tights.dressiness + 0.4);
    }

    #[test]
    fn who_wears_it_is_read_from_the_gender_or_the_words() {
        let mut product = Product::new("1", "Women's shirt");
        product.kind = "Shirts".into();
        assert_eq!(wearer(&product), Some(Wearer::Women));
        product.gender = "Herren".into();
        assert_eq!(
            wearer(&product),
            Some(Wearer::Men),
            "the field says more than the title"
        );
        product.gender = "Unisex".into();
        assert_eq!(wearer(&product), None, "it is for all");
        product.gender = String::new();
        product.category = "Baby/Children".into();
        assert_eq!(wearer(&product), Some(Wearer::Babies));
        assert!(!Wearer::Men.same(Wearer::Women) && Wearer::Girls.same(Wearer::Children));
    }
}
