//! What changed, as it is told to devices: server-sent events (HTML standard, 9.2) at `/api/v1/events`.

use super::who::Who;
use crate::changes::{Changed, News};
use crate::state::App;
use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures_util::Stream;
use nova_api::Role;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::{BroadcastStream, WatchStream};

/// How often a silent connection says that it lives.
const HEARTBEAT: Duration = Duration::from_secs(20);

/// Tells a device what changes from now on, as far as it concerns it.
pub async fn listen(
    State(app): State<Arc<App>>,
    who: Who,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let open = app.metrics.listener();
    let (news, stopping) = (app.changes.news(), app.changes.stopping());
    let until = WatchStream::new(stopping)
        .filter(|stopping| *stopping)
        .map(|_| None);
    let heard = BroadcastStream::new(news).filter_map(move |news| {
        // The count goes down when the connection ends.
        let _open = &open;
        match news {
            // Its own pages are told once more by the signed-out answer, should this one be lost.
            Ok(News::Revoked(id)) if id == who.id => Some(Event::default().event("revoked").data("{}")),
            Ok(News::Revoked(_)) => None,
            Ok(News::Changed(changed)) => shown(&app, &who, &changed),
            Err(_) => Some(Event::default().event("missed").data("{}")),
        }
        .map(Some)
    });
    let events = heard.merge(until).map_while(|event| event.map(Ok));
    Sse::new(events).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

/// A change as a device may hear of it; `None` where it concerns a client who is none of its business.
fn shown(app: &App, who: &Who, changed: &Changed) -> Option<Event> {
    if let Some(profile) = &changed.profile {
        let holder = app.session.holder(&who.caller());
        let hears = match (&holder, who.device.role) {
            (Some(client), _) => client == profile,
            (None, Role::Floor) => false,
            (None, Role::Owner | Role::Stylist | Role::Kiosk) => true,
        };
        if !hears {
            return None;
        }
    }
    Event::default().event("changed").json_data(changed).ok()
}
