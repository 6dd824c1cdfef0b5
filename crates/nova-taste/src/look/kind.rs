//! What a product is, read from the shop's words for it: the noun that a name is about, in the languages of `words`.
//! Deliberately absent: which slot a family takes (`slot`) and what else is known of a piece (`piece`).

use super::words::{Head, WORDS};
use nova_domain::Product;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// A family of products that are worn alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the variants are the garments that they name")]
pub enum Family {
    Tee,
    Shirt,
    Knit,
    Trousers,
    Jeans,
    Shorts,
    Leggings,
    Skirt,
    Dress,
    OnePiece,
    /// Several pieces that are sold as one.
    Suit,
    Coat,
    Jacket,
    Blazer,
    Shoes,
    Sneakers,
    Heels,
    Boots,
    Sandals,
    Bag,
    Wallet,
    Hat,
    Scarf,
    Belt,
    Jewellery,
    Watch,
    Glasses,
    Gloves,
    Tie,
    /// An accessory that the shop does not name more closely.
    OtherWorn,
    /// Socks, stockings and tights.
    Hosiery,
    Swim,
    /// What is worn over a swimsuit.
    Cover,
    Underwear,
    Night,
    Hair,
    Beauty,
    Household,
}

impl Family {
    /// All families, in the order of their numbers.
    pub const ALL: [Family; 38] = {
        use Family::*;
        [
            Tee, Shirt, Knit, Trousers, Jeans, Shorts, Leggings, Skirt, Dress, OnePiece, Suit, Coat, Jacket,
            Blazer, Shoes, Sneakers, Heels, Boots, Sandals, Bag, Wallet, Hat, Scarf, Belt, Jewellery, Watch,
            Glasses, Gloves, Tie, OtherWorn, Hosiery, Swim, Cover, Underwear, Night, Hair, Beauty, Household,
        ]
    };

    /// Its number, its place in [`Family::ALL`].
    pub fn number(self) -> usize {
        self as usize
    }

    /// Whether it goes into no look of which it is not asked: what is worn beneath, at home or in the hair, or not worn.
    pub fn unasked(self) -> bool {
        use Family::*;
        matches!(self, Hosiery | Underwear | Night | Hair | Beauty | Household)
    }
}

/// Words that say what a thing is wherever they stand among the shop's fields: a pyjama top is no top.
const STRONG: &str = "underwear|innerwear|lingerie|nightwear|sleepwear|loungewear|pyjama|pajama|pyjamas|swimwear|beachwear swim|\
    homeware|household|home furnishing|personal care|cosmetic|laundry|laundry bag|hair accessory|hair accessories|bathrobe|\
    unterwasche|nachtwasche|bademode|sous vetement|sous vetements|ropa interior|pijama|intimo|pigiama|ondergoed|nachtkleding|\
    badmode|underklader|bielizna|pizama";

/// Words that begin like another one and mean nothing of the kind.
const IGNORED: &str = "short sleeve|short sleeved|long sleeve|long sleeved|pull on|tie dye|tie dyed|tie waist|tie front|tie neck|polo neck|\
    boat neck|halter neck|cap sleeve|cap sleeved|bell bottom|boot cut|flat front|high top|low top|mid top|top stitch|top stitching|\
    dress code|belt loop|crew neck|high neck|roll up|ring detail|bow detail|home kit|heel height|ankle strap|address";

/// Words with which what follows is only a detail.
const ASIDE: [&str; 24] = [
    "with",
    "in",
    "for",
    "from",
    "featuring",
    "by",
    "without",
    "mit",
    "in",
    "fur",
    "aus",
    "ohne",
    "avec",
    "pour",
    "sans",
    "con",
    "para",
    "sin",
    "per",
    "senza",
    "met",
    "voor",
    "med",
    "av",
];

/// Endings of four letters by which compounds are known; longer words are known at a compound's end anyway.
const SHORT_ENDINGS: [&str; 9] = [
    "hose", "rock", "hemd", "tuch", "jurk", "coat", "shoe", "kjol", "byxa",
];

