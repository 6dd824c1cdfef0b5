//! The table of commands. A command is one line here; dispatch, the list of names and the TypeScript follow.

use crate::error::WireError;
use crate::kiosk;
use crate::session::Session;
use nova_engine::{
    AddModelRequest, BackupRequest, BackupResponse, DoctorResponse, FacetsRequest, FacetsResponse,
    ImportPreviewRequest, ImportPreviewResponse, ImportRequest, ImportResponse, ModelResponse,
    ModelsResponse, ProductRequest, ProductResponse, Progress, QuarantineRequest, QuarantineResponse,
    RemoveModelRequest, RestoreRequest, RestoreResponse, SearchRequest, SearchResponse, SimilarRequest,
    StatsResponse, Step, UseModelRequest, UseModelResponse, VerifyModelsRequest, VerifyModelsResponse,
};
use nova_engine::{
    ArrivalsRequest, ArrivalsResponse, FitRequest, FitResponse, ListClientsRequest, ListClientsResponse,
};
use nova_engine::{
    BoardsResponse, CompleteRequest, CompleteResponse, CreateProfileRequest, DeleteProfileResponse,
    ExportProfileRequest, FavouritesResponse, HistoryRequest, HistoryResponse, ImportProfileRequest,
    InsightsResponse, NextCardsRequest, NextCardsResponse, ProfileCard, ProfileRequest, ProfilesResponse,
    QuizOptionsResponse, QuizRequest, RedoResponse, SetBoardRequest, SetFavouriteRequest, SetStrategyRequest,
    SetWeightRequest, ShareBoardRequest, ShareBoardResponse, SwipeRequest, SwipeResponse, TasteResponse,
    UndoRequest, UndoResponse,
};
use nova_engine::{
    ChosenPiecesResponse, InsteadRequest, InsteadResponse, RenameBoardRequest, RenameProfileRequest,
    SetPieceRequest,
};
use nova_engine::{
    ClientFileResponse, PrepareVisitRequest, PrepareVisitResponse, RemoveEntryRequest, SetEntryRequest,
};
use nova_engine::{EndKioskRequest, KioskResponse, PinAnswer, SetPinRequest, StartKioskRequest};
use nova_engine::{
    FetchPicturesRequest, FetchPicturesResponse, ForgetColumnsRequest, ForgetColumnsResponse,
    ImportClientsRequest, ImportClientsResponse, ImportLooksRequest, ImportLooksResponse,
    ImportOrdersRequest, ImportOrdersResponse,
};
use nova_engine::{
    ForgetSearchesRequest, LearnRequest, LearnResponse, LearningResponse, MapResponse, RememberSearchRequest,
    SaveSearchRequest, SearchesResponse, SetSettingRequest, SettingsResponse,
};
use nova_engine::{LookbookRequest, LookbookResponse, ReactionsRequest, ReactionsResponse};
use nova_engine::{NewerVersionResponse, PrintBoardRequest, PrintBoardResponse, SetLogoRequest};
use nova_engine::{UndoDeleteProfileRequest, UndoImportResponse};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::any::TypeId;
use ts_rs::TS;

/// A request that says nothing.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields)]
#[ts(type = "Record<string, never>")]
pub struct Empty {}

/// No events.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
#[ts(type = "never")]
pub enum Never {}

/// How far a job is.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct ImportEvent {
    /// The job's name, for `cancel`.
    pub job: String,
    /// What it is doing.
    pub step: Step,
    /// Things done in this step.
    pub done: usize,
    /// Things to do in this step.
    pub total: usize,
    /// Rows and files left out so far.
    pub quarantined: usize,
}

/// The demo catalogue's import.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct ImportDemoRequest {
    /// A name by which it can be cancelled.
    pub job: Option<String>,
}

/// Which job to stop.
#[derive(Debug, Clone, Default, Deserialize, TS, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[ts(optional_fields)]
pub struct CancelRequest {
    /// The job's name; all jobs when left out.
    pub job: Option<String>,
}

/// What was stopped.
#[derive(Debug, Clone, Serialize, TS, JsonSchema)]
pub struct CancelResponse {
    /// Names of the jobs that were told to stop.
    pub cancelled: Vec<String>,
}

