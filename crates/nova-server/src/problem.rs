//! Failures as they travel over HTTP: problem details (RFC 9457) that carry the wire error of the command table.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use nova_api::{Advice, CallError, ErrorCode, Happened, WireError};
use schemars::JsonSchema;
use serde::Serialize;

/// Kinds of failure: those of the commands, and those of the server alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Code {
    /// A command's.
    Command(ErrorCode),
    /// The server's.
    Server(ServerCode),
}

/// Kinds of failure of the server alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub enum ServerCode {
    /// No device, or its access is over.
    SignedOut,
    /// The pairing code is not known, or is over.
    WrongCode,
    /// It is not for this role.
    Forbidden,
    /// Too much was asked in too short a time.
    TooManyRequests,
    /// What was sent is too large.
    TooLarge,
    /// Nothing is at this address.
    NoSuchAddress,
    /// What was sent is of another kind than is read here.
    UnsupportedKind,
}

/// A failure, small enough to be passed on.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Problem(Box<Details>);

/// What is said of a failure.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "ProblemDetails")]
struct Details {
    /// Its kind, as a URI.
    #[serde(rename = "type")]
    kind: String,
    /// Its kind, in English.
    title: String,
    /// The status of the answer.
    status: u16,
    /// What happened, and what to do.
    detail: String,
    /// Its kind, as the page knows it.
    code: Code,
    /// What happened.
    message: String,
    /// What to do.
    hint: String,
    /// What to do, for a caller that says it in a language of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Advice>,
    /// What happened, for a caller that says it in a language of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<Box<Happened>>,
    /// After how many seconds another try is worth it.
    #[serde(skip)]
    retry_after: Option<u64>,
}

impl Problem {
    fn new(status: StatusCode, code: Code, message: &str, hint: &str) -> Problem {
        let title = status.canonical_reason().unwrap_or("Failure");
        Problem(Box::new(Details {
            kind: "about:blank".to_owned(),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: format!("{}. {hint}", message.trim_end_matches('.'))
                .trim_end()
                .to_owned(),
            code,
            message: message.to_owned(),
            hint: hint.to_owned(),
            advice: None,
            problem: None,
            retry_after: None,
        }))
    }

    /// The status of the answer.
    #[cfg(test)]
    pub fn status(&self) -> u16 {
        self.0.status
    }

    /// After how many seconds another try is worth it.
    #[cfg(test)]
    pub fn retry_after(&self) -> Option<u64> {
        self.0.retry_after
    }

    fn of_server(status: StatusCode, code: ServerCode, message: &str, hint: &str) -> Problem {
        Problem::new(status, Code::Server(code), message, hint)
    }

    /// No device, or its access is over.
    pub fn signed_out() -> Problem {
        let hint = "Pair this device with a code of the shop's.";
        Problem::of_server(
            StatusCode::UNAUTHORIZED,
            ServerCode::SignedOut,
            "This device is not signed in",
            hint,
        )
    }

    /// The pairing code is not known, or is over.
    pub fn wrong_code() -> Problem {
        let hint = "Ask for a new one; each serves once, for ten minutes.";
        Problem::of_server(
            StatusCode::UNAUTHORIZED,
            ServerCode::WrongCode,
            "This code does not pair a device",
            hint,
        )
    }

    /// It is not for this role.
    pub fn forbidden() -> Problem {
        let hint = "Ask the owner of the shop.";
        Problem::of_server(
            StatusCode::FORBIDDEN,
            ServerCode::Forbidden,
            "This device may not do that",
            hint,
        )
    }

    /// Too much was asked in too short a time.
    pub fn too_many(seconds: u64) -> Problem {
        let hint = format!("Try again in {seconds} seconds.");
        let code = ServerCode::TooManyRequests;
        let mut problem = Problem::of_server(StatusCode::TOO_MANY_REQUESTS, code, "Too many requests", &hint);
        problem.0.retry_after = Some(seconds);
        problem
    }

    /// What was sent is too large; `most` in bytes.
    pub fn too_large(most: usize) -> Problem {
        let message = format!("At most {} MB are taken here", most >> 20);
        Problem::of_server(
            StatusCode::PAYLOAD_TOO_LARGE,
            ServerCode::TooLarge,
            &message,
            "Send less.",
        )
    }

    /// Nothing is at this address.
    pub fn no_such_address() -> Problem {
        let hint = "See /api/v1/openapi.json for what there is.";
        Problem::of_server(
            StatusCode::NOT_FOUND,
            ServerCode::NoSuchAddress,
            "There is nothing here",
            hint,
        )
    }

    /// The address is there, and not by this method.
    pub fn no_such_method() -> Problem {
        let hint = "See /api/v1/openapi.json for what there is.";
        let status = StatusCode::METHOD_NOT_ALLOWED;
        Problem::of_server(
            status,
            ServerCode::NoSuchAddress,
            "This is asked for in another way",
            hint,
        )
    }

    /// What was sent is not JSON by its `Content-Type`.
    pub fn not_json() -> Problem {
        let hint = "Send it with Content-Type: application/json.";
        let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
        Problem::of_server(status, ServerCode::UnsupportedKind, "Requests are JSON", hint)
    }

    /// What was sent cannot be understood.
    pub fn invalid(message: impl Into<String>, hint: &str) -> Problem {
        Problem::from(WireError::invalid(message, hint))
    }

    /// More is under way than the machine can do.
    pub fn busy() -> Problem {
        let code = Code::Command(ErrorCode::Busy);
        let hint = "Try again in a moment.";
        let mut problem = Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            code,
            "The server has too much to do",
            hint,
        );
        problem.0.retry_after = Some(1);
        problem
    }
}

impl From<WireError> for Problem {
    fn from(error: WireError) -> Problem {
        let status = match error.code {
            ErrorCode::InvalidInput => StatusCode::BAD_REQUEST,
            ErrorCode::Kiosk => StatusCode::FORBIDDEN,
            ErrorCode::NotFound => StatusCode::NOT_FOUND,
            ErrorCode::Cancelled => StatusCode::CONFLICT,
            ErrorCode::CatalogInvalid | ErrorCode::PhotoUnreadable => StatusCode::UNPROCESSABLE_ENTITY,
            ErrorCode::DownloadFailed => StatusCode::BAD_GATEWAY,
            ErrorCode::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
            ErrorCode::Busy
            | ErrorCode::DatabaseUnreachable
            | ErrorCode::LibraryLocked
            | ErrorCode::LibraryTooNew
            | ErrorCode::ModelInvalid
            | ErrorCode::ModelMissing => StatusCode::SERVICE_UNAVAILABLE,
            ErrorCode::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut problem = Problem::new(status, Code::Command(error.code), &error.message, &error.hint);
        problem.0.advice = error.advice;
        problem.0.problem = error.problem;
        if status == StatusCode::SERVICE_UNAVAILABLE {
            problem.0.retry_after = Some(1);
        }
        problem
    }
}

impl From<CallError> for Problem {
    fn from(error: CallError) -> Problem {
        match error {
            CallError::Forbidden => Problem::forbidden(),
            CallError::Failed(error) => Problem::from(error),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // A problem is plain text and numbers, which always become JSON.
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.0.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