struct Lexicon {
    whole: HashMap<String, Option<(Family, Head)>>,
    /// Ends of compounds, the longest first.
    ends: Vec<(String, Family, Head)>,
    /// Words of scripts without spaces, or with prefixes, found anywhere; the longest first.
    inside: Vec<(&'static str, Family, Head)>,
    strong: Vec<String>,
    /// First words of phrases.
    openings: HashSet<String>,
    longest: usize,
}

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut lexicon = Lexicon {
            whole: HashMap::new(),
            ends: Vec::new(),
            inside: Vec::new(),
            strong: list(STRONG).collect(),
            openings: HashSet::new(),
            longest: 1,
        };
        for (family, head, words) in WORDS {
            for word in words.split('|').map(str::trim) {
                if word.chars().any(other_script) {
                    lexicon.inside.push((word, *family, *head));
                    continue;
                }
                let word = fold(word);
                lexicon.longest = lexicon.longest.max(word.split(' ').count());
                let letters = word.chars().count();
                let ends = *head == Head::Last && !word.contains(' ');
                if ends && (letters >= 5 || SHORT_ENDINGS.contains(&word.as_str())) {
                    lexicon.ends.push((word.clone(), *family, *head));
                }
                lexicon.whole.entry(word).or_insert(Some((*family, *head)));
            }
        }
        for word in list(IGNORED) {
            lexicon.whole.insert(word, None);
        }
        let openings = lexicon
            .whole
            .keys()
            .filter_map(|word| Some(word.split_once(' ')?.0.to_owned()));
        lexicon.openings = openings.collect();
        lexicon
            .ends
            .sort_by_key(|(word, ..)| std::cmp::Reverse(word.len()));
        lexicon
            .inside
            .sort_by_key(|(word, ..)| std::cmp::Reverse(word.len()));
        lexicon
    })
}

fn list(words: &'static str) -> impl Iterator<Item = String> {
    words.split('|').map(|word| fold(word.trim()))
}

/// Whether a letter belongs to a script in which words are found inside others: Chinese and Arabic.
fn other_script(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06ff}' | '\u{3400}'..='\u{9fff}')
}

/// Lower case without accents, words separated by one space each.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.to_lowercase().chars() {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => folded.push('a'),
            'ç' | 'ć' => folded.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' => folded.push('e'),
            'ì' | 'í' | 'î' | 'ï' => folded.push('i'),
            'ñ' | 'ń' => folded.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => folded.push('o'),
            'ù' | 'ú' | 'û' | 'ü' => folded.push('u'),
            'ł' => folded.push('l'),
            'ś' => folded.push('s'),
            'ź' | 'ż' => folded.push('z'),
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            '\u{2019}' | '\'' if !folded.ends_with(" d") && !folded.ends_with(" l") => {}
            other if other.is_alphanumeric() => folded.push(other),
            _ if folded.ends_with(' ') || folded.is_empty() => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A word as it may stand in the list: itself, and what it may be the plural of.
fn singulars(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if word.chars().count() < 4 {
        return forms;
    }
    let endings: [(&str, &str); 20] = [
        ("ies", "y"),
        ("ves", "f"),
        ("es", ""),
        ("s", ""),
        ("x", ""),
        ("en", ""),
        ("n", ""),
        ("er", ""),
        ("e", ""),
        ("e", "a"),
        ("i", "o"),
        ("i", "e"),
        ("i", "a"),
        ("che", "ca"),
        ("ie", "ia"),
        ("ar", ""),
        ("or", "a"),
        ("ones", "on"),
        ("er", "e"),
        ("ar", "e"),
    ];
    for (ending, instead) in endings {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 2
        {
            forms.push(format!("{stem}{instead}"));
        }
    }
    forms
}

/// A word of the list in a name.
struct Found {
    at: usize,
    family: Family,
    head: Head,
}

fn found(words: &[&str]) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let forms = singulars(words[at]);
        if let Some((length, known)) = phrase(words, at, &forms) {
            all.extend(known.map(|(family, head)| Found { at, family, head }));
            at += length;
            continue;
        }
        let compound = lexicon()
            .ends
            .iter()
            .find(|(end, ..)| forms.iter().any(|form| form.ends_with(end.as_str())));
        if let Some((_, family, head)) = compound {
            all.push(Found {
                at,
                family: *family,
                head: *head,
            });
        }
        at += 1;
    }
    all
}