/// Where a job's events go.
pub(crate) type Emit<'a> = &'a (dyn Fn(Value) + Sync);

macro_rules! commands {
    ($($name:ident: $request:ty => $response:ty, $event:ty, $run:expr;)*) => {
        /// Names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];

        pub(crate) fn dispatch(session: &Session, name: &str, request: Value, emit: Emit<'_>) -> Result<Value, WireError> {
            match name {
                $(stringify!($name) => {
                    let run: fn(&Session, $request, Emit<'_>) -> Result<$response, WireError> = $run;
                    answer(name, run(session, read(name, request)?, emit)?)
                })*
                _ => Err(WireError::invalid(
                    format!("there is no command \"{name}\""),
                    format!("The commands are {}.", NAMES.join(", ")),
                )),
            }
        }

        /// Calls `visitor` with the types of each command.
        pub(crate) fn visit(visitor: &mut impl Visitor) {
            $(visitor.command::<$request, $response, $event>(stringify!($name));)*
        }
    };
}

impl Session {
    /// Runs a command by its name; `emit` hears the events of a job.
    ///
    /// # Errors
    /// The command's own, `InvalidInput` for a name or a request that is not known, and `Kiosk` for what a client who has
    /// the window may not ask for.
    pub fn call(
        &self,
        name: &str,
        request: Value,
        emit: &(dyn Fn(Value) + Sync),
    ) -> Result<Value, WireError> {
        match self.engine().kiosk().client {
            None => dispatch(self, name, request, emit),
            Some(client) => {
                let request = kiosk::admitted(&client, name, request)?;
                let answer = dispatch(self, name, request, emit)?;
                Ok(kiosk::shown(&client, name, answer))
            }
        }
    }
}

/// Whether a command takes long, tells how far it is, and can be cancelled by its request's `job`.
pub fn is_job(name: &str) -> bool {
    struct Jobs<'a>(&'a str, bool);
    impl Visitor for Jobs<'_> {
        fn command<Req, Res, Event>(&mut self, name: &str)
        where
            Req: TS + JsonSchema + 'static,
            Res: TS + JsonSchema + 'static,
            Event: TS + JsonSchema + 'static,
        {
            self.1 |= name == self.0 && TypeId::of::<Event>() != TypeId::of::<Never>();
        }
    }
    let mut jobs = Jobs(name, false);
    visit(&mut jobs);
    jobs.1
}

/// What is done with the types of each command.
pub(crate) trait Visitor {
    fn command<Req, Res, Event>(&mut self, name: &str)
    where
        Req: TS + JsonSchema + 'static,
        Res: TS + JsonSchema + 'static,
        Event: TS + JsonSchema + 'static;
}

