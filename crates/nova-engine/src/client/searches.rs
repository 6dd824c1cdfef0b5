//! Searches on which a client stayed: recent ones, and those that were saved. Which search is worth keeping is for
//! the window to say; how well it was answered is looked up here.

use super::profiles::ProfileRequest;
use crate::engine::Engine;
use crate::error::EngineError;
use crate::problem::Thing;
use crate::ranking::Band;
use crate::rejection::Rejection;
use crate::request::SearchRequest;
use crate::search::SearchResponse;
use nova_store::{NewSearch, Search};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Recent searches in an answer.
const RECENT: usize = 50;
/// Longest name of a saved search, in characters.
const MAX_NAME: usize = 80;

/// A search to be kept.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RememberSearchRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// The search; which page of it was looked at does not matter.
    #[ts(as = "SearchRequest")]
    #[schemars(with = "SearchRequest")]
    pub request: Value,
}

/// A search to be saved under a name.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct SaveSearchRequest {
    /// The client's name; the guest when left out.
    #[serde(default)]
    pub profile: Option<String>,
    /// Which one.
    #[ts(type = "number")]
    pub key: i64,
    /// Its name; `null` leaves it among the recent ones only.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub name: Option<String>,
}

/// Searches to be forgotten.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ForgetSearchesRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// Which one; all that were not saved when left out.
    #[ts(type = "number", optional)]
    pub key: Option<i64>,
}

/// A search that was kept.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct RememberedSearch {
    /// By which it is saved and forgotten.
    #[ts(type = "number")]
    pub key: i64,
    /// What it was saved as; `None` when it was not.
    pub name: Option<String>,
    /// The search, as `search` takes it.
    #[ts(as = "SearchRequest")]
    #[schemars(with = "SearchRequest")]
    pub request: Value,
    /// When it was last made, in milliseconds since 1970.
    #[ts(type = "number")]
    pub at: i64,
    /// How often it was made.
    pub times: usize,
    /// Products that answered the last time.
    pub total: usize,
    /// Products of the first page that answered well the last time.
    pub strong: usize,
}

/// A client's searches.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct SearchesResponse {
    /// The newest first, saved ones among them.
    pub recent: Vec<RememberedSearch>,
    /// Those that were saved, by name.
    pub saved: Vec<RememberedSearch>,
}

