//! Prints what a file is understood as, as JSON: the system, how rows were grouped, what each column means, and the
//! products. `understand FILE`

use nova_tables::Reading;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: understand FILE")?;
    let table = Reading {
        path: Path::new(&path),
        columns: &[],
        today: Some((2026, 11, 26)),
        may_be_empty: true,
        cancelled: &|| false,
        report: &|_, _| (),
    }
    .read()?;
    let left_out: Vec<_> = table
        .left_out
        .iter()
        .map(|row| serde_json::json!({ "line": row.line, "id": row.product, "reason": row.reason.to_string() }))
        .collect();
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| serde_json::json!([column.header, column.field, column.samples]))
        .collect();
    let grouping = format!("{:?}", table.grouping);
    let answer = serde_json::json!({
        "shop": table.shop, "grouping": grouping, "rows": table.rows, "variants": table.variants, "columns": columns,
        "products": table.products, "left_out": left_out,
    });
    #[allow(clippy::print_stdout, reason = "that is what the program is for")]
    {
        println!("{answer:#}");
    }
    Ok(())
}