commands! {
    search: SearchRequest => SearchResponse, Never, |session, request, _| Ok(session.engine().search(&request)?);
    similar: SimilarRequest => SearchResponse, Never, |session, request, _| Ok(session.engine().similar(&request)?);
    product: ProductRequest => ProductResponse, Never, |session, request, _| Ok(session.engine().product(&request)?);
    instead: InsteadRequest => InsteadResponse, Never, |session, request, _| Ok(session.engine().instead(&request));
    set_piece: SetPieceRequest => ChosenPiecesResponse, Never, |session, request, _| {
        Ok(session.engine().set_piece(&request)?)
    };
    chosen_pieces: Empty => ChosenPiecesResponse, Never, |session, _, _| Ok(session.engine().chosen_pieces()?);
    import: ImportRequest => ImportResponse, ImportEvent, import;
    import_preview: ImportPreviewRequest => ImportPreviewResponse, Never, |session, request, _| {
        Ok(session.engine().import_preview(&request)?)
    };
    forget_columns: ForgetColumnsRequest => ForgetColumnsResponse, Never, |session, request, _| {
        Ok(session.engine().forget_columns(&request)?)
    };
    import_demo: ImportDemoRequest => ImportResponse, ImportEvent, import_demo;
    fetch_pictures: FetchPicturesRequest => FetchPicturesResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(FETCH_PICTURES_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(FETCH_PICTURES_JOB), emit);
        Ok(session.engine().fetch_pictures(&request, &job.cancel, &report)?)
    };
    cancel: CancelRequest => CancelResponse, Never, |session, request, _| {
        Ok(CancelResponse { cancelled: session.jobs.cancel(request.job.as_deref()) })
    };
    quarantine: QuarantineRequest => QuarantineResponse, Never, |session, request, _| {
        Ok(session.engine().quarantine(&request)?)
    };
    facets: FacetsRequest => FacetsResponse, Never, |session, request, _| Ok(session.engine().facets(&request)?);
    stats: Empty => StatsResponse, Never, |session, _, _| Ok(session.engine().stats()?);
    models: Empty => ModelsResponse, Never, |session, _, _| Ok(session.engine().models()?);
    add_model: AddModelRequest => ModelResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(ADD_MODEL_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(ADD_MODEL_JOB), emit);
        Ok(session.engine().add_model(&request, &job.cancel, &report)?)
    };
    use_model: UseModelRequest => UseModelResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(USE_MODEL_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(USE_MODEL_JOB), emit);
        let used = session.engine().use_model(&request, &job.cancel, &report)?;
        session.learn_by_itself();
        Ok(used)
    };
    verify_models: VerifyModelsRequest => VerifyModelsResponse, Never, |session, request, _| {
        Ok(session.engine().verify_models(&request)?)
    };
    remove_model: RemoveModelRequest => ModelsResponse, Never, |session, request, _| {
        Ok(session.engine().remove_model(&request)?)
    };
    learn: LearnRequest => LearnResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(LEARN_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(LEARN_JOB), emit);
        Ok(session.engine().learn(&request, &job.cancel, &report)?)
    };
    learning: Empty => LearningResponse, Never, |session, _, _| Ok(session.engine().learning()?);
    doctor: Empty => DoctorResponse, Never, |session, _, _| Ok(session.engine().doctor()?);
    backup: BackupRequest => BackupResponse, Never, |session, request, _| Ok(session.engine().backup(&request)?);
    undo_import: Empty => UndoImportResponse, Never, |session, _, _| Ok(session.engine().undo_import()?);
    restore: RestoreRequest => RestoreResponse, Never, |session, request, _| Ok(session.engine().restore(&request)?);
    list_clients: ListClientsRequest => ListClientsResponse, Never, |session, request, _| {
        Ok(session.engine().list_clients(&request)?)
    };
    fit: FitRequest => FitResponse, Never, |session, request, _| Ok(session.engine().fit(&request)?);
    arrivals: ArrivalsRequest => ArrivalsResponse, Never, |session, request, _| {
        Ok(session.engine().arrivals(&request)?)
    };
    profiles: Empty => ProfilesResponse, Never, |session, _, _| Ok(session.engine().profiles()?);
    create_profile: CreateProfileRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().create_profile(&request)?)
    };
    rename_profile: RenameProfileRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().rename_profile(&request)?)
    };
    delete_profile: ProfileRequest => DeleteProfileResponse, Never, |session, request, _| {
        Ok(session.engine().delete_profile(&request)?)
    };
    undo_delete_profile: UndoDeleteProfileRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().undo_delete_profile(&request)?)
    };
    export_profile: ExportProfileRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().export_profile(&request)?)
    };
    import_profile: ImportProfileRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().import_profile(&request)?)
    };
    set_strategy: SetStrategyRequest => ProfileCard, Never, |session, request, _| {
        Ok(session.engine().set_strategy(&request)?)
    };
    client_file: ProfileRequest => ClientFileResponse, Never, |session, request, _| {
        Ok(session.engine().client_file(&request)?)
    };
    set_entry: SetEntryRequest => ClientFileResponse, Never, |session, request, _| {
        Ok(session.engine().set_entry(&request)?)
    };
    remove_entry: RemoveEntryRequest => ClientFileResponse, Never, |session, request, _| {
        Ok(session.engine().remove_entry(&request)?)
    };
    prepare_visit: PrepareVisitRequest => PrepareVisitResponse, Never, |session, request, _| {
        Ok(session.engine().prepare_visit(&request)?)
    };
    quiz_options: Empty => QuizOptionsResponse, Never, |session, _, _| Ok(session.engine().quiz_options()?);
    quiz: QuizRequest => TasteResponse, Never, |session, request, _| Ok(session.engine().quiz(&request)?);
    next_cards: NextCardsRequest => NextCardsResponse, Never, |session, request, _| {
        Ok(session.engine().next_cards(&request)?)
    };
    swipe: SwipeRequest => SwipeResponse, Never, |session, request, _| Ok(session.engine().swipe(&request)?);
    undo: UndoRequest => UndoResponse, Never, |session, request, _| Ok(session.engine().undo(&request)?);
    redo: ProfileRequest => RedoResponse, Never, |session, request, _| Ok(session.engine().redo(&request)?);
    taste: ProfileRequest => TasteResponse, Never, |session, request, _| Ok(session.engine().taste(&request)?);
    set_weight: SetWeightRequest => TasteResponse, Never, |session, request, _| {
        Ok(session.engine().set_weight(&request)?)
    };
    favourites: ProfileRequest => FavouritesResponse, Never, |session, request, _| {
        Ok(session.engine().favourites(&request)?)
    };
    set_favourite: SetFavouriteRequest => FavouritesResponse, Never, |session, request, _| {
        Ok(session.engine().set_favourite(&request)?)
    };
    boards: ProfileRequest => BoardsResponse, Never, |session, request, _| Ok(session.engine().boards(&request)?);
    set_board: SetBoardRequest => BoardsResponse, Never, |session, request, _| {
        Ok(session.engine().set_board(&request)?)
    };
    rename_board: RenameBoardRequest => BoardsResponse, Never, |session, request, _| {
        Ok(session.engine().rename_board(&request)?)
    };
    share_board: ShareBoardRequest => ShareBoardResponse, Never, |session, request, _| {
        Ok(session.engine().share_board(&request)?)
    };
    lookbook: LookbookRequest => LookbookResponse, Never, |session, request, _| {
        Ok(session.engine().lookbook(&request)?)
    };
    print_board: PrintBoardRequest => PrintBoardResponse, Never, |session, request, _| {
        Ok(session.engine().print_board(&request)?)
    };
    reactions: ReactionsRequest => ReactionsResponse, Never, |session, request, _| {
        Ok(session.engine().reactions(&request)?)
    };
    history: HistoryRequest => HistoryResponse, Never, |session, request, _| {
        Ok(session.engine().history(&request)?)
    };
    insights: ProfileRequest => InsightsResponse, Never, |session, request, _| {
        Ok(session.engine().insights(&request)?)
    };
    remember_search: RememberSearchRequest => SearchesResponse, Never, |session, request, _| {
        Ok(session.engine().remember_search(&request)?)
    };
    searches: ProfileRequest => SearchesResponse, Never, |session, request, _| {
        Ok(session.engine().searches(&request)?)
    };
    save_search: SaveSearchRequest => SearchesResponse, Never, |session, request, _| {
        Ok(session.engine().save_search(&request)?)
    };
    forget_searches: ForgetSearchesRequest => SearchesResponse, Never, |session, request, _| {
        Ok(session.engine().forget_searches(&request)?)
    };
    kiosk: Empty => KioskResponse, Never, |session, _, _| Ok(session.engine().kiosk());
    start_kiosk: StartKioskRequest => KioskResponse, Never, |session, request, _| {
        Ok(session.engine().start_kiosk(&request)?)
    };
    end_kiosk: EndKioskRequest => PinAnswer, Never, |session, request, _| Ok(session.engine().end_kiosk(&request)?);
    set_pin: SetPinRequest => PinAnswer, Never, |session, request, _| Ok(session.engine().set_pin(&request)?);
    map: Empty => MapResponse, Never, |session, _, _| Ok(session.engine().map()?);
    settings: Empty => SettingsResponse, Never, |session, _, _| Ok(session.engine().settings()?);
    newer_version: Empty => NewerVersionResponse, Never, |session, _, _| Ok(session.engine().newer_version());
    set_logo: SetLogoRequest => SettingsResponse, Never, |session, request, _| {
        Ok(session.engine().set_logo(&request)?)
    };
    set_setting: SetSettingRequest => SettingsResponse, Never, |session, request, _| {
        Ok(session.engine().set_setting(&request)?)
    };
    import_orders: ImportOrdersRequest => ImportOrdersResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(IMPORT_ORDERS_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(IMPORT_ORDERS_JOB), emit);
        Ok(session.engine().import_orders(&request, &job.cancel, &report)?)
    };
    import_clients: ImportClientsRequest => ImportClientsResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(IMPORT_CLIENTS_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(IMPORT_CLIENTS_JOB), emit);
        Ok(session.engine().import_clients(&request, &job.cancel, &report)?)
    };
    import_looks: ImportLooksRequest => ImportLooksResponse, ImportEvent, |session, request, emit| {
        let job = session.jobs.start(request.job.as_deref().unwrap_or(IMPORT_LOOKS_JOB));
        let report = reporter(request.job.as_deref().unwrap_or(IMPORT_LOOKS_JOB), emit);
        Ok(session.engine().import_looks(&request, &job.cancel, &report)?)
    };
    complete: CompleteRequest => CompleteResponse, Never, |session, request, _| {
        Ok(session.engine().complete(&request)?)
    };
}

