//! Starting a server, and stopping it.

use crate::audit::Audit;
use crate::changes::Changes;
use crate::error::ServeError;
use crate::identity::{Codes, Devices, Tokens};
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::options::{Encryption, Options};
use crate::routes::routes;
use crate::state::App;
use crate::tls;
use crate::uploads::Uploads;
use axum_server::Handle;
use nova_api::{Elsewhere, Session};
use serde_json::json;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// How long what runs may go on when the server stops.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long a connection may take for the head of a request, so that slow ones do not fill the server.
const HEAD: Duration = Duration::from_secs(15);
/// How often what other servers changed is looked at.
const FOLLOW: Duration = Duration::from_millis(500);
/// How often what is over is forgotten.
const TIDY: Duration = Duration::from_secs(300);

/// A server that runs.
pub struct Running {
    pub(crate) app: Arc<App>,
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    serving: JoinHandle<std::io::Result<()>>,
}

impl Running {
    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Address under which devices reach it.
    pub fn origin(&self) -> &str {
        &self.app.origin
    }

    /// The library that it serves.
    pub fn session(&self) -> &Session {
        &self.app.session
    }

    /// Whether a device is paired that can pair others.
    pub fn has_owner(&self) -> bool {
        self.app.devices.has_owner()
    }

    /// Stops: takes no new requests, finishes those under way, tells jobs to stop where they are, and lets the library go.
    ///
    /// # Errors
    /// When it had stopped by itself.
    pub async fn stop(self) -> Result<(), ServeError> {
        self.app.changes.stop();
        self.handle.graceful_shutdown(Some(PATIENCE));
        let session = Arc::clone(&self.app.session);
        // What was done is kept, and the next run of the job goes on from there.
        let cancelled = tokio::task::spawn_blocking(move || session.call("cancel", json!({}), &|_| ()));
        let _ = cancelled.await;
        match self.serving.await {
            Ok(served) => served.map_err(ServeError::Stopped),
            Err(error) => Err(ServeError::Stopped(std::io::Error::other(error))),
        }
    }
}

/// Starts to serve an open library.
///
/// # Errors
/// When the address is taken, files of the server's are damaged, or it would serve a network unencrypted.
pub async fn start(session: Arc<Session>, options: Options) -> Result<Running, ServeError> {
    let encryption = options.chosen()?;
    for origin in &options.origins {
        let parsed = url::Url::parse(origin).ok();
        if parsed.is_none_or(|parsed| parsed.origin().ascii_serialization() != *origin) {
            return Err(ServeError::Origin {
                origin: origin.clone(),
            });
        }
    }
    let folder = session.library().join("server");
    std::fs::create_dir_all(&folder).map_err(|system| ServeError::File {
        path: folder.clone(),
        system,
    })?;
    // Another part of the program may have chosen a provider already, which serves as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let hosts = tls::hosts(options.address.ip());
    let certificate = tls::certificate(&encryption, &folder, &hosts).await?;
    let failed = |system| ServeError::Listen {
        address: options.address,
        system,
    };
    let listener = std::net::TcpListener::bind(options.address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    let app = Arc::new(App {
        devices: Devices::open(session.engine().documents().clone())?,
        codes: Codes::of(session.engine().documents()),
        tokens: Tokens::open(session.engine().documents())?,
        audit: Audit::open(&folder)?,
        limits: Limits::new(&options),
        changes: Changes::default(),
        uploads: Uploads::open(session.library())?,
        metrics: Metrics::default(),
        computing: Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from) * 2),
        origin: options
            .origin
            .clone()
            .unwrap_or_else(|| origin(&encryption, address)),
        encrypted: encryption != Encryption::None || !options.proxies.is_empty(),
        fingerprint: certificate.as_ref().and_then(|made| made.fingerprint.clone()),
        session,
        options,
    });
    tidy(&app);
    follow(&app);
    let handle = Handle::new();
    let service = routes(Arc::clone(&app)).into_make_service_with_connect_info::<SocketAddr>();
    let stop = handle.clone();
    let serving = match certificate {
        Some(made) => {
            let mut server = axum_server::from_tcp_rustls(listener, made.config)
                .map_err(failed_late)?
                .handle(stop);
            patient(server.http_builder());
            tokio::spawn(server.serve(service))
        }
        None => {
            let mut server = axum_server::from_tcp(listener).map_err(failed_late)?.handle(stop);
            patient(server.http_builder());
            tokio::spawn(server.serve(service))
        }
    };
    app.session.warm();
    Ok(Running {
        app,
        address,
        handle,
        serving,
    })
}

