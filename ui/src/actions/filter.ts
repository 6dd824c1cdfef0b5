// Changes the filters, and searches under the new ones.
import { query, type FacetField, type PriceRange } from "../state/query.svelte";
import type { Action } from "./action";
import { search } from "./search";

/** Takes a value of a field into the filter, or out of it. */
export const toggleValue: Action<{ field: FacetField; value: string }> = {
  name: "toggle-value",
  label: "action.filter",
  shortcut: null,
  perform({ field, value }) {
    const values = query.chosen[field] ?? [];
    const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
    query.chosen = { ...query.chosen, [field]: next };
    return search.perform();
  },
};

export const setPrice: Action<PriceRange> = {
  name: "set-price",
  label: "filter.price",
  shortcut: null,
  perform(range) {
    query.price = range;
    return search.perform();
  },
};

export const toggleStock: Action = {
  name: "toggle-stock",
  label: "filter.in_stock",
  shortcut: null,
  perform() {
    query.inStock = !query.inStock;
    return search.perform();
  },
};

export const clearFilters: Action = {
  name: "clear-filters",
  label: "action.filter.clear",
  shortcut: null,
  perform() {
    query.clearFilters();
    return search.perform();
  },
};