const DEFAULT_JOB: &str = "import";
const ADD_MODEL_JOB: &str = "add_model";
const USE_MODEL_JOB: &str = "use_model";
const FETCH_PICTURES_JOB: &str = "fetch_pictures";
const LEARN_JOB: &str = "learn";
const IMPORT_ORDERS_JOB: &str = "import_orders";
const IMPORT_CLIENTS_JOB: &str = "import_clients";
const IMPORT_LOOKS_JOB: &str = "import_looks";

fn import(session: &Session, request: ImportRequest, emit: Emit<'_>) -> Result<ImportResponse, WireError> {
    let job = session.jobs.start(request.job.as_deref().unwrap_or(DEFAULT_JOB));
    let report = reporter(request.job.as_deref().unwrap_or(DEFAULT_JOB), emit);
    let imported = session.engine().import(&request, &job.cancel, &report)?;
    session.learn_by_itself();
    Ok(imported)
}

fn import_demo(
    session: &Session,
    request: ImportDemoRequest,
    emit: Emit<'_>,
) -> Result<ImportResponse, WireError> {
    let job = session.jobs.start(request.job.as_deref().unwrap_or(DEFAULT_JOB));
    let report = reporter(request.job.as_deref().unwrap_or(DEFAULT_JOB), emit);
    Ok(session.engine().import_demo(&job.cancel, &report)?)
}