fn failed_late(system: std::io::Error) -> ServeError {
    ServeError::Stopped(system)
}

/// Serves until the program is told to end.
///
/// # Errors
/// As [`start`]; `ready` is called once it listens.
pub async fn serve(
    session: Arc<Session>,
    options: Options,
    ready: impl FnOnce(&Running),
) -> Result<(), ServeError> {
    let running = start(session, options).await?;
    ready(&running);
    told_to_end().await;
    tracing::info!("stopping");
    running.stop().await
}

/// Waits for Ctrl-C, or for whatever ends programs on this system.
pub async fn told_to_end() {
    let by_hand = async {
        // Where it cannot be heard, the program is ended in another way.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    () = by_hand => (),
                    _ = terminate.recv() => (),
                }
            }
            Err(_) => by_hand.await,
        }
    }
    #[cfg(not(unix))]
    by_hand.await;
}

/// Lets no connection take long for the head of a request.
fn patient(builder: &mut hyper_util::server::conn::auto::Builder<hyper_util::rt::TokioExecutor>) {
    builder
        .http1()
        .timer(hyper_util::rt::TokioTimer::new())
        .header_read_timeout(HEAD);
    builder
        .http2()
        .timer(hyper_util::rt::TokioTimer::new())
        .keep_alive_interval(Some(HEAD))
        .max_concurrent_streams(64);
}

/// Forgets, every now and then, what is over.
fn tidy(app: &Arc<App>) {
    let app = Arc::downgrade(app);
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(TIDY).await;
            let Some(app) = app.upgrade() else { return };
            app.limits.forget();
            app.uploads.forget_old(app.now());
        }
    });
}

/// Looks, again and again, at what other servers of the shop changed: devices that were taken off, clients, settings and the
/// catalogue. Pages here are told of it.
fn follow(app: &Arc<App>) {
    if !app.session.engine().documents().is_shared() {
        return;
    }
    let app = Arc::downgrade(app);
    tokio::spawn(async move {
        let mut last = Elsewhere::default();
        loop {
            tokio::time::sleep(FOLLOW).await;
            let Some(app) = app.upgrade() else { return };
            let looked = tokio::task::spawn_blocking(move || {
                let looked = look(&app, &mut last);
                (looked, last)
            });
            let (looked, seen) = match looked.await {
                Ok(looked) => looked,
                Err(panicked) => (Err(panicked.into()), Elsewhere::default()),
            };
            last = seen;
            // The next time may do better; what is known by now serves.
            if let Err(error) = looked {
                tracing::warn!(%error, "what other servers changed could not be looked at");
            }
        }
    });
}

fn look(app: &App, last: &mut Elsewhere) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    for id in app.devices.look_again()? {
        app.changes.revoke(&id);
        app.uploads.forget_device(&id);
    }
    let tell = |command: &str, profile| app.changes.tell(command, profile, "");
    Ok(app.session.look_elsewhere(last, &tell)?)
}

/// Where devices reach a server that listens at `address`.
fn origin(encryption: &Encryption, address: SocketAddr) -> String {
    let scheme = match encryption {
        Encryption::None => "http",
        Encryption::Own | Encryption::Given { .. } => "https",
    };
    let ip = match address.ip().is_unspecified() {
        true => tls::outward().unwrap_or(address.ip()),
        false => address.ip(),
    };
    format!("{scheme}://{}", SocketAddr::new(ip, address.port()))
}
