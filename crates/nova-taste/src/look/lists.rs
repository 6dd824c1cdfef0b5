//! Lists of words by which pieces are read, in the shops' languages, and which words of them stand in a text.

use super::kind::fold;
use std::ops::Range;
use std::sync::LazyLock;

/// What words of a list say of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    /// For everybody.
    ForAll,
    /// Women.
    Women,
    /// Men.
    Men,
    /// Girls.
    Girls,
    /// Boys.
    Boys,
    /// Children.
    Children,
    /// Babies.
    Babies,
    /// Kinds and colours that are called after babies.
    NotBabies,
    /// What keeps warm.
    Warm,
    /// What keeps cool.
    Cool,
    /// Winter.
    Winter,
    /// Summer.
    Summer,
    /// Autumn.
    Autumn,
    /// Spring.
    Spring,
    /// Sport.
    Sport,
    /// Dressy.
    Smart,
    /// Not dressy.
    Casual,
    /// Loud patterns.
    Patterns,
}

/// The words of each list, in the order of their numbers, folded and separated by `|`; a word that ends in `*` may go on.
const LISTS: [(List, &str); 18] = [
    (List::ForAll, "unisex|all genders|gender neutral"),
    (
        List::Women,
        "women|woman|womens|womans|womenswear|ladies|ladys|lady|ladieswear|female|damen|frauen|femme|femmes|\
    mujer|mujeres|donna|donne|dames|feminino|kobieta|damski",
    ),
    (
        List::Men,
        "men|man|mens|mans|menswear|gents|gentlemen|male|herren|manner|homme|hommes|hombre|hombres|uomo|uomini|\
    heren|herr|masculino|meski",
    ),
    (
        List::Girls,
        "girl|girls|madchen|fille|filles|nina|ninas|bambina|bambine|meisjes|flicka|flickor",
    ),
    (
        List::Boys,
        "boy|boys|jungen|garcon|garcons|nino|ninos|bambino|jongens|pojke|pojkar",
    ),
    (
        List::Children,
        "kid|kids|child|children|childrens|junior|kinder|enfant|enfants|infantil|bambini|kinderen|barn|teens",
    ),
    (
        List::Babies,
        "baby|babies|infant|newborn|toddler|bebe|bebes|neonato",
    ),
    (List::NotBabies, "baby doll|babydoll|baby blue|baby pink"),
    (
        List::Warm,
        "wool|woollen|woolen|wolle|laine|lana|fur|down|padded|quilted|puffer|fleece|thermal|cashmere|winter|\
    parka|shearling|teddy|lined|snow|ski|sherpa|chunky|hiver|invierno|inverno|gefuttert",
    ),
    (
        List::Cool,
        "linen|leinen|lin|lino|sleeveless|strappy|summer|tropical|beach|palm|straw|hawaii*|swim*|sommer*|ete|\
    verano|estate|estiva|armellos|sans manches|sin mangas|crochet|seersucker|halter*|spaghetti",
    ),
    (List::Winter, "winter|hiver|invierno|inverno|zima"),
    (List::Summer, "summer|sommer|ete|verano|estate|lato"),
    (List::Autumn, "autumn|fall|herbst|automne|otono|autunno"),
    (List::Spring, "spring|fruhling|fruhjahr|printemps|primavera"),
    (
        List::Sport,
        "sport|sports|sporty|sportswear|activewear|running|training|gym|yoga|fitness|workout|athletic|track|\
    tracksuit|football|soccer|basketball|tennis|cycling|hiking|jogging|racerback|cool dry|wicking|sporthose|sportif|\
    deportivo|deportiva|deporte|sportivo|laufen",
    ),
    (
        List::Smart,
        "formal|evening|cocktail|gown|office|business|work|party|satin|silk|sequin*|velvet|tuxedo|tailored|\
    suit|suits|smart|wedding|bridal|ceremony|elegant|festive|gala|abend*|festlich|soiree|fete|fiesta|noche|sera|\
    cerimonia|oxford|pleated|lace",
    ),
    (
        List::Casual,
        "casual|denim|distressed|ripped|hooded|hoodie|jogger|cargo|graphic|everyday|weekend|basic|flip flop|\
    flip flops|slogan|lassig|freizeit|decontracte|informal|cut off|sweat|sweatshirt|beach|canvas",
    ),
    (
        List::Patterns,
        "floral*|flower*|print|prints|printed|stripe*|striped|breton|check|checks|checked|checkered|\
    chequered|plaid|tartan|zigzag|zig zag|chevron|polka*|dots|dotted|spotted|leopard|animal|zebra|snake*|paisley|tie dye*|\
    camo*|aztec|ikat|geometric|patterned|pattern|tropical|abstract|houndstooth|gingham|patchwork|multicolour*|\
    multicolor*|jacquard|argyle|fair isle|graphic|batik|fleuri*|imprime*|raye*|rayures|carreaux|a pois|a motif*|\
    gestreift*|geblumt*|kariert*|gepunktet*|gemustert*|bedruckt*|streifen|karo|muster|estampad*|flores|rayas|cuadros|\
    lunares|fiorat*|stampa|stampat*|righe|quadri|pois|gebloemd*|gestreept*|geruit*",
    ),
];

