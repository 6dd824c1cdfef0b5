// What the user asks for: words, photo, their mix, filters and order. Turning it into a request is request.ts,
// what came back is results.svelte.ts.
import type { Sort } from "../ipc/generated";

/** The fields that have a filter popover, in their order on the screen. */
export const facetFields = ["category", "type", "colour", "gender", "occasion"] as const;
export type FacetField = (typeof facetFields)[number];

/** A photo that the user brought. `preview` is the key of its thumbnail, null until that is known. */
export interface Photo {
  path: string;
  preview: string | null;
}

export interface PriceRange {
  min: number | null;
  max: number | null;
}

class Query {
  words = $state("");
  photo = $state.raw<Photo | null>(null);
  /** Weight of the photo in percent: 0 is words alone, 100 is the photo alone. */
  mix = $state(50);
  sort = $state<Sort>("relevance");
  chosen = $state.raw<Partial<Record<FacetField, readonly string[]>>>({});
  price = $state.raw<PriceRange>({ min: null, max: null });
  inStock = $state(false);

  readonly filtered = $derived(
    this.inStock ||
      this.price.min !== null ||
      this.price.max !== null ||
      Object.values(this.chosen).some((values) => values.length > 0),
  );

  clearFilters(): void {
    this.chosen = {};
    this.price = { min: null, max: null };
    this.inStock = false;
  }
}

export const query = new Query();
