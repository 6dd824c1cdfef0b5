//! What goes to the terminal: one JSON value, or text for people. The only file that prints.
#![allow(clippy::print_stdout, reason = "this is where a terminal program prints")]

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use nova_api::{ErrorCode, WireError};
use serde::Serialize;
use std::io::{ErrorKind, Write};
use std::time::Duration;

/// How answers are written.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// One JSON value in place of text.
    pub json: bool,
}

impl Output {
    /// Writes an answer: as JSON, or as the text that `text` makes of it.
    pub fn answer<T: Serialize>(&self, value: &T, text: impl FnOnce(&T) -> String) -> Result<(), WireError> {
        let written = if self.json {
            // By way of its text, in which a number of single precision has no digits but its own.
            let plain = serde_json::to_string(value);
            let mut value = plain
                .and_then(|plain| serde_json::from_str(&plain))
                .map_err(|error| failed(&error.to_string()))?;
            nova_api::english::say(&mut value);
            value.to_string()
        } else {
            text(value)
        };
        line(&written).map_err(|error| failed(&error.to_string()))
    }

    /// Writes a failure to stderr.
    pub fn error(&self, error: &WireError) {
        if self.json {
            eprintln!("{}", serde_json::json!({ "error": error }));
        } else {
            eprintln!("{error}");
        }
    }

    /// A progress bar on stderr; it stays silent where stderr is no terminal, and then lines tell instead.
    pub fn bar(&self, what: &'static str) -> ProgressBar {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
        let style = "{msg:<10} {bar:32} {human_pos} of {human_len}  {per_sec}  {eta} left";
        if let Ok(style) = ProgressStyle::with_template(style) {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// Writes a line to stdout. A reader that has seen enough and closed the pipe is no failure.
pub fn line(text: &str) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

/// A failure to write an answer.
pub fn failed(reason: &str) -> WireError {
    WireError {
        code: ErrorCode::Internal,
        message: format!("the answer could not be written: {reason}"),
        hint: "Check where the output goes.".to_owned(),
        advice: None,
        problem: None,
    }
}
