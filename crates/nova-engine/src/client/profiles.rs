//! Clients: making, naming and listing them. They are erased in `erasure`.

use crate::clientele::{GUEST, Settings};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::rejection::Rejection;
use crate::settings::CLIENT;
use nova_store::Profile;
use nova_taste::prior::Quiz;
use nova_taste::strategies;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest name of a client, in characters.
const MAX_NAME: usize = 80;

/// A client to be made.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct CreateProfileRequest {
    /// The client's name.
    #[serde(alias = "profile")]
    pub name: String,
}

/// A client who gets another name.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RenameProfileRequest {
    /// The client's name.
    pub name: String,
    /// The name that they get.
    pub to: String,
}

/// Which client.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ProfileRequest {
    /// The client's name; the guest when left out.
    #[serde(default, alias = "name")]
    pub profile: Option<String>,
}

/// What a client chose of how cards are found.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct SetStrategyRequest {
    /// The client's name; the guest when left out.
    pub profile: Option<String>,
    /// The strategy; the default when left out.
    pub strategy: Option<String>,
    /// A second strategy: each card is then drawn by one of the two by lot, and `insights` compares them.
    pub against: Option<String>,
}

/// A client.
#[derive(Debug, Clone, PartialEq, Serialize, TS, JsonSchema)]
#[ts(rename = "Profile")]
pub struct ProfileCard {
    /// Name.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    #[ts(type = "number")]
    pub created: i64,
    /// Swipes that count.
    pub swipes: usize,
    /// Likes among them.
    pub likes: usize,
    /// Favourites.
    pub favourites: usize,
    /// Whether the quiz was answered.
    pub quiz_done: bool,
    /// The strategy that chooses its cards.
    pub strategy: String,
    /// The strategy it is compared with, during a trial.
    pub against: Option<String>,
}

/// All clients.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ProfilesResponse {
    /// The clients in the order in which they were made; the guest is there on first use.
    pub profiles: Vec<ProfileCard>,
    /// Name of the guest.
    pub guest: String,
    /// Names of the strategies; the first is the default.
    pub strategies: Vec<String>,
}

pub(crate) fn card(profile: &Profile) -> ProfileCard {
    let settings = Settings::read(&profile.settings);
    let quiz: Quiz = serde_json::from_str(&profile.quiz).unwrap_or_default();
    ProfileCard {
        name: profile.name.clone(),
        created: profile.created,
        swipes: profile.swipes,
        likes: profile.likes,
        favourites: profile.favourites,
        quiz_done: quiz != Quiz::default(),
        strategy: settings
            .trial
            .as_ref()
            .map_or_else(|| settings.strategy().to_owned(), |trial| trial.0.clone()),
        against: settings.trial.map(|trial| trial.1),
    }
}

impl Engine {
    /// All clients.
    pub fn profiles(&self) -> Result<ProfilesResponse, EngineError> {
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        Ok(ProfilesResponse {
            profiles: db.profiles()?.iter().map(card).collect(),
            guest: GUEST.to_owned(),
            strategies: strategies::NAMES.map(str::to_owned).to_vec(),
        })
    }

    /// Makes a client.
    ///
    /// # Errors
    /// When the name is blank or too long, or there is a client of that name.
    pub fn create_profile(&self, request: &CreateProfileRequest) -> Result<ProfileCard, EngineError> {
        self.must_write()?;
        let name = checked_name(&request.name)?;
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        let made = db
            .create_profile(name, self.now())?
            .ok_or_else(|| Rejection::ClientExists {
                name: name.to_owned(),
            })?;
        Ok(card(&made))
    }

    /// Gives a client another name; all that is theirs stays theirs, and so does what the window kept under the name.
    ///
    /// # Errors
    /// When there is no such client, it is the guest, the name is none, or somebody else has it.
    pub fn rename_profile(&self, request: &RenameProfileRequest) -> Result<ProfileCard, EngineError> {
        let to = checked_name(&request.to)?;
        self.change(Some(&request.name), |db, profile| {
            if profile.name == GUEST {
                return Err(Rejection::GuestStays.into());
            }
            if !db.rename_profile(profile.key, to)? {
                return Err(Rejection::ClientExists { name: to.to_owned() }.into());
            }
            let quoted = |name: &str| serde_json::Value::from(name).to_string();
            for (key, value) in db.settings()? {
                // The client at hand is kept by name alone; what was left open, by names in JSON.
                let at_hand = key.rsplit('/').next() == Some(CLIENT);
                let renamed = match at_hand {
                    true if value == profile.name => to.to_owned(),
                    true => value.clone(),
                    false => value.replace(&quoted(&profile.name), &quoted(to)),
                };
                if renamed != value {
                    db.set_setting(&key, Some(&renamed))?;
                }
            }
            Ok(())
        })?;
        let mut state = self.clients();
        let db = self.user_db(&mut state)?;
        Ok(card(&self.find(db, Some(to), false)?))
    }

    /// Chooses the strategy of a client's cards, or two for a trial.
    ///
    /// # Errors
    /// When there is no such client or strategy.
    pub fn set_strategy(&self, request: &SetStrategyRequest) -> Result<ProfileCard, EngineError> {
        for name in [&request.strategy, &request.against].into_iter().flatten() {
            if !strategies::NAMES.contains(&name.as_str()) {
                return Err(EngineError::invalid(
                    format!("there is no strategy \"{name}\""),
                    format!("The strategies are {}.", strategies::NAMES.join(", ")),
                ));
            }
        }
        let own = request.strategy.clone();
        let trial = request.against.clone().map(|against| {
            (
                own.clone().unwrap_or_else(|| strategies::DEFAULT.to_owned()),
                against,
            )
        });
        let settings = Settings { strategy: own, trial };
        let json =
            serde_json::to_string(&settings).map_err(|error| EngineError::Internal(error.to_string()))?;
        self.change(request.profile.as_deref(), |db, profile| {
            db.set_settings(profile.key, &json)?;
            Ok(card(&self.find(db, Some(&profile.name), true)?))
        })
    }
}

pub(crate) fn checked_name(name: &str) -> Result<&str, EngineError> {
    let name = name.trim();
    let length = name.chars().count();
    if length == 0 || length > MAX_NAME || name.chars().any(char::is_control) {
        return Err(Rejection::Name { most: MAX_NAME }.into());
    }
    Ok(name)
}
