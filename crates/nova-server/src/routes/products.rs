//! The catalogue as resources: `/api/v1/products`, for programs that read it page by page.

use super::who::Who;
use crate::problem::Problem;
use crate::state::App;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use url::form_urlencoded::Serializer;

/// Most products of a page.
const MOST: usize = 200;
const USUAL: usize = 24;

/// Which products.
#[derive(Debug, Default, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProductsQuery {
    /// Words that describe them; all when left out.
    pub q: Option<String>,
    /// A filter, such as `colour=red,blue`.
    pub filter: Option<String>,
    /// Products of the page, at most 200.
    #[schemars(range(min = 1, max = 200))]
    pub limit: Option<usize>,
    /// Products before it.
    pub offset: Option<usize>,
}

/// A page of products, the best first. `Link` (RFC 8288) leads to the next.
///
/// # Errors
/// When a filter cannot be read.
pub async fn products(
    State(app): State<Arc<App>>,
    who: Who,
    query: Result<Query<ProductsQuery>, axum::extract::rejection::QueryRejection>,
) -> Result<Response, Problem> {
    let Query(query) = query.map_err(|error| Problem::invalid(error.body_text(), "Correct the address."))?;
    let limit = query.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(Problem::invalid(
            format!("a page has 1 to {MOST} products"),
            "Correct `limit`.",
        ));
    }
    let offset = query.offset.unwrap_or(0);
    let filters: Vec<&String> = query.filter.iter().collect();
    let request = json!({ "text": query.q, "filters": filters, "limit": limit, "offset": offset });
    let answer = ask(&app, who, "search", request).await?;
    let total = answer["total"].as_u64().unwrap_or(0);
    let next = offset.saturating_add(limit);
    let mut response = Json(answer).into_response();
    if (next as u64) < total {
        let mut address = Serializer::new(String::from("/api/v1/products?"));
        for (key, value) in [("q", &query.q), ("filter", &query.filter)] {
            if let Some(value) = value {
                address.append_pair(key, value);
            }
        }
        address.append_pair("limit", &limit.to_string());
        address.append_pair("offset", &next.to_string());
        let link = format!("<{}>; rel=\"next\"", address.finish());
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    Ok(response)
}

/// One product with all its facts.
///
/// # Errors
/// When there is none.
pub async fn product(
    State(app): State<Arc<App>>,
    who: Who,
    Path(id): Path<String>,
) -> Result<Json<Value>, Problem> {
    Ok(Json(ask(&app, who, "product", json!({ "id": id })).await?))
}

async fn ask(app: &Arc<App>, who: Who, command: &'static str, request: Value) -> Result<Value, Problem> {
    app.compute(move |app| {
        let began = std::time::Instant::now();
        let done = app.session.call_as(&who.caller(), command, request, &|_| ());
        app.metrics.command(command, done.is_ok(), began.elapsed());
        let mut answer = done?;
        app.uploads.hide(&mut answer);
        Ok(answer)
    })
    .await
}