impl Engine {
    /// A client's recent and saved searches.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn searches(&self, request: &ProfileRequest) -> Result<SearchesResponse, EngineError> {
        let mut state = self.clients();
        let may_write = self.lock.is_some();
        let db = self.user_db(&mut state)?;
        let profile = self.find(db, request.profile.as_deref(), may_write)?;
        Ok(listed(db.searches(Some(profile.key))?))
    }

    /// Keeps a search on which a client stayed, with how well the catalogue answers it; one that asks for nothing is
    /// not kept. Answers with all of them.
    ///
    /// # Errors
    /// When there is no such client, or the search itself fails.
    pub fn remember_search(&self, request: &RememberSearchRequest) -> Result<SearchesResponse, EngineError> {
        let asked = essence(&request.request);
        let mut search: SearchRequest = serde_json::from_value(asked.clone()).map_err(|error| {
            EngineError::invalid(
                format!("the search cannot be read: {error}"),
                "Correct its fields.",
            )
        })?;
        let (words, filters) = (search.text.is_some(), !search.filters.is_empty());
        if words || filters || search.shows_something() {
            // The first page as a client sees it, and not the one that was scrolled to.
            (search.limit, search.offset) = (None, None);
            let found = self.search(&search)?;
            let kept = NewSearch {
                request: asked.to_string(),
                at: self.now(),
                total: found.total,
                strong: strong(&found),
                hits: ids(&found).to_string(),
            };
            self.keep(request.profile.as_deref(), |db, profile| {
                Ok(db.keep_search(profile.key, &kept)?)
            })?;
        }
        self.searches(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }

    /// Saves a search under a name, or no longer.
    ///
    /// # Errors
    /// When there is no such client or search, or the name is blank or too long.
    pub fn save_search(&self, request: &SaveSearchRequest) -> Result<SearchesResponse, EngineError> {
        let name = request.name.as_deref().map(str::trim);
        let length = name.map_or(1, |name| name.chars().count());
        if length == 0 || length > MAX_NAME {
            return Err(Rejection::SearchName { most: MAX_NAME }.into());
        }
        self.keep(request.profile.as_deref(), |db, profile| {
            let named = db.name_search(profile.key, request.key, name)?;
            named.map(drop).ok_or_else(|| EngineError::NotFound {
                what: Thing::Search,
                name: request.key.to_string(),
                hint: "It was forgotten; make it once more.".to_owned(),
            })
        })?;
        self.searches(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }

    /// Forgets a search, or all that were not saved.
    ///
    /// # Errors
    /// When there is no such client.
    pub fn forget_searches(&self, request: &ForgetSearchesRequest) -> Result<SearchesResponse, EngineError> {
        self.keep(request.profile.as_deref(), |db, profile| {
            Ok(db.forget_searches(profile.key, request.key).map(drop)?)
        })?;
        self.searches(&ProfileRequest {
            profile: request.profile.clone(),
        })
    }
}

fn listed(searches: Vec<Search>) -> SearchesResponse {
    let all: Vec<RememberedSearch> = searches.into_iter().filter_map(remembered).collect();
    let mut saved: Vec<RememberedSearch> = all
        .iter()
        .filter(|search| search.name.is_some())
        .cloned()
        .collect();
    saved.sort_by_key(|search| search.name.as_deref().unwrap_or_default().to_lowercase());
    SearchesResponse {
        recent: all.into_iter().take(RECENT).collect(),
        saved,
    }
}

/// A search as kept; `None` for one that another version wrote and this one cannot make.
pub(crate) fn remembered(search: Search) -> Option<RememberedSearch> {
    let request: Value = serde_json::from_str(&search.request).ok()?;
    serde_json::from_value::<SearchRequest>(request.clone()).ok()?;
    Some(RememberedSearch {
        key: search.key,
        name: search.name,
        request,
        at: search.at,
        times: search.times,
        total: search.total,
        strong: search.strong,
    })
}

/// What a search asks for, without what says nothing and without the page, so that equal searches are equal texts.
fn essence(request: &Value) -> Value {
    let Value::Object(fields) = request else {
        return request.clone();
    };
    let says_nothing = |value: &Value| match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    };
    let kept = fields.iter().filter(|(name, value)| {
        !matches!(name.as_str(), "limit" | "offset" | "exact") && !says_nothing(value)
    });
    // Sorted first, since a map of JSON may keep the order in which its keys came.
    let kept: BTreeMap<&String, &Value> = kept.collect();
    Value::Object(
        kept.into_iter()
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect(),
    )
}

/// Products of the page that answer well; without bands, as with keywords, all of them.
fn strong(found: &SearchResponse) -> usize {
    let weak = |band: Option<Band>| band.is_some_and(|band| band != Band::Strong);
    found.hits.iter().filter(|hit| !weak(hit.band)).count()
}

fn ids(found: &SearchResponse) -> Value {
    found
        .hits
        .iter()
        .map(|hit| Value::from(hit.id.as_str()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::essence;
    use serde_json::json;

    #[test]
    fn equal_searches_are_equal_texts() {
        let plain = json!({"text": "red", "mix": 0.5});
        let wordy =
            json!({"mix": 0.5, "offset": 24, "text": "red", "filters": [], "fold": false, "image": null});
        assert_eq!(
            essence(&plain).to_string(),
            essence(&wordy).to_string(),
            "both ask the same"
        );
        let other = json!({"text": "red", "mix": 0.5, "fold": true});
        assert_ne!(essence(&plain), essence(&other), "one asks for designs");
    }
}
