//! The facts of an answer as English sentences, for the terminal, its `--json` and `rpc`. The window makes its own
//! in the page's language (`ui/src/views/reason-text.ts`).

use nova_domain::{Attribute, Field, Reason};
use nova_engine::{Degraded, Finding, Limit, Shortage};
use serde_json::Value;

/// A reason as the end of a sentence that begins with "because".
pub fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Said { words } => format!("{}, as you said", list(words)),
        Reason::Looks { words } => format!("looks like {}", list(words)),
        Reason::Suits { what, read_as } => format!("suits {what}, read as {}", read_as.join(", ")),
        Reason::Photo => "close to your photo".to_owned(),
        Reason::View => "another view of it is close to your photo".to_owned(),
        Reason::Context { value } => format!("it is for {}", value.to_lowercase()),
        Reason::Explored => "it is new to you on purpose".to_owned(),
        Reason::Picture => "it looks like what you liked".to_owned(),
        Reason::Crowd => "other clients liked it".to_owned(),
        Reason::Content => "it has much in common with what you liked".to_owned(),
        Reason::Attribute(attribute) => liked(attribute),
        Reason::Harmony { own, other } => {
            format!("{} goes with {}", own.to_lowercase(), other.to_lowercase())
        }
        Reason::Shared(Attribute { field, value }) => match field {
            Field::Style | Field::Tag | Field::Colour => format!("both are {}", value.to_lowercase()),
            Field::Brand => format!("both are by {value}"),
            _ => format!("both are for {}", value.to_lowercase()),
        },
        Reason::Together => "they look well together".to_owned(),
    }
}

/// Reasons in one line.
pub fn reasons<'a>(reasons: impl IntoIterator<Item = &'a Reason>) -> String {
    let sentences: Vec<String> = reasons.into_iter().map(reason).collect();
    sentences.join("; ")
}

fn liked(Attribute { field, value }: &Attribute) -> String {
    let folded = value.to_lowercase();
    match field {
        Field::Colour => format!("{folded} is one of your colours"),
        Field::Brand => format!("you like {value}"),
        Field::Gender => format!("you like what is made for {folded}"),
        Field::Occasion | Field::Season => format!("you like things for {folded}"),
        Field::Style | Field::Tag => format!("you like it {folded}"),
        Field::Category | Field::Subcategory | Field::Type => format!("you like {folded}"),
    }
}

fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Why less than the full search served.
pub fn degraded(degraded: &Degraded) -> String {
    match degraded {
        Degraded::Pending { pictures } => format!(
            "{pictures} pictures are not embedded yet, so only words can find them; import again to go on."
        ),
        Degraded::Model { detail } => {
            format!("Only words are matched, since the model cannot be used: {detail}.")
        }
    }
}

/// Why there are fewer cards than asked for.
pub fn shortage(shortage: Shortage) -> &'static str {
    match shortage {
        Shortage::Empty => "The catalogue is empty; import one first.",
        Shortage::Shown => "There is nothing more to show.",
        Shortage::Limits => "Nothing more keeps to the limits and is new; something has to be relaxed.",
    }
}

/// What to do about a limit.
pub fn relaxed(limit: Limit) -> &'static str {
    match limit {
        Limit::Budget => "Widen the budget.",
        Limit::Sizes => "Add a size.",
        Limit::Never => "Take something off the never-wear list.",
        Limit::Seen => "Start over with what was seen.",
        Limit::Stock => "They are sold out.",
    }
}

/// What was checked or repaired while a backup was restored.
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Catalogue { products } => format!("The catalogue of {products} products is sound."),
        Finding::Clients { profiles } => format!("The database of {profiles} clients is sound."),
        Finding::OtherModel => {
            "The model it was used with is not here, so the built-in one serves; run `stylenova reindex`."
                .to_owned()
        }
        Finding::Learnt => "What was learnt of the catalogue came along and is searched with.".to_owned(),
    }
}

/// Puts sentences into an answer, wherever it holds facts: `why` beside `reasons`, `hint` beside what can be relaxed,
/// and a sentence in the place of `degraded`, `short` and of what was `checked`.
pub fn say(answer: &mut Value) {
    match answer {
        Value::Array(values) => values.iter_mut().for_each(say),
        Value::Object(fields) => {
            fields.values_mut().for_each(say);
            let why = read::<Vec<Reason>>(fields.get("reasons"))
                .map(|reasons| reasons.iter().map(reason).collect::<Vec<_>>());
            fields.extend(why.map(|why| ("why".to_owned(), why.into())));
            let hint = read::<Limit>(fields.get("what")).map(relaxed);
            fields.extend(hint.map(|hint| ("hint".to_owned(), hint.into())));
            if let Some(known) = read::<Degraded>(fields.get("degraded")) {
                fields.insert("degraded".to_owned(), degraded(&known).into());
            }
            if let Some(known) = read::<Vec<Finding>>(fields.get("checked")) {
                let sentences: Vec<String> = known.iter().map(finding).collect();
                fields.insert("checked".to_owned(), sentences.into());
            }
            if let Some(known) = read::<Shortage>(fields.get("short")) {
                fields.insert("short".to_owned(), shortage(known).into());
            }
        }
        _ => {}
    }
}

fn read<T: serde::de::DeserializeOwned>(value: Option<&Value>) -> Option<T> {
    T::deserialize(value?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reasons_are_sentences_that_name_their_facts() {
        let words = ["red", "wide", "dress"].map(str::to_owned).to_vec();
        assert_eq!(
            reason(&Reason::Said { words }),
            "red, wide and dress, as you said"
        );
        assert_eq!(
            reason(&Reason::shared(Field::Occasion, "Party")),
            "both are for party"
        );
        assert_eq!(reason(&Reason::shared(Field::Style, "Sporty")), "both are sporty");
    }

    #[test]
    fn facts_anywhere_in_an_answer_get_their_sentences() {
        let mut answer = json!({
            "slots": [{ "hits": [{ "id": "1", "reasons": [{ "kind": "photo" }] }] }],
            "cards": [{ "reasons": [
                { "kind": "attribute", "field": "colour", "value": "Navy", "share": 1.0 },
                { "kind": "explored", "share": null },
            ] }],
            "degraded": { "kind": "pending", "pictures": 3 },
            "short": "limits",
            "relax": [{ "what": "budget", "products": 7 }],
            "checked": [{ "kind": "catalogue", "products": 3 }, { "kind": "learnt" }],
        });
        say(&mut answer);
        assert_eq!(
            answer["slots"][0]["hits"][0]["why"],
            json!(["close to your photo"])
        );
        assert_eq!(
            answer["cards"][0]["why"],
            json!(["navy is one of your colours", "it is new to you on purpose"]),
            "the facts beside a reason do not matter"
        );
        let degraded = answer["degraded"].as_str().unwrap_or_default();
        assert!(degraded.starts_with("3 pictures"), "{degraded}");
        assert!(
            answer["short"]
                .as_str()
                .is_some_and(|short| short.contains("relaxed"))
        );
        assert_eq!(answer["relax"][0]["hint"], "Widen the budget.");
        assert_eq!(answer["checked"][0], "The catalogue of 3 products is sound.");
        assert!(answer["checked"][1].is_string(), "{answer}");
    }

    #[test]
    fn what_is_well_stays_null() {
        let mut answer = json!({ "degraded": null, "short": null });
        say(&mut answer);
        assert_eq!(answer, json!({ "degraded": null, "short": null }));
    }
}
