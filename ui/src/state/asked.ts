// From a request back to what the user asked, as a search that is made again or the last one before the window was
// closed. Pure. A request comes from a file that another version may have written: what is not understood is left out.
import type { Region, SearchRequest, Sort } from "../ipc/generated";
import { facetFields, nothingAsked, type Asked, type FacetField } from "./query.svelte";

const sorts: readonly Sort[] = ["relevance", "price-asc", "price-desc", "newest", "title"];
const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
const share = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= 1;

function regionOf(value: unknown): Region | null {
  if (typeof value !== "object" || value === null) return null;
  const { x, y, width, height } = value as Partial<Record<keyof Region, unknown>>;
  const sound = share(x) && share(y) && share(width) && share(height) && width > 0 && height > 0 && x + width <= 1.0001 && y + height <= 1.0001;
  return sound ? { x, y, width, height } : null;
}

/** What a filter chooses, as the filters of the page can show it; null for any other. */
function read(filter: string): Partial<Pick<Asked, "chosen" | "price" | "inStock">> | null {
  const [, name = "", operator = "", value = ""] = /^(\w+)(<=|>=|=|~)(.+)$/s.exec(filter) ?? [];
  if (name === "price") {
    const bound = Number(value);
    if (!Number.isFinite(bound) || !operator.endsWith("=") || operator === "=") return null;
    return { price: operator === ">=" ? { min: bound, max: null } : { min: null, max: bound } };
  }
  if (name === "in_stock") return operator === "=" && value === "true" ? { inStock: true } : null;
  const field = facetFields.find((known) => known === name);
  if (!field || operator.length !== 1) return null;
  return { chosen: { [field]: operator === "~" ? [value] : value.split(",").filter(isText) } };
}

/** What was asked by `request`. Previews, titles and thumbnails are still to be found. */
export function askedOf(request: unknown): Asked {
  const { text, image, images, crop, like, mix, sort, context, filters, fold } = (request ?? {}) as Partial<Record<keyof SearchRequest, unknown>>;
  const asked: Asked = { ...nothingAsked, words: isText(text) ? text : "", fold: fold === true };
  const paths = [...(isText(image) ? [image] : []), ...texts(images)];
  asked.photos = [...new Set(paths)].map((path, at) => ({ path, preview: null, crop: at === 0 && path === image ? regionOf(crop) : null }));
  if (isText(like)) asked.like = { id: like, title: "", thumb: null };
  if (share(mix)) asked.mix = Math.round(mix * 100);
  asked.sort = sorts.find((known) => known === sort) ?? "relevance";
  if (isText(context)) asked.context = context;
  for (const filter of texts(filters)) {
    const { chosen, price, inStock } = read(filter) ?? {};
    if (chosen) asked.chosen = { ...asked.chosen, ...chosen };
    if (price) asked.price = { min: price.min ?? asked.price.min, max: price.max ?? asked.price.max };
    if (inStock) asked.inStock = true;
  }
  return asked;
}

/** `asked` without values that the catalogue does not have. `known` lists those of each field. */
export function withKnown(asked: Asked, known: (field: FacetField) => readonly string[] | null): Asked {
  const chosen: Asked["chosen"] = {};
  for (const field of facetFields) {
    const values = known(field)?.map((value) => value.toLowerCase());
    const left = (asked.chosen[field] ?? []).filter((value) => !values || values.includes(value.toLowerCase()));
    if (left.length > 0) chosen[field] = left;
  }
  return { ...asked, chosen };
}
