// From what the user asks to what the engine is asked. Pure: the same query gives the same request.
import type { SearchRequest } from "../ipc/generated";
import { facetFields, type Asked, type FacetField } from "./query.svelte";

/** Whether a request searches for something, and does not only browse. */
export const searched = (request: SearchRequest | null): boolean =>
  Boolean(request && (request.text || request.image || request.images?.length || request.like));

export function fieldFilter(field: FacetField, values: readonly string[]): string[] {
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

/** A page of what is asked. The mix counts only when there are both words and something shown. */
export function requestOf(asked: Asked, offset: number, limit: number): SearchRequest {
  const request: SearchRequest = { filters: filtersOf(asked), sort: asked.sort, offset, limit };
  const text = asked.words.trim();
  if (text) request.text = text;
  // The engine takes a part of the first photo only, so the one that has a part goes first.
  const cropped = asked.photos.find(({ crop }) => crop !== null);
  const [first, ...others] = cropped ? [cropped, ...asked.photos.filter((photo) => photo !== cropped)] : asked.photos;
  if (first) request.image = first.path;
  if (first?.crop) request.crop = first.crop;
  if (others.length > 0) request.images = others.map(({ path }) => path);
  if (asked.like) request.like = asked.like.id;
  if (text && (first || asked.like)) request.mix = asked.mix / 100;
  if (asked.context) request.context = asked.context;
  // The collection itself is never folded.
  if (asked.fold && searched(request)) request.fold = true;
  return request;
}
