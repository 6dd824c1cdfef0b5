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
    /// Ends of compounds, each with its rank: the longest come first.
    ends: HashMap<String, (usize, Family, Head)>,
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
            ends: HashMap::new(),
            inside: Vec::new(),
            strong: list(STRONG).collect(),
            openings: HashSet::new(),
            longest: 1,
        };
        let mut ends: Vec<(String, Family, Head)> = Vec::new();
        for (family, head, words) in WORDS {
            for word in words.split('|').map(str::trim) {
                if word.chars().any(other_script) {
                    lexicon.inside.push((word, *family, *head));
                    continue;
                }
                let word = fold(word);
                lexicon.longest = lexicon.longest.max(word.split(' ').count());
                let letters = word.chars().count();
                let closes = *head == Head::Last && !word.contains(' ');
                if closes && (letters >= 5 || SHORT_ENDINGS.contains(&word.as_str())) {
                    ends.push((word.clone(), *family, *head));
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
        ends.sort_by_key(|(word, ..)| std::cmp::Reverse(word.len()));
        for (rank, (word, family, head)) in ends.into_iter().enumerate() {
            lexicon.ends.entry(word).or_insert((rank, family, head));
        }
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

/// What a word by itself may mean.
struct Word {
    forms: Vec<String>,
    /// Whether a phrase may begin with it.
    opens: bool,
    /// What the list says of it; `Some(None)` where it is one to be passed over.
    whole: Option<Option<(Family, Head)>>,
    /// What its end says of it, where it is a compound.
    compound: Option<(Family, Head)>,
}

impl Word {
    fn of(word: &str) -> Word {
        let (lexicon, forms) = (lexicon(), singulars(word));
        let ends = forms
            .iter()
            .flat_map(|form| form.char_indices().map(|(at, _)| &form[at..]));
        let known = ends.filter_map(|end| lexicon.ends.get(end));
        Word {
            opens: forms.iter().any(|form| lexicon.openings.contains(form)),
            whole: forms.iter().find_map(|form| lexicon.whole.get(form)).copied(),
            compound: known
                .min_by_key(|(rank, ..)| *rank)
                .map(|(_, family, head)| (*family, *head)),
            forms,
        }
    }
}

/// What one of the shop's fields says.
#[derive(Clone, Copy)]
struct Name {
    /// What it is wherever it stands.
    strong: Option<Family>,
    family: Option<Family>,
    is_robe: bool,
    ends_with_tights: bool,
}

/// What words and names mean, remembered while products are read: a shop has few kinds, and few words in its titles.
#[derive(Default)]
pub(super) struct Names {
    words: HashMap<String, Word>,
    names: HashMap<String, Name>,
}

impl Names {
    fn found(&mut self, words: &[&str]) -> Vec<Found> {
        for word in words {
            if !self.words.contains_key(*word) {
                self.words.insert((*word).to_owned(), Word::of(word));
            }
        }
        // Each of them was learnt just now.
        let own: Vec<&Word> = words.iter().filter_map(|word| self.words.get(*word)).collect();
        let mut all = Vec::new();
        let mut at = 0;
        while at < own.len() {
            if let Some((length, known)) = phrase(words, &own, at) {
                all.extend(known.map(|(family, head)| Found { at, family, head }));
                at += length;
                continue;
            }
            let compound = own[at].compound;
            all.extend(compound.map(|(family, head)| Found { at, family, head }));
            at += 1;
        }
        all
    }

    fn family_of(&mut self, name: &str) -> Option<Family> {
        let mut parts = name.rsplit(['>', '»']);
        parts.find_map(|part| {
            part.split([',', ';', '(', '|'])
                .find_map(|clause| self.clause(clause))
        })
    }

    fn clause(&mut self, text: &str) -> Option<Family> {
        if text.chars().any(other_script) {
            return inside(text);
        }
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let mut clauses = words.split(|word| ASIDE.contains(word));
        clauses.find_map(|words| self.head(words, &folded))
    }

    fn head(&mut self, words: &[&str], text: &str) -> Option<Family> {
        let all = self.found(words);
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
        let at_home = family == Family::Dress
            && (text == "robe" || robe.is_some_and(|at| at > 0 && at + 1 == words.len()));
        let clothes = family.number() <= Family::Blazer.number();
        Some(match family {
            _ if at_home => Family::Night,
            _ if several && clothes => Family::Suit,
            family => family,
        })
    }

    /// What a field says.
    fn name(&mut self, text: &str) -> Name {
        if let Some(known) = self.names.get(text) {
            return *known;
        }
        let folded = fold(text);
        let between = format!(" {folded} ");
        let strong = lexicon().strong.iter();
        let strong = strong
            .filter(|word| between.contains(&format!(" {word} ")))
            .take(1)
            .find_map(|word| self.family_of(word));
        let name = Name {
            strong,
            family: self.family_of(text),
            is_robe: folded == "robe",
            ends_with_tights: folded.ends_with("tights"),
        };
        self.names.insert(text.to_owned(), name);
        name
    }

    /// See [`family`].
    pub fn family(&mut self, product: &Product) -> Option<Family> {
        let fields = [&product.kind, &product.subcategory, &product.category];
        let [kind, subcategory, category] = fields.map(|text| self.name(text));
        let strong = [kind, subcategory, category].into_iter();
        if let Some(strong) = strong.filter_map(|name| name.strong).next() {
            return Some(strong);
        }
        if kind.is_robe && fold(&product.title).starts_with("robe ") {
            return Some(Family::Dress);
        }
        let told = kind.family.or(subcategory.family);
        let vague = |family: &Family| {
            matches!(
                family,
                Family::OtherWorn | Family::Suit | Family::Tee | Family::Shoes
            )
        };
        let family = match told {
            // The title may say which accessory, top or shoe it is.
            Some(family) if vague(&family) => {
                let title = self.family_of(&product.title);
                title.filter(|title| closer(family, *title)).unwrap_or(family)
            }
            Some(family) => family,
            None => self.family_of(&product.title).or(category.family)?,
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
            Family::Hosiery if kind.ends_with_tights && sport() => Family::Leggings,
            family => family,
        })
    }
}

/// The longest phrase of the list that begins at a word, with how many words it has; `own` are the words as they may stand
/// in the list.
fn phrase(words: &[&str], own: &[&Word], at: usize) -> Option<(usize, Option<(Family, Head)>)> {
    let lexicon = lexicon();
    if own[at].opens {
        let mut phrase = String::new();
        for length in (2..=lexicon.longest.min(words.len() - at)).rev() {
            let middle = words[at + 1..at + length - 1].join(" ");
            for (first, last) in own[at].forms.iter().flat_map(|first| {
                let lasts = own[at + length - 1].forms.iter();
                lasts.map(move |last| (first, last))
            }) {
                phrase.clear();
                phrase.push_str(first);
                phrase.push(' ');
                if !middle.is_empty() {
                    phrase.push_str(&middle);
                    phrase.push(' ');
                }
                phrase.push_str(last);
                if let Some(known) = lexicon.whole.get(&phrase) {
                    return Some((length, *known));
                }
            }
        }
    }
    Some((1, own[at].whole?))
}

/// What a name of a thing, or a path of categories, names; `None` where it names nothing that is known.
pub fn family_of(name: &str) -> Option<Family> {
    Names::default().family_of(name)
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
    Names::default().family(product)
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
