//! The words that headings are made of, in many languages, and what each stands for. A heading is understood by the
//! words in it ("Prix de vente TTC" is price, sale and gross) and not as a whole, so that one that nobody listed is
//! understood too. What a combination of them means is told in `meaning`.

use std::collections::HashMap;
use std::sync::OnceLock;

macro_rules! concepts {
    ($($name:ident)*) => {
        /// What a word of a heading stands for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the words of each in `concepts/words.txt` say what it is")]
        pub enum Concept {
            $($name,)*
        }

        impl Concept {
            fn from_name(name: &str) -> Option<Concept> {
                match name {
                    $(stringify!($name) => Some(Concept::$name),)*
                    _ => None,
                }
            }
        }
    };
}

concepts! {
    Id Sku Code Barcode Handle Group Parent Children Variant Choice Value Number Name Product Style Model
    Brand Supplier Category Sub Kind Gender Age Colour Size Price Cost Wholesale Sale Regular Compare Net
    Gross Discount Currency Stock Free Reserve Total Policy Tracked Available Image More Main Description
    Short Tag Occasion Season Year Material Active Hidden Status Visibility Link Date From To Tax Measure Seo Label
    Position Shipping Meta Country Language Customer Email Order Level Unit Condition Noise
}

/// The words of each concept: `Name:` and below it, indented, the words.
const WORDS: &str = include_str!("concepts/words.txt");

/// The words with what they stand for, in their order.
fn listed() -> impl Iterator<Item = (Concept, &'static str)> {
    let lines = WORDS.lines().filter(|line| !line.starts_with('#'));
    let mut concept = None;
    lines.flat_map(move |line| {
        if let Some(name) = line.strip_suffix(':') {
            concept = Concept::from_name(name);
        }
        let words = if line.starts_with(' ') { line } else { "" };
        concept
            .into_iter()
            .flat_map(move |concept| words.split_whitespace().map(move |word| (concept, word)))
    })
}

/// Words, and beginnings of words, with what they stand for.
pub(crate) struct Words {
    exact: HashMap<&'static str, Concept>,
    stems: Vec<(&'static str, Concept)>,
    /// Words of scripts that put no blanks between them, the longest first.
    unspaced: Vec<(&'static str, Concept)>,
}

/// The table above, for looking up.
pub(crate) fn words() -> &'static Words {
    static TABLE: OnceLock<Words> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (mut exact, mut stems, mut unspaced) = (HashMap::new(), Vec::new(), Vec::new());
        for (concept, word) in listed() {
            match word.strip_suffix('*') {
                Some(stem) => stems.push((stem, concept)),
                None => {
                    exact.entry(word).or_insert(concept);
                    if word.chars().all(is_unspaced) {
                        unspaced.push((word, concept));
                    }
                }
            }
        }
        stems.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len()));
        unspaced.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        Words {
            exact,
            stems,
            unspaced,
        }
    })
}

/// Whether a letter belongs to a script that puts no blanks between words: Chinese, Japanese, Korean, Thai.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{E00}'..='\u{E7F}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}')
}

impl Words {
    /// What a word, or several that `_` joins, stands for as it is.
    pub fn exact(&self, word: &str) -> Option<Concept> {
        self.exact.get(word).copied()
    }

    /// What a word stands for: as it is, by its beginning, without an article that is one with it, or by the parts that
    /// it is put together of ("Lagerbestand", "Verkaufspreis"). The last part says what it is.
    pub fn of(&self, word: &str) -> Vec<Concept> {
        if let Some(concept) = self.exact(word) {
            return vec![concept];
        }
        if let Some(concept) = word.strip_prefix("ال").and_then(|rest| self.exact(rest)) {
            return vec![concept];
        }
        if let Some((_, concept)) = self.stems.iter().find(|(stem, _)| word.starts_with(stem)) {
            return vec![*concept];
        }
        if word.chars().any(is_unspaced) {
            return self.unspaced(word);
        }
        // Of several the one is known: "colourways". "Sales" are no reduction.
        let one = word.strip_suffix('s').filter(|one| one.len() > 3);
        let one = one.and_then(|one| self.exact(one));
        if let Some(concept) = one.filter(|concept| *concept != Concept::Sale || word != "sales") {
            return vec![concept];
        }
        self.compound(word)
    }

    fn unspaced(&self, word: &str) -> Vec<Concept> {
        let (mut rest, mut found) = (word, Vec::new());
        while let Some(first) = rest.chars().next() {
            match self.unspaced.iter().find(|(word, _)| rest.starts_with(word)) {
                Some((word, concept)) => {
                    found.push(*concept);
                    rest = &rest[word.len()..];
                }
                None => rest = &rest[first.len_utf8()..],
            }
        }
        found
    }

    /// A word of two known ones, with what joins them, or one whose end is known.
    fn compound(&self, word: &str) -> Vec<Concept> {
        const SHORTEST: usize = 4;
        // No language puts longer words together, and looking at every place in one takes its length squared.
        const LONGEST: usize = 64;
        if word.len() > LONGEST {
            return Vec::new();
        }
        let ends = word.char_indices().map(|(at, _)| at).filter(|at| *at >= 2);
        for at in ends {
            let (head, tail) = word.split_at(at);
            if tail.chars().count() < SHORTEST {
                break;
            }
            let Some(last) = self.exact(tail) else {
                continue;
            };
            let joined = ["s", "n", "en", "es", "e"]
                .iter()
                .filter_map(|joint| head.strip_suffix(joint));
            let first = std::iter::once(head)
                .chain(joined)
                .find_map(|head| self.exact(head));
            // An end alone must be longer, or "depends" would end in "ends".
            if first.is_some() || tail.chars().count() > SHORTEST {
                return first.into_iter().chain([last]).collect();
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Concept::*;
    use super::*;

    #[test]
    fn every_concept_has_words_and_every_list_a_concept() {
        let names: Vec<&str> = WORDS.lines().filter_map(|line| line.strip_suffix(':')).collect();
        for name in &names {
            assert!(Concept::from_name(name).is_some(), "{name} is no concept");
        }
        let mut filled: Vec<Concept> = listed().map(|(concept, _)| concept).collect();
        filled.dedup();
        assert_eq!(filled.len(), names.len(), "a list has no words, or stands twice");
    }

    #[test]
    fn a_word_without_an_end_is_none_at_once() {
        let start = std::time::Instant::now();
        assert_eq!(words().of(&"a".repeat(4 << 20)), []);
        assert!(
            start.elapsed() < std::time::Duration::from_secs(5),
            "{:?}",
            start.elapsed()
        );
    }

    #[test]
    fn words_are_known_as_they_are_by_their_beginning_and_by_their_parts() {
        for (word, expected) in [
            ("price", &[Price][..]),
            ("категория", &[Category]),
            ("lagerbestand", &[Stock]),
            ("grundfarbe", &[Colour]),
            ("lieblingsfarbe", &[Colour]),
            ("商品数量", &[Product, Stock]),
            ("السعر", &[Price]),
            ("zzz", &[]),
        ] {
            assert_eq!(words().of(word), expected, "{word}");
        }
    }
}
