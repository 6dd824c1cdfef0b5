// What each field of the catalogue is called on the screen. Complete by type.
import type { PlainKey } from "../i18n";
import type { Column } from "../ipc/generated";

export const columnNames: { readonly [C in Column]: PlainKey } = {
  id: "detail.id", title: "column.title", image: "column.image", brand: "detail.brand", category: "detail.category",
  subcategory: "taste.field.subcategory", type: "detail.type", gender: "filter.gender", colours: "detail.colours", tags: "detail.tags",
  styles: "detail.styles", occasions: "detail.occasions", season: "detail.season", sizes: "detail.sizes", price: "filter.price",
  currency: "column.currency", stock: "detail.stock", description: "detail.description", year: "detail.year", skus: "column.skus",
};
