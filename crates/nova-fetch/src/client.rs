//! One address after another, with its redirects, its retries and its limits.

use crate::address::Address;
use crate::error::FetchError;
use crate::guard::{Guarded, REFUSED};
use crate::pace::Pace;
use std::io::{self, Read};
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Body};

/// What a fetch may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of an answer.
    pub max_bytes: u64,
    /// Most addresses that one leads on to.
    pub redirects: usize,
    /// Most tries of an address, where trying again may help.
    pub attempts: u32,
    /// Pause between two requests to one machine.
    pub pause: Duration,
    /// Longest wait that a server may ask for.
    pub patience: Duration,
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest silence of a server.
    pub silence: Duration,
    /// Longest time for one answer from first to last.
    pub whole: Duration,
}

impl Default for Limits {
    /// 64 MiB, five redirects, three tries, a tenth of a second between requests, a minute's patience, and 10, 20 and 90
    /// seconds.
    fn default() -> Self {
        Limits {
            max_bytes: 64 << 20,
            redirects: 5,
            attempts: 3,
            pause: Duration::from_millis(100),
            patience: Duration::from_secs(60),
            connect: Duration::from_secs(10),
            silence: Duration::from_secs(20),
            whole: Duration::from_secs(90),
        }
    }
}

/// Fetches. Any number of threads may share it; it paces them together.
#[derive(Debug)]
pub struct Fetcher {
    /// Speaks to the open internet alone.
    guarded: Agent,
    /// Speaks to whom a file names by itself.
    named: Agent,
    pace: Pace,
    limits: Limits,
}

/// What came of one request.
enum Answer {
    Bytes(Vec<u8>),
    LeadsTo(Address),
    ComeBack(Duration),
}

impl Fetcher {
    /// A fetcher that names itself `user_agent`.
    pub fn new(user_agent: &str, limits: Limits) -> Fetcher {
        let config = || -> Config {
            Agent::config_builder()
                .user_agent(user_agent)
                .accept("image/*")
                .http_status_as_error(false)
                .max_redirects(0)
                .max_redirects_will_error(false)
                .proxy(None)
                .timeout_resolve(Some(limits.connect))
                .timeout_connect(Some(limits.connect))
                .timeout_recv_response(Some(limits.silence))
                .timeout_per_read(Some(limits.silence))
                .timeout_global(Some(limits.whole))
                .build()
        };
        Fetcher {
            guarded: Agent::with_parts(config(), DefaultConnector::default(), Guarded::default()),
            named: Agent::new_with_config(config()),
            pace: Pace::new(limits.pause),
            limits,
        }
    }

    /// The bytes at an address. Redirects are followed, what may pass is tried again, and a machine of the local network is
    /// spoken to only where `address` itself names it.
    ///
    /// # Errors
    /// Any [`FetchError`]; [`FetchError::Stopped`] soon after `stopped` says so.
    pub fn fetch(&self, address: &Address, stopped: &dyn Fn() -> bool) -> Result<Vec<u8>, FetchError> {
        let mut tries = 1;
        loop {
            match self.follow(address, stopped) {
                Err(error) if error.is_passing() && tries < self.limits.attempts => {
                    self.pace.hold(address.host(), self.limits.pause * 4 * tries);
                    tries += 1;
                }
                done => return done,
            }
        }
    }

    fn follow(&self, address: &Address, stopped: &dyn Fn() -> bool) -> Result<Vec<u8>, FetchError> {
        let mut at = address.clone();
        let (mut led, mut waited) = (0, Duration::ZERO);
        loop {
            self.pace.wait(at.host(), stopped)?;
            // The file's own word counts for the machine that it names, and for none that this one leads to.
            let meant = address.is_local() && at.machine() == address.machine();
            match self.ask(&at, if meant { &self.named } else { &self.guarded }, stopped)? {
                Answer::Bytes(bytes) => return Ok(bytes),
                Answer::LeadsTo(next) => {
                    led += 1;
                    if led > self.limits.redirects {
                        return Err(FetchError::Redirects(self.limits.redirects));
                    }
                    at = next;
                }
                Answer::ComeBack(after) => {
                    waited += after;
                    if waited > self.limits.patience {
                        return Err(FetchError::ComeBack(after));
                    }
                    self.pace.hold(at.host(), after);
                }
            }
        }
    }

    fn ask(&self, at: &Address, agent: &Agent, stopped: &dyn Fn() -> bool) -> Result<Answer, FetchError> {
        let answer = agent
            .get(at.request())
            .call()
            .map_err(|error| reason(error, at))?;
        let status = answer.status().as_u16();
        match status {
            200 => self.read(answer, at, stopped).map(Answer::Bytes),
            301 | 302 | 303 | 307 | 308 => {
                let location = header(&answer, "location").ok_or(FetchError::Status(status))?;
                at.leads_to(&location).map(Answer::LeadsTo)
            }
            429 | 503 => match header(&answer, "retry-after").and_then(|text| text.trim().parse().ok()) {
                Some(seconds) => Ok(Answer::ComeBack(
                    Duration::from_secs(seconds).max(self.limits.pause),
                )),
                None if status == 429 => Ok(Answer::ComeBack(self.limits.patience / 4)),
                None => Err(FetchError::Status(status)),
            },
            _ => Err(FetchError::Status(status)),
        }
    }

    fn read(
        &self,
        answer: Response<Body>,
        at: &Address,
        stopped: &dyn Fn() -> bool,
    ) -> Result<Vec<u8>, FetchError> {
        let body = answer.into_body();
        let promised = body.content_length();
        let limit = self.limits.max_bytes;
        if promised.is_some_and(|promised| promised > limit) {
            return Err(FetchError::TooLarge(limit));
        }
        let mut reader = body.into_reader();
        let (mut bytes, mut part) = (Vec::new(), vec![0; 64 << 10]);
        loop {
            if stopped() {
                return Err(FetchError::Stopped);
            }
            match reader.read(&mut part) {
                Ok(0) => break,
                Ok(count) => bytes.extend_from_slice(&part[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(reason(ureq::Error::from(error), at)),
            }
            if bytes.len() as u64 > limit {
                return Err(FetchError::TooLarge(limit));
            }
        }
        if promised.is_some_and(|promised| promised != bytes.len() as u64) {
            return Err(FetchError::Cut);
        }
        Ok(bytes)
    }
}

fn header(answer: &Response<Body>, name: &str) -> Option<String> {
    answer.headers().get(name)?.to_str().ok().map(str::to_owned)
}

fn reason(error: ureq::Error, at: &Address) -> FetchError {
    match error {
        ureq::Error::HostNotFound => FetchError::NoHost(at.host().to_owned()),
        ureq::Error::Timeout(_) => FetchError::TooSlow,
        ureq::Error::Io(error) => match error.kind() {
            io::ErrorKind::PermissionDenied if error.to_string() == REFUSED => FetchError::Local,
            io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock => FetchError::TooSlow,
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => FetchError::Cut,
            _ => FetchError::Connection(error.to_string()),
        },
        other => FetchError::Connection(other.to_string()),
    }
}
