// How the fake understands a catalogue: a title under a German header, and a column that means nothing here.
import type { ImportPreviewResponse, Product } from "../generated";

/** A preview of `products`, of which the library holds the first `present` already. */
export function previewOf(products: readonly Product[], present: number): ImportPreviewResponse {
  const first = products.slice(0, 3);
  return {
    format: "csv", shop: null, encoding: "UTF-8", delimiter: ",", sheet: null,
    grouping: { kind: "rows" }, variants: 0, learnt: [], marks: [], update: false, partial: false, changes: [],
    columns: [
      { header: "id", field: "id", samples: first.map(({ id }) => id) },
      { header: "Bezeichnung", field: "title", samples: first.map(({ title }) => title) },
      { header: "Lagerplatz", field: null, samples: ["A 12"] },
    ],
    fields: ["id", "title", "image", "brand", "category", "type", "gender", "colours", "sizes", "price", "currency", "stock"],
    rows: products.length + 1, total: products.length, products: products.slice(0, 5),
    added: products.length - present, updated: 0, unchanged: present, removed: 0, quarantined: 1,
    left_out: [{ row: 91, id: null, file: null, reason: "the row has no id", why: { kind: "row", fault: { kind: "no-id" } } }],
  };
}
