// Changes the filters, and searches under the new ones.
import { query, type FacetField, type PriceRange } from "../state/query.svelte";
import { search } from "./search";

/** Takes a value of a field into the filter, or out of it. */
export function toggleValue({ field, value }: { field: FacetField; value: string }): Promise<void> {
  const values = query.chosen[field] ?? [];
  const next = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
  query.chosen = { ...query.chosen, [field]: next };
  return search();
}

export function setPrice(range: PriceRange): Promise<void> {
  query.price = range;
  return search();
}

export function toggleStock(): Promise<void> {
  query.inStock = !query.inStock;
  return search();
}

export function clearFilters(): Promise<void> {
  query.clearFilters();
  return search();
}
