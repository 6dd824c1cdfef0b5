//! `POST /api/v1/commands/{name}`: the command table, and the events of its jobs.

use super::body::Body;
use super::who::Who;
use crate::address::Address;
use crate::audit::Event as Noted;
use crate::problem::Problem;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::ACCEPT;
use axum::response::sse::{Event, KeepAlive};
use axum::response::{IntoResponse, Response, Sse};
use nova_api::{changes, is_job, may};
use serde_json::Value;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::UnboundedReceiverStream;

/// Runs a command for a device.
///
/// # Errors
/// The command's own, and `Forbidden`.
pub async fn run(
    State(app): State<Arc<App>>,
    address: Address,
    who: Who,
    Path(name): Path<String>,
    headers: HeaderMap,
    Body(request): Body<Value>,
) -> Result<Response, Problem> {
    if !nova_api::NAMES.contains(&name.as_str()) {
        return Err(Problem::no_such_address());
    }
    if !may(who.device.role, &name) && app.session.holder(&who.caller()).is_none() {
        return Err(Problem::forbidden());
    }
    if !request.is_object() {
        return Err(Problem::invalid(
            "a request is an object",
            "Send {} where there is nothing to say.",
        ));
    }
    let request = app.uploads.meant(&who.id, &name, request, app.now())?;
    let command = Command {
        name,
        request,
        who,
        address,
    };
    if !is_job(&command.name) {
        return Ok(Json(app.compute(move |app| command.carry_out(app, &|_| ())).await?).into_response());
    }
    let streams = headers
        .get_all(ACCEPT)
        .iter()
        .filter_map(|accepted| accepted.to_str().ok())
        .any(|accepted| accepted.contains("text/event-stream"));
    if !streams {
        return Ok(Json(app.run(move |app| command.carry_out(app, &|_| ())).await?).into_response());
    }
    Ok(streamed(&app, command))
}

/// A job whose events are told as they come. It goes on when the page that started it is gone.
fn streamed(app: &Arc<App>, command: Command) -> Response {
    let (send, events) = mpsc::unbounded_channel();
    let app = Arc::clone(app);
    tokio::spawn(async move {
        let progress = send.clone();
        let done = app.run(move |app| {
            command.carry_out(app, &|event| {
                // Fails only when the page is gone.
                let _ = progress.send(told("progress", &event));
            })
        });
        let last = match done.await {
            Ok(answer) => told("done", &answer),
            Err(problem) => told("failed", &problem),
        };
        let _ = send.send(last);
    });
    let events = UnboundedReceiverStream::new(events).map(Ok::<Event, Infallible>);
    Sse::new(events).keep_alive(KeepAlive::default()).into_response()
}

fn told(kind: &str, what: &impl serde::Serialize) -> Event {
    // Answers and problems are plain text and numbers, which always become JSON.
    Event::default().event(kind).json_data(what).unwrap_or_default()
}

/// A command to be carried out.
struct Command {
    name: String,
    request: Value,
    who: Who,
    address: Address,
}

impl Command {
    fn carry_out(self, app: &App, emit: &(dyn Fn(Value) + Sync)) -> Result<Value, Problem> {
        let began = Instant::now();
        let caller = self.who.caller();
        let holder = app.session.holder(&caller);
        let named = self.request["profile"]
            .as_str()
            .or_else(|| self.request["name"].as_str());
        let profile = holder.or_else(|| named.map(str::to_owned));
        let done = app.session.call_as(&caller, &self.name, self.request, emit);
        app.metrics.command(&self.name, done.is_ok(), began.elapsed());
        let mut answer = done?;
        app.uploads.hide(&mut answer);
        if let Some(event) = noted(&self.name, &answer) {
            app.audit
                .note(app.now(), event, Some(&self.who.id), Some(&self.address));
        }
        if changes(&self.name) {
            app.changes.tell(&self.name, profile, &self.who.id);
        }
        Ok(answer)
    }
}

/// What the audit log says of a command.
fn noted(name: &str, answer: &Value) -> Option<Noted> {
    match name {
        "delete_profile" => Some(Noted::ClientErased),
        "undo_delete_profile" => Some(Noted::ClientBroughtBack),
        "restore" => Some(Noted::Restored),
        "start_kiosk" => Some(Noted::HandedOver),
        "end_kiosk" | "set_pin" => match answer["outcome"].as_str() {
            Some("right") if name == "end_kiosk" => Some(Noted::TakenBack),
            Some("wrong") => Some(Noted::WrongPin),
            _ => None,
        },
        _ => None,
    }
}
