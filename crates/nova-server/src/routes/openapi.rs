//! The document that describes the server to other programs (OpenAPI 3.1), made from the types that travel.

use super::devices::{CodeAnswer, CodeRequest, DevicesAnswer};
use super::files::{PreviewAnswer, PreviewRequest, Uploaded};
use super::health::Health;
use super::session::{PairRequest, RefreshRequest, SessionAnswer};
use crate::problem::Problem;
use nova_api::{CommandSchema, schemas};
use serde_json::{Map, Value, json};

/// The schemas of the server's own answers, in the order in which [`document`] uses them.
struct Own {
    session: Value,
    devices: Value,
    code: Value,
    uploaded: Value,
    preview: Value,
    health: Value,
}

/// The document.
pub fn document() -> Value {
    let (schemas, own, read) = schemas(|collector| {
        collector.written::<Problem>();
        let own = Own {
            session: collector.written::<SessionAnswer>(),
            devices: collector.written::<DevicesAnswer>(),
            code: collector.written::<CodeAnswer>(),
            uploaded: collector.written::<Uploaded>(),
            preview: collector.written::<PreviewAnswer>(),
            health: collector.written::<Health>(),
        };
        let read = vec![
            collector.read::<PairRequest>(),
            collector.read::<RefreshRequest>(),
            collector.read::<CodeRequest>(),
            collector.read::<PreviewRequest>(),
        ];
        (own, read)
    });
    let search = schemas.commands.iter().find(|command| command.name == "search");
    let product = schemas.commands.iter().find(|command| command.name == "product");
    let answer_of =
        |command: Option<&CommandSchema>| command.map_or(Value::Bool(true), |one| one.response.clone());
    let mut paths = of_the_server(&own, &read, &answer_of(search), &answer_of(product));
    for command in &schemas.commands {
        paths.insert(
            format!("/api/v1/commands/{}", command.name),
            json!({ "post": of_a_command(command) }),
        );
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "StyleNova",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Fashion search and taste on a shop's own machine.",
            "license": { "name": "MIT", "identifier": "MIT" },
        },
        "paths": paths,
        "components": {
            "schemas": schemas.definitions,
            "securitySchemes": {
                "cookie": { "type": "apiKey", "in": "cookie", "name": "stylenova_access" },
                "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" },
            },
        },
        "security": [{ "token": [] }, { "cookie": [] }],
    })
}

fn of_a_command(command: &CommandSchema) -> Value {
    let mut content = Map::new();
    content.insert(
        "application/json".to_owned(),
        json!({ "schema": command.response }),
    );
    if command.event.is_some() {
        content.insert(
            "text/event-stream".to_owned(),
            json!({ "schema": { "type": "string" } }),
        );
    }
    json!({
        "operationId": command.name,
        "tags": ["commands"],
        "requestBody": body(&command.request),
        "responses": with_problems(json!({ "200": { "description": "Its answer.", "content": content } })),
    })
}

fn of_the_server(own: &Own, read: &[Value], search: &Value, product: &Value) -> Map<String, Value> {
    let done = |schema: &Value| with_problems(json!({ "200": answer("Its answer.", schema) }));
    let empty = || with_problems(json!({ "204": { "description": "Done." } }));
    let step =
        |name: &str| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } });
    let asked = |name: &str, schema: Value| json!({ "name": name, "in": "query", "schema": schema });
    let raw = json!({ "*/*": { "schema": { "type": "string", "format": "binary" } } });
    let text = json!({ "type": "string" });
    let events = json!({ "200": {
        "description": "Server-sent events: `changed`, `missed`, `revoked`.",
        "content": { "text/event-stream": { "schema": text } },
    } });
    let picture = json!({
        "200": { "description": "The picture.", "content": { "image/*": { "schema": {} } } },
        "304": { "description": "It is as it was." },
    });
    let file = json!({ "200": {
        "description": "The file.",
        "content": { "application/octet-stream": { "schema": {} } },
    } });
    let paths = json!({
        "/api/v1/session": {
            "get": { "operationId": "session", "responses": done(&own.session) },
            "post": {
                "operationId": "pair", "security": [],
                "requestBody": body(&read[0]), "responses": done(&own.session),
            },
            "delete": { "operationId": "sign_out", "responses": empty() },
        },
        "/api/v1/session/refresh": { "post": {
            "operationId": "refresh", "security": [],
            "requestBody": body(&read[1]), "responses": done(&own.session),
        } },
        "/api/v1/devices": { "get": { "operationId": "devices", "responses": done(&own.devices) } },
        "/api/v1/devices/codes": { "post": {
            "operationId": "new_code", "requestBody": body(&read[2]), "responses": done(&own.code),
        } },
        "/api/v1/devices/{id}": { "delete": {
            "operationId": "take_off", "parameters": [step("id")], "responses": empty(),
        } },
        "/api/v1/products": { "get": {
            "operationId": "products",
            "parameters": [
                asked("q", text.clone()),
                asked("filter", text.clone()),
                asked("limit", json!({ "type": "integer", "minimum": 1, "maximum": 200 })),
                asked("offset", json!({ "type": "integer", "minimum": 0 })),
            ],
            "responses": done(search),
        } },
        "/api/v1/products/{id}": { "get": {
            "operationId": "product_by_id", "parameters": [step("id")], "responses": done(product),
        } },
        "/api/v1/uploads": { "post": {
            "operationId": "upload",
            "parameters": [asked("name", text.clone())],
            "requestBody": { "required": true, "content": raw },
            "responses": with_problems(json!({ "201": answer("It was taken.", &own.uploaded) })),
        } },
        "/api/v1/previews": { "post": {
            "operationId": "preview", "requestBody": body(&read[3]), "responses": done(&own.preview),
        } },
        "/api/v1/downloads/{key}/{name}": { "get": {
            "operationId": "download", "parameters": [step("key"), step("name")], "responses": with_problems(file),
        } },
        "/api/v1/pictures/{kind}/{name}": { "get": {
            "operationId": "picture", "parameters": [step("kind"), step("name")], "responses": with_problems(picture),
        } },
        "/api/v1/events": { "get": { "operationId": "events", "responses": with_problems(events) } },
        "/health": { "get": { "operationId": "health", "security": [], "responses": done(&own.health) } },
        "/ready": { "get": { "operationId": "ready", "security": [], "responses": done(&own.health) } },
    });
    match paths {
        Value::Object(paths) => paths,
        // What was written above is an object.
        _ => Map::new(),
    }
}

fn body(schema: &Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn answer(description: &str, schema: &Value) -> Value {
    json!({ "description": description, "content": { "application/json": { "schema": schema } } })
}

/// The answers, and every failure as a problem.
fn with_problems(mut answers: Value) -> Value {
    if let Value::Object(answers) = &mut answers {
        answers.insert(
            "default".to_owned(),
            json!({
                "description": "A problem (RFC 9457).",
                "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/ProblemDetails" } } },
            }),
        );
    }
    answers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_described_with_what_it_reads_and_answers() {
        let document = document();
        for name in nova_api::NAMES {
            let post = &document["paths"][format!("/api/v1/commands/{name}")]["post"];
            assert!(
                post["requestBody"]["content"]["application/json"]["schema"].is_object(),
                "{name}"
            );
            assert!(
                !post["responses"]["200"]["content"]["application/json"]["schema"].is_null(),
                "{name}"
            );
        }
        assert!(document["components"]["schemas"]["ProblemDetails"].is_object());
    }
}
