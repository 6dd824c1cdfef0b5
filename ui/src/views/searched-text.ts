// Earlier searches and what narrows a search, in words.
import type { Section, SearchedRow } from "../components/searched";
import { capital, inLine, price, t } from "../i18n";
import type { RememberedSearch } from "../ipc/generated";
import { askedOf } from "../state/asked";
import { headline } from "../state/headline";
import { facetFields, type PriceRange } from "../state/query.svelte";
import { searches } from "../state/searches.svelte";
import { settings } from "../state/settings.svelte";

/** Recent searches in the list: as many as one looks through. */
const mostRecent = 12;

/** The bounds of the price in words, in the shop's currency where there is one; empty without any. */
export function priceRange({ min, max }: PriceRange): string {
  const [low, high] = [min, max].map((value) => price(value, settings.get("currency") ?? ""));
  if (min !== null && max !== null) return t("filter.price.range", { min: low ?? "", max: high ?? "" });
  if (min !== null) return t("filter.price.from", { min: low ?? "" });
  return max !== null ? t("filter.price.upto", { max: high ?? "" }) : "";
}

function narrowedBy({ request }: RememberedSearch): string[] {
  const { chosen, price: bounds, inStock, context } = askedOf(request);
  const values = facetFields.flatMap((field) => chosen[field] ?? []);
  return [...values, priceRange(bounds), inStock ? t("filter.in_stock") : "", context ? t("context.for", { what: capital(context) }) : ""].filter(Boolean);
}

function row(search: RememberedSearch): SearchedRow {
  const { key, name, request, total } = search;
  const narrowed = narrowedBy(search);
  const shown = Boolean(request.image || request.like);
  const title = request.like ? (searches.titles.get(request.like) ?? "") : "";
  // Filters alone are their own name.
  const alone = !request.text && !shown;
  const own = alone ? inLine(...narrowed) : shown || !request.text ? headline(request) : request.text;
  const rest = [name === null ? "" : own, title, ...(alone ? [] : narrowed), t("count.pieces", { count: total })];
  return { key, title: name ?? own, detail: inLine(...[...new Set(rest)].filter((part) => part !== (name ?? own))), saved: name !== null, shown };
}

export const searchedSections = (): Section[] => [
  { title: t("searches.saved"), rows: searches.saved.map(row) },
  { title: t("searches.recent"), rows: searches.passing.slice(0, mostRecent).map(row) },
];