fn reporter<'a>(job: &'a str, emit: Emit<'a>) -> impl Fn(Progress) + Sync + 'a {
    move |progress| {
        let Progress {
            step,
            done,
            total,
            quarantined,
        } = progress;
        let event = ImportEvent {
            job: job.to_owned(),
            step,
            done,
            total,
            quarantined,
        };
        // An event is plain numbers and text, which always become JSON.
        if let Ok(event) = serde_json::to_value(event) {
            emit(event);
        }
    }
}

pub(crate) fn read<T: serde::de::DeserializeOwned>(name: &str, request: Value) -> Result<T, WireError> {
    // A request that is left out is an empty one.
    let request = if request.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        request
    };
    serde_json::from_value(request).map_err(|error| {
        WireError::invalid(
            format!("the request of \"{name}\" cannot be read: {error}"),
            "Correct its fields.",
        )
    })
}

pub(crate) fn answer(name: &str, response: impl Serialize) -> Result<Value, WireError> {
    serde_json::to_value(response).map_err(|error| WireError {
        code: nova_engine::ErrorCode::Internal,
        message: format!("the answer of \"{name}\" could not be written: {error}"),
        hint: "Try again.".to_owned(),
        advice: None,
        problem: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reports_how_far_it_is_can_be_cancelled_by_its_name() {
        for name in ["import", "import_demo", "add_model", "use_model"] {
            assert!(is_job(name), "{name} takes long");
        }
        assert!(!is_job("search") && !is_job("no such command"));
        struct Requests;
        impl Visitor for Requests {
            fn command<Req, Res, Event>(&mut self, name: &str)
            where
                Req: TS + JsonSchema + 'static,
                Res: TS + JsonSchema + 'static,
                Event: TS + JsonSchema + 'static,
            {
                let request = Req::inline(&ts_rs::Config::new());
                assert!(
                    !is_job(name) || request.contains("job?"),
                    "{name} has no name to be cancelled by"
                );
            }
        }
        visit(&mut Requests);
    }
}
