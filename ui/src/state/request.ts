// From what the user asks to what the engine is asked. Pure: the same query gives the same request.
import type { SearchRequest, Sort } from "../ipc/generated";
import { facetFields, type FacetField, type Photo, type PriceRange } from "./query.svelte";

/** The part of the query that a request is made of. */
export interface Asked {
  words: string;
  photo: Photo | null;
  /** Percent. */
  mix: number;
  sort: Sort;
  chosen: Partial<Record<FacetField, readonly string[]>>;
  price: PriceRange;
  inStock: boolean;
}

function fieldFilter(field: FacetField, values: readonly string[]): string[] {
  const [only] = values;
  if (only === undefined) return [];
  // A comma separates values in a filter, so a lone value that has one is looked for as text.
  if (values.length === 1 && only.includes(",")) return [`${field}~${only}`];
  return [`${field}=${values.join(",")}`];
}

/** The filters in the engine's grammar; those on `except` are left out, so that its facet shows all values. */
export function filtersOf(asked: Asked, except?: FacetField): string[] {
  const filters = facetFields
    .filter((field) => field !== except)
    .flatMap((field) => fieldFilter(field, asked.chosen[field] ?? []));
  if (asked.price.min !== null) filters.push(`price>=${asked.price.min}`);
  if (asked.price.max !== null) filters.push(`price<=${asked.price.max}`);
  if (asked.inStock) filters.push("in_stock=true");
  return filters;
}

/** A page of what is asked. The mix counts only when there are both words and a photo. */
export function requestOf(asked: Asked, offset: number, limit: number): SearchRequest {
  const request: SearchRequest = { filters: filtersOf(asked), sort: asked.sort, offset, limit };
  const text = asked.words.trim();
  if (text) request.text = text;
  if (asked.photo) request.image = asked.photo.path;
  if (text && asked.photo) request.mix = asked.mix / 100;
  return request;
}