/// Most words of all lists together.
const MOST: usize = 512;

/// All lists as a tree of letters, so that a text is gone through once for all of them.
struct Tree {
    nodes: Vec<Node>,
    /// The numbers of each list's words.
    lists: Vec<Range<usize>>,
}

#[derive(Default)]
struct Node {
    next: Vec<(u8, usize)>,
    /// Words that end here.
    whole: Vec<usize>,
    /// Words that may go on from here.
    open: Vec<usize>,
}

static TREE: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree {
        nodes: vec![Node::default()],
        lists: Vec::new(),
    };
    let mut number = 0;
    for (_, words) in LISTS {
        let first = number;
        for word in words.split('|').map(str::trim) {
            match word.strip_suffix('*') {
                Some(beginning) => {
                    let node = tree.grow(beginning);
                    tree.nodes[node].open.push(number);
                }
                None => {
                    let node = tree.grow(word);
                    tree.nodes[node].whole.push(number);
                }
            }
            number += 1;
        }
        tree.lists.push(first..number);
    }
    tree
});

impl Tree {
    /// The node of a word, made where it is missing.
    fn grow(&mut self, word: &str) -> usize {
        let mut at = 0;
        for letter in word.bytes() {
            at = match self.nodes[at].step(letter) {
                Some(next) => next,
                None => {
                    let next = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].next.push((letter, next));
                    next
                }
            };
        }
        at
    }
}

impl Node {
    fn step(&self, letter: u8) -> Option<usize> {
        let next = self.next.iter().find(|(own, _)| *own == letter);
        next.map(|(_, next)| *next)
    }
}

/// Which words of the lists stand in a text.
pub(super) struct Words {
    found: [u64; MOST / 64],
}

impl Words {
    /// Those of a text as a shop writes it.
    pub fn of(text: &str) -> Words {
        let folded = fold(text);
        let mut words = Words {
            found: [0; MOST / 64],
        };
        let letters = folded.as_bytes();
        for start in 0..letters.len() {
            if start == 0 || letters[start - 1] == b' ' {
                words.read(&letters[start..]);
            }
        }
        words
    }

    /// Takes note of the words that a text begins with.
    fn read(&mut self, letters: &[u8]) {
        let mut node = &TREE.nodes[0];
        for letter in letters.iter().map(Some).chain([None]) {
            node.open.iter().for_each(|word| self.mark(*word));
            if letter.is_none_or(|letter| *letter == b' ') {
                node.whole.iter().for_each(|word| self.mark(*word));
            }
            match letter.and_then(|letter| node.step(*letter)) {
                Some(next) => node = &TREE.nodes[next],
                None => return,
            }
        }
    }

    fn mark(&mut self, word: usize) {
        self.found[word / 64] |= 1 << (word % 64);
    }

    /// Whether one of the words of a list stands in the text.
    pub fn any(&self, list: List) -> bool {
        self.count(list) > 0
    }

    /// How many of the words of a list stand in the text.
    pub fn count(&self, list: List) -> usize {
        let numbers = TREE.lists[list as usize].clone();
        numbers
            .filter(|word| self.found[word / 64] >> (word % 64) & 1 == 1)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether a word stands in a text, looked for by itself.
    fn stands(text: &str, word: &str) -> bool {
        let text = format!(" {} ", fold(text));
        match word.strip_suffix('*') {
            Some(beginning) => text.contains(&format!(" {beginning}")),
            None => text.contains(&format!(" {word} ")),
        }
    }

    #[test]
    fn lists_stand_in_the_order_of_their_numbers_and_have_room() {
        for (at, (list, _)) in LISTS.iter().enumerate() {
            assert_eq!(*list as usize, at);
        }
        assert!(TREE.lists.last().is_some_and(|last| last.end <= MOST));
    }

    #[test]
    fn phrases_and_beginnings_are_words_too() {
        let words = Words::of("Tie-dyed skirt, fair isle & Robe fleurie");
        assert_eq!(words.count(List::Patterns), 3);
        assert!(!Words::of("Untied eyed").any(List::Patterns));
    }

    proptest! {
        #[test]
        fn the_tree_finds_what_a_search_for_each_word_finds(
            picked in prop::collection::vec((0..LISTS.len(), 0_usize..90, 0_usize..4), 0..9),
        ) {
            let mut text = String::new();
            for (list, word, shape) in picked {
                let all: Vec<&str> = LISTS[list].1.split('|').map(|word| word.trim().trim_end_matches('*')).collect();
                let word = all[word % all.len()];
                text += match shape { 0 => " ", 1 => " x", 2 => "-", _ => "" };
                text += word;
            }
            let words = Words::of(&text);
            for (list, all) in LISTS {
                let count = all.split('|').map(str::trim).filter(|word| stands(&text, word)).count();
                prop_assert_eq!(words.count(list), count, "{:?} in {}", list, text);
            }
        }
    }
}
