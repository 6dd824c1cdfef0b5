// The values that the filters can take, with their counts.
import type { FacetsResponse, FacetValue } from "../ipc/generated";
import { held } from "./page";
import type { FacetField } from "./query.svelte";

class Facets {
  /** Facets of the whole catalogue: which filters make sense at all. */
  all = $state.raw<FacetsResponse | null>(null);
  /** The values of the field whose popover is open, under the other filters. */
  open = $state.raw<{ field: FacetField; values: readonly FacetValue[] } | null>(null);

  /** Colours of the pieces of an opened piece's type and wearer, with how many have each; null until they are known. */
  ofKind = $state.raw<{ id: string; colours: readonly FacetValue[] } | null>(null);

  /** Whether the catalogue has shoes and clothes in sizes, so that a size of each is to be chosen apart. */
  readonly sizesApart = $derived(["clothes_size", "shoe_size"].every((field) => (this.all?.fields[field]?.length ?? 0) > 0));

  valuesOf(field: FacetField): readonly FacetValue[] {
    return this.open?.field === field ? this.open.values : (this.all?.fields[field] ?? []);
  }
}

export let facets: Facets;
held(() => (facets = new Facets()));

/** Occasions and seasons of the catalogue, the most frequent first. */
export const contextsOf = (): string[] => [
  ...new Set(["occasion", "season"].flatMap((field) => facets.all?.fields[field]?.slice(0, field === "season" ? 4 : 6) ?? []).map(({ value }) => value)),
];