/// The longest phrase of the list that begins at a word whose singular may be one of `forms`, with how many words it has.
fn phrase(words: &[&str], at: usize, forms: &[String]) -> Option<(usize, Option<(Family, Head)>)> {
    let lexicon = lexicon();
    if forms.iter().any(|form| lexicon.openings.contains(form)) {
        for length in (2..=lexicon.longest.min(words.len() - at)).rev() {
            let middle = words[at + 1..at + length - 1].join(" ");
            let lasts = singulars(words[at + length - 1]);
            for (first, last) in forms
                .iter()
                .flat_map(|first| lasts.iter().map(move |last| (first, last)))
            {
                let phrase = match middle.is_empty() {
                    true => format!("{first} {last}"),
                    false => format!("{first} {middle} {last}"),
                };
                if let Some(known) = lexicon.whole.get(&phrase) {
                    return Some((length, *known));
                }
            }
        }
    }
    let known = forms.iter().find_map(|form| lexicon.whole.get(form))?;
    Some((1, *known))
}

/// What a name of a thing, or a path of categories, names; `None` where it names nothing that is known.
pub fn family_of(name: &str) -> Option<Family> {
    let mut parts = name.rsplit(['>', '»']);
    parts.find_map(|part| part.split([',', ';', '(', '|']).find_map(clause))
}

