//! The clients by their files: found by any word that is written down, and in the order of what matters now.

use super::file::{FileEntry, kept, met_last};
use super::profiles::{ProfileCard, card};
use super::visit::{Coming, when};
use crate::clientele::{Entry, GUEST, day_of, next_birthday, next_of};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::gallery::Gallery;
use crate::words::split;
use jiff::civil::Date;
use nova_store::{ProfileKey, Purchase};
use nova_taste::strategies;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::HashMap;
use ts_rs::TS;

/// The order of the clients.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ClientOrder {
    /// In which they were made.
    #[default]
    Made,
    /// By name.
    Name,
    /// Who was seen last comes first, and whoever never was, last.
    LastSeen,
    /// Whose birthday is nearest comes first.
    Birthday,
    /// Who has something to be done earliest comes first: an appointment or a follow-up; what has no day comes after.
    Due,
}

/// Which clients, in which order.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ListClientsRequest {
    /// Words that all stand in a client's name or file, or begin a word there; everybody when left out.
    pub find: Option<String>,
    /// The order.
    #[ts(as = "Option<ClientOrder>")]
    pub sort: ClientOrder,
}

/// What is to be done for a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, JsonSchema)]
pub struct OpenTasks {
    /// How many appointments from today on and follow-ups there are.
    pub count: usize,
    /// The first day of theirs, `YYYY-MM-DD`; `None` where none has a day.
    pub day: Option<String>,
}

/// A client with what the list tells of the file.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
pub struct ListedClient {
    /// The client.
    #[serde(flatten)]
    pub profile: ProfileCard,
    /// When the client was seen last, in milliseconds since 1970; `None` before that.
    #[ts(type = "number | null")]
    pub last_seen: Option<i64>,
    /// The next birthday, if it is known.
    pub birthday: Option<Coming>,
    /// What is to be done; `None` where nothing is.
    pub due: Option<OpenTasks>,
    /// The first entry of the file in which a word was found that is not in the name.
    pub found: Option<FileEntry>,
}

/// Clients by their files.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ListClientsResponse {
    /// The clients in order.
    pub profiles: Vec<ListedClient>,
    /// Name of the guest.
    pub guest: String,
    /// Names of the strategies; the first is the default.
    pub strategies: Vec<String>,
}

impl Engine {
    /// The clients in whose files some words stand, in the order that is asked for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn list_clients(&self, request: &ListClientsRequest) -> Result<ListClientsResponse, EngineError> {
        let gallery = self.gallery();
        let today = day_of(self.now());
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let seen = db.active_last()?;
        let mut entries: HashMap<ProfileKey, Vec<FileEntry>> = HashMap::new();
        for written in db.entries(None)? {
            let Some(entry) = Entry::of(&written) else {
                continue;
            };
            entries.entry(written.profile).or_default().push(FileEntry {
                id: written.key,
                at: written.at,
                entry,
            });
        }
        let mut purchases: HashMap<ProfileKey, Vec<Purchase>> = HashMap::new();
        for purchase in db.purchases(None)? {
            purchases.entry(purchase.profile).or_default().push(purchase);
        }
        let wanted = split(request.find.as_deref().unwrap_or_default());
        let mut listed = Vec::new();
        for profile in db.profiles()? {
            let entries = entries.remove(&profile.key).unwrap_or_default();
            let bought = kept(purchases.remove(&profile.key).unwrap_or_default());
            let Some(found) = found(&wanted, &profile.name, &entries, &bought, &gallery) else {
                continue;
            };
            let bought_last = bought.iter().map(|purchase| purchase.at).max();
            listed.push(ListedClient {
                last_seen: seen
                    .get(&profile.key)
                    .copied()
                    .max(bought_last)
                    .max(met_last(&entries)),
                birthday: birthday(&entries, today),
                due: open_tasks(&entries, today),
                profile: card(&profile),
                found: found.cloned(),
            });
        }
        drop(state);
        sort(&mut listed, request.sort);
        Ok(ListClientsResponse {
            profiles: listed,
            guest: GUEST.to_owned(),
            strategies: strategies::NAMES.map(str::to_owned).to_vec(),
        })
    }
}

