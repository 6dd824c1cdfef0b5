//! What a sentence does not want: "a dress, not floral" is a search for a dress from which "floral" is taken.
//!
//! An embedding of the whole sentence lies beside the very thing that it says no to. So the unwanted part is cut
//! out here, by words of English that say no, and subtracting it is `nova-engine`'s.

/// Words that say no to what follows.
const NOS: [&str; 6] = ["not", "without", "no", "except", "excluding", "never"];

/// Words that may stand between a no and its object and mean nothing there.
const FILLERS: [&str; 12] = [
    "a",
    "an",
    "any",
    "the",
    "too",
    "so",
    "very",
    "in",
    "with",
    "of",
    "really",
    "necessarily",
];

/// Words at which what is unwanted ends, and which begin what is wanted again.
const ENDS: [&str; 4] = ["for", "that", "please", "just"];

/// Words that join the two and belong to neither.
const JOINTS: [&str; 2] = ["but", "and"];

/// A sentence in two parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Negated {
    /// What is wanted; never empty.
    pub wanted: String,
    /// What is not, each a word or a few; none where the sentence says no to nothing.
    pub unwanted: Vec<String>,
}

/// Parts a sentence. One that wants nothing ("not red") is left whole: there is nothing to take it from.
pub fn split(sentence: &str) -> Negated {
    let mut wanted: Vec<&str> = Vec::new();
    let mut unwanted: Vec<Vec<&str>> = Vec::new();
    let mut refusing = false;
    for word in sentence.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bare = bare.as_str();
        let begun = unwanted.last().is_some_and(|phrase| !phrase.is_empty());
        if NOS.contains(&bare) {
            if wanted
                .last()
                .is_some_and(|last| JOINTS.contains(&last.to_lowercase().as_str()))
            {
                wanted.pop();
            }
            refusing = true;
            unwanted.push(Vec::new());
        } else if refusing && FILLERS.contains(&bare) {
            // Nothing to keep, and the object is still to come.
        } else if refusing && begun && JOINTS.contains(&bare) {
            refusing = false;
        } else if refusing && begun && ENDS.contains(&bare) {
            refusing = false;
            wanted.push(word);
        } else if refusing {
            if let Some(phrase) = unwanted.last_mut() {
                phrase.push(word.trim_matches(|c: char| !c.is_alphanumeric()));
            }
        } else {
            wanted.push(word);
        }
        if word.ends_with([',', ';', '.', ':', '!']) {
            refusing = false;
        }
    }
    let unwanted: Vec<String> = unwanted
        .into_iter()
        .map(|phrase| phrase.join(" "))
        .filter(|phrase| !phrase.trim().is_empty())
        .collect();
    let joined = wanted.join(" ");
    let wanted = joined.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '-'));
    let says_something = wanted.chars().any(char::is_alphanumeric);
    if unwanted.is_empty() || !says_something {
        return Negated {
            wanted: sentence.to_owned(),
            unwanted: Vec::new(),
        };
    }
    Negated {
        wanted: wanted.to_owned(),
        unwanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(sentence: &str) -> (String, Vec<String>) {
        let Negated { wanted, unwanted } = split(sentence);
        (wanted, unwanted)
    }

    #[test]
    fn what_follows_a_no_is_unwanted() {
        for (sentence, wanted, unwanted) in [
            ("a summer dress, not floral", "a summer dress", vec!["floral"]),
            ("shirt without stripes", "shirt", vec!["stripes"]),
            (
                "smart but not too formal, for work",
                "smart for work",
                vec!["formal"],
            ),
            ("bag, no leather and for work", "bag, for work", vec!["leather"]),
            ("top not red and not black", "top", vec!["red", "black"]),
            ("shoes without any high heels", "shoes", vec!["high heels"]),
        ] {
            let (found, refused) = parts(sentence);
            assert_eq!(refused, unwanted, "{sentence}");
            assert_eq!(found, wanted, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_that_says_no_to_nothing_or_wants_nothing_stays_whole() {
        for sentence in [
            "red dress",
            "not red",
            "dress not",
            "nothing fancy",
            "knotted scarf",
            "",
            "without",
        ] {
            assert_eq!(parts(sentence), (sentence.to_owned(), vec![]), "{sentence:?}");
        }
    }

    proptest! {
        #[test]
        fn something_is_always_wanted_and_no_phrase_is_blank(sentence in "[a-z ,]{0,40}( not | without )?[a-z ,]{0,20}") {
            let Negated { wanted, unwanted } = split(&sentence);
            prop_assert!(unwanted.iter().all(|phrase| !phrase.trim().is_empty()));
            prop_assert!(unwanted.is_empty() || !wanted.trim().is_empty());
        }
    }
}