fn clause(text: &str) -> Option<Family> {
    if text.chars().any(other_script) {
        return inside(text);
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let mut clauses = words.split(|word| ASIDE.contains(word));
    clauses.find_map(|words| head(words, &folded))
}

fn head(words: &[&str], text: &str) -> Option<Family> {
    let all = found(words);
    // A set is what it is a set of, and of clothes a suit.
    let several = words
        .iter()
        .any(|word| matches!(*word, "set" | "sets" | "ensemble" | "conjunto" | "completo"));
    let thing = |found: &&Found| !several || found.family != Family::Suit;
    let first = all.iter().find(thing).or(all.first())?;
    let romance =
        first.head == Head::First && (first.at == 0 || all.iter().all(|found| found.head == Head::First));
    let last = || {
        let own = all.iter().filter(thing).rfind(|found| found.head == Head::Last);
        own.or(all.iter().rfind(thing)).or(all.last())
    };
    let family = if romance { first.family } else { last()?.family };
    // In English a robe is worn at home; in French it is a dress, and stands first.
    let robe = words.iter().position(|word| *word == "robe");
    let at_home =
        family == Family::Dress && (text == "robe" || robe.is_some_and(|at| at > 0 && at + 1 == words.len()));
    let clothes = family.number() <= Family::Blazer.number();
    Some(match family {
        _ if at_home => Family::Night,
        _ if several && clothes => Family::Suit,
        family => family,
    })
}

fn inside(text: &str) -> Option<Family> {
    let mut all: Vec<(usize, usize, Family, Head)> = Vec::new();
    for (word, family, head) in &lexicon().inside {
        for (start, _) in text.match_indices(word) {
            let end = start + word.len();
            if all.iter().all(|(other, to, ..)| end <= *other || start >= *to) {
                all.push((start, end, *family, *head));
            }
        }
    }
    all.sort_by_key(|(start, ..)| *start);
    let head = all
        .first()
        .filter(|first| first.3 == Head::First)
        .or(all.last())?;
    Some(head.2)
}

/// The family of a product: as its type says, then its subcategory, its title, its category. Where one of the shop's
/// fields says underwear, nightwear or the like, it is that, whatever it is called beside it.
pub fn family(product: &Product) -> Option<Family> {
    let fields = [&product.kind, &product.subcategory, &product.category];
    if let Some(strong) = fields.iter().find_map(|text| strong(text)) {
        return Some(strong);
    }
    let [kind, subcategory, category] = fields;
    if fold(kind) == "robe" && fold(&product.title).starts_with("robe ") {
        return Some(Family::Dress);
    }
    let told = family_of(kind).or_else(|| family_of(subcategory));
    let vague = |family: &Family| {
        matches!(
            family,
            Family::OtherWorn | Family::Suit | Family::Tee | Family::Shoes
        )
    };
    let family = match told {
        // The title may say which accessory, top or shoe it is.
        Some(family) if vague(&family) => {
            let title = family_of(&product.title);
            title.filter(|title| closer(family, *title)).unwrap_or(family)
        }
        Some(family) => family,
        None => family_of(&product.title).or_else(|| family_of(category))?,
    };
    let sport = || {
        let words = fold(&format!(
            "{} {} {}",
            product.title,
            product.occasions.join(" "),
            product.styles.join(" ")
        ));
        words.split(' ').any(|word| {
            matches!(
                word,
                "sport" | "sports" | "running" | "training" | "yoga" | "gym" | "workout"
            )
        })
    };
    Some(match family {
        Family::Hosiery if fold(kind).ends_with("tights") && sport() => Family::Leggings,
        family => family,
    })
}

/// Whether a title that says `title` says more of what the shop calls `told`.
fn closer(told: Family, title: Family) -> bool {
    use Family::*;
    match told {
        Tee => matches!(title, Shirt | Knit),
        Shoes => matches!(title, Sneakers | Heels | Boots | Sandals),
        OtherWorn => {
            matches!(
                title,
                Hat | Scarf | Belt | Jewellery | Watch | Glasses | Gloves | Tie | Bag | Wallet
            ) || title.unasked()
        }
        _ => false,
    }
}

fn strong(text: &str) -> Option<Family> {
    let text = format!(" {} ", fold(text));
    let word = lexicon()
        .strong
        .iter()
        .find(|word| text.contains(&format!(" {word} ")))?;
    family_of(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Family::*;

    #[test]
    fn a_name_is_about_its_head() {
        for (name, family) in [
            ("Shirt dress", Dress),
            ("Dress shirt", Shirt),
            ("Dress shoes", Shoes),
            ("Hoodies & Sweatshirts", Knit),
            ("T-shirt", Tee),
            ("Tshirts", Tee),
            ("Vest top", Tee),
            ("Skirt suit", Suit),
            ("Blazer with belt", Blazer),
            ("Jeans, boot cut", Jeans),
            ("Short-sleeved shirt", Shirt),
            ("Shirt dress in linen with pockets", Dress),
            ("Hair/alice band", Hair),
            ("Cap/peaked", Hat),
            ("Laundry bag", Household),
            ("Belt bag", Bag),
            ("Earrings", Jewellery),
            ("Jewellery Set", Jewellery),
            ("Shirt and shorts set", Suit),
            ("Kurta Sets", Suit),
            ("Swim shorts", Swim),
            ("Bikini top", Swim),
            ("Tie-dye dress", Dress),
            ("Pull-on trousers", Trousers),
            ("Robe longue fleurie", Dress),
            ("Robe de chambre", Night),
            ("Bathrobe", Night),
            ("Veste en jean", Jacket),
            ("Pantalon de costume", Trousers),
            ("Sac à main", Bag),
            ("Boucles d'oreilles", Jewellery),
            ("Handschuhe", Gloves),
            ("Hausschuhe", Night),
            ("Strumpfhosen", Hosiery),
            ("Hemdblusenkleid", Dress),
            ("Ledergürtel", Belt),
            ("Winterjacken", Coat),
            ("Röcke", Skirt),
            ("Zapatos de tacón", Heels),
            ("Pantalones cortos", Shorts),
            ("Vestidos", Dress),
            ("Gonne", Skirt),
            ("Scarpe da ginnastica", Sneakers),
            ("连衣裙", Dress),
            ("فستان سهرة", Dress),
            ("Apparel & Accessories > Clothing > Dresses", Dress),
            ("Water Bottle", Household),
            ("Ankle boots", Boots),
            ("Flip Flops", Sandals),
            ("Trench coats", Coat),
            ("Swimsuit", Swim),
            ("Sunglasses", Glasses),
            ("Bras", Underwear),
            ("Panties", Underwear),
        ] {
            assert_eq!(family_of(name), Some(family), "{name}");
        }
        for name in ["Odds and ends", "Nike", "Casual", "", "Address"] {
            assert_eq!(family_of(name), None, "{name}");
        }
    }

    #[test]
    fn a_shops_category_says_what_is_not_worn_outside() {
        let mut vest = Product::new("1", "Ribbed vest");
        (vest.kind, vest.subcategory) = ("Vests".into(), "Innerwear".into());
        assert_eq!(family(&vest), Some(Underwear));
        let mut pyjamas = Product::new("2", "Pyjama top");
        pyjamas.kind = "Pyjama jumpsuit/playsuit".into();
        assert_eq!(family(&pyjamas), Some(Night));
        let mut tights = Product::new("3", "Running tights");
        tights.kind = "Tights".into();
        assert_eq!(family(&tights), Some(Leggings), "they are worn as trousers");
        let mut scarf = Product::new("4", "Silk scarf");
        scarf.category = "Accessories".into();
        assert_eq!(
            family(&scarf),
            Some(Scarf),
            "the title says more than the category"
        );
    }
}