/// Whether all words are found, and the first entry with one that is not in the name.
fn found<'a>(
    wanted: &[String],
    name: &str,
    entries: &'a [FileEntry],
    bought: &[Purchase],
    gallery: &Gallery,
) -> Option<Option<&'a FileEntry>> {
    let name = split(name);
    let mut left: Vec<&String> = wanted.iter().filter(|word| !stands(word, &name)).collect();
    let mut first = None;
    for own in entries {
        if left.is_empty() {
            return Some(first);
        }
        let said: Vec<String> = own.entry.texts().flat_map(split).collect();
        let before = left.len();
        left.retain(|word| !stands(word, &said));
        if left.len() < before {
            first.get_or_insert(own);
        }
    }
    for purchase in bought.iter().filter(|_| !wanted.is_empty()) {
        if left.is_empty() {
            break;
        }
        let title = gallery
            .find(&purchase.product)
            .map(|item| item.product.title.as_str());
        let said: Vec<String> = [title.unwrap_or_default(), &purchase.product, &purchase.size]
            .into_iter()
            .flat_map(split)
            .collect();
        left.retain(|word| !stands(word, &said));
    }
    left.is_empty().then_some(first)
}

/// Whether a word begins one of `said`; where a script has no blanks, whether it stands in one.
fn stands(word: &str, said: &[String]) -> bool {
    let anywhere = !word.is_ascii() && word.chars().all(|c| !c.is_lowercase() && !c.is_uppercase());
    said.iter()
        .any(|own| own.starts_with(word) || anywhere && own.contains(word))
}

fn birthday(entries: &[FileEntry], today: Date) -> Option<Coming> {
    let days = entries.iter().filter_map(|own| match &own.entry {
        Entry::Birthday { day } => next_birthday(day, today),
        _ => None,
    });
    days.min().and_then(|day| Coming::on(day, today, None))
}

fn open_tasks(entries: &[FileEntry], today: Date) -> Option<OpenTasks> {
    let mut open: Vec<&FileEntry> = entries
        .iter()
        .filter(|own| match &own.entry {
            Entry::Appointment { day, done: false, .. } => next_of(day, today).is_some(),
            Entry::FollowUp { done, .. } => !done,
            _ => false,
        })
        .collect();
    open.sort_by_key(|own| when(own));
    let day = match &open.first()?.entry {
        Entry::Appointment { day, .. } => Some(day.clone()),
        Entry::FollowUp { day, .. } => day.clone(),
        _ => None,
    };
    Some(OpenTasks {
        count: open.len(),
        day,
    })
}

fn sort(listed: &mut [ListedClient], order: ClientOrder) {
    match order {
        ClientOrder::Made => {}
        ClientOrder::Name => listed.sort_by_key(|client| client.profile.name.to_lowercase()),
        ClientOrder::LastSeen => listed.sort_by_key(|client| Reverse(client.last_seen)),
        ClientOrder::Birthday => {
            listed.sort_by_key(|client| client.birthday.as_ref().map_or(i32::MAX, |coming| coming.days));
        }
        ClientOrder::Due => listed.sort_by_key(|client| match &client.due {
            // Days of this form are in their order as texts.
            Some(due) => (due.day.is_none(), due.day.clone().unwrap_or_default(), false),
            None => (true, String::new(), true),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Vec<String> {
        split(text)
    }

    #[test]
    fn a_word_is_found_by_its_beginning_and_where_there_are_no_blanks_anywhere() {
        assert!(stands("lyo", &said("Rue Bellecour, Lyon")));
        assert!(!stands("our", &said("Rue Bellecour, Lyon")));
        assert!(stands("杭州", &said("住在杭州市")));
        assert!(!stands("38", &said("138")));
    }
}
