//! Whether a page can be used by everybody, as far as a program can tell: axe-core, by the rules of WCAG 2.2 AA.

use std::path::Path;

use fantoccini::Client;
use serde_json::{Value, json};

/// Brings axe-core into the page that is open.
pub async fn bring(client: &Client) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/node_modules/axe-core/axe.min.js");
    let source = std::fs::read_to_string(&file).expect("the npm packages of ui/ are installed (npm ci)");
    client.execute(&source, vec![]).await.expect("axe is brought");
    let there = client.execute("return typeof axe.run", vec![]).await;
    assert_eq!(
        there.expect("the page answers"),
        json!("function"),
        "axe is there"
    );
}

/// What is wrong on the page, a line for each element.
pub async fn violations(client: &Client) -> Vec<String> {
    let script = r#"
        const done = arguments[arguments.length - 1];
        const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
        axe.run(document, { runOnly: tags, resultTypes: ["violations"] }).then(
            ({ violations }) => done(violations.flatMap(({ id, nodes }) =>
                nodes.map(({ html, any, all, none }) => `${id}: ${html.slice(0, 160)} ${[...any, ...all, ...none].map((check) => check.message).join("; ")}`))),
            (failed) => done([`axe failed: ${failed}`]),
        );
    "#;
    let found = client.execute_async(script, vec![]).await.expect("axe runs");
    let lines = found.as_array().expect("axe answers with a list");
    lines
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
