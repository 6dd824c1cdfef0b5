//! `stylenova rpc`: one JSON object a line in, one a line out.
//!
//! Commands are answered one after another in the order of their lines; those that take long run beside them, so that
//! a search or a `cancel` is answered while one is under way. A job's name, for `cancel`, is its request's id.

use crate::output;
use nova_api::{Session, WireError, is_job};
use serde_json::{Value, json};
use std::io::BufRead;

/// Serves until the input ends, and lets jobs under way finish.
pub fn serve(session: &Session) {
    std::thread::scope(|scope| {
        for line in std::io::stdin().lock().split(b'\n') {
            let Ok(line) = line else { break };
            if line.trim_ascii().is_empty() {
                continue;
            }
            match read(&line) {
                Ok((id, name, request)) if is_job(&name) => {
                    scope.spawn(move || answer(session, &id, &name, request));
                }
                Ok((id, name, request)) => answer(session, &id, &name, request),
                Err((id, error)) => write(&json!({ "id": id, "err": error })),
            }
        }
    });
}

fn answer(session: &Session, id: &Value, name: &str, mut request: Value) {
    if is_job(name)
        && let Some(fields) = request.as_object_mut()
    {
        fields.entry("job").or_insert_with(|| Value::String(job_name(id)));
    }
    let emit = |event: Value| write(&json!({ "id": id, "event": event }));
    match session.call(name, request, &emit) {
        Ok(mut response) => {
            nova_api::english::say(&mut response);
            write(&json!({ "id": id, "res": response }));
        }
        Err(error) => write(&json!({ "id": id, "err": error })),
    }
}

fn job_name(id: &Value) -> String {
    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
}

fn read(line: &[u8]) -> Result<(Value, String, Value), (Value, WireError)> {
    let hint = "Write {\"id\": …, \"cmd\": …, \"req\": {…}}, one object a line.";
    let value: Value = serde_json::from_slice(line).map_err(|error| {
        (
            Value::Null,
            WireError::invalid(format!("the line is not JSON: {error}"), hint),
        )
    })?;
    let id = value.get("id").cloned().unwrap_or(Value::Null);
    let Some(name) = value.get("cmd").and_then(Value::as_str).map(str::to_owned) else {
        return Err((id, WireError::invalid("the line names no command", hint)));
    };
    let request = value.get("req").cloned().filter(|request| !request.is_null());
    Ok((id, name, request.unwrap_or_else(|| json!({}))))
}

fn write(value: &Value) {
    // Whoever closed the pipe no longer listens, and there is nobody left to tell.
    let _ = output::line(&value.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_a_command_keeps_its_id_in_the_error() {
        let (id, error) = read(br#"{"id": 7}"#).unwrap_err();
        assert_eq!(id, json!(7), "the caller can tell which line it was");
        assert!(error.message.contains("command"));
        assert!(
            read(b"\xff{").is_err(),
            "bytes that are no text are an error and no panic"
        );
    }
}
