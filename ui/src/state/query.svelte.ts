// What the user asks for: words, photos, a piece, their mix, filters, context and order. Turning it into a request is
// request.ts, the way back is asked.ts, what came back is results.svelte.ts.
import type { Region, Sort } from "../ipc/generated";
import { belongs, held } from "./page";

/** The fields that have a filter, in their order on the screen. */
export const facetFields = ["category", "type", "colour", "gender", "size", "clothes_size", "shoe_size", "occasion", "style", "season", "brand"] as const;
export type FacetField = (typeof facetFields)[number];

/** A photo that the user brought. `preview` is the key of its thumbnail, null until that is known. */
export interface Photo {
  path: string;
  preview: string | null;
  /** The part that counts; null for the whole. One photo of a search can have one. */
  crop: Region | null;
}

/** A piece of the catalogue to find more like. `thumb` is the key of its thumbnail. */
export interface Liked {
  id: string;
  title: string;
  thumb: string | null;
}

export interface PriceRange {
  min: number | null;
  max: number | null;
}

/** All that is asked. */
export interface Asked {
  words: string;
  photos: readonly Photo[];
  like: Liked | null;
  /** Percent: 0 is words alone, 100 is photos and piece alone. */
  mix: number;
  sort: Sort;
  chosen: Partial<Record<FacetField, readonly string[]>>;
  price: PriceRange;
  inStock: boolean;
  /** An occasion or season to prefer; null for any. */
  context: string | null;
  /** One hit for all colours of a design. */
  fold: boolean;
}

/** Nothing asked: the collection as it is. */
export const nothingAsked: Readonly<Asked> = {
  words: "", photos: [], like: null, mix: 50, sort: "relevance", chosen: {}, price: { min: null, max: null }, inStock: false, context: null, fold: false,
};

class Query implements Asked {
  words = $state("");
  photos = $state.raw<readonly Photo[]>([]);
  like = $state.raw<Liked | null>(null);
  mix = $state(50);
  sort = $state<Sort>("relevance");
  chosen = $state.raw<Partial<Record<FacetField, readonly string[]>>>({});
  price = $state.raw<PriceRange>({ min: null, max: null });
  inStock = $state(false);
  context = $state<string | null>(null);
  fold = $state(false);

  /** Whether something is shown to search by, beside words. */
  readonly shows = $derived(this.photos.length > 0 || this.like !== null);
  readonly filtered = $derived(
    this.inStock ||
      this.price.min !== null ||
      this.price.max !== null ||
      Object.values(this.chosen).some((values) => values.length > 0),
  );

  photo(path: string): Photo | null {
    return this.photos.find((photo) => photo.path === path) ?? null;
  }

  /** Changes a photo that is still there. */
  update(path: string, facts: Partial<Photo>): void {
    this.photos = this.photos.map((photo) => (photo.path === path ? { ...photo, ...facts } : photo));
  }

  remove(path: string): void {
    this.photos = this.photos.filter((photo) => photo.path !== path);
  }

  /** All that is asked now, as it stands. */
  get asked(): Asked {
    const { words, photos, like, mix, sort, chosen, price, inStock, context, fold } = this;
    return { words, photos, like, mix, sort, chosen, price, inStock, context, fold };
  }

  /** Asks for something else altogether. */
  take(asked: Asked): void {
    Object.assign(this, { ...nothingAsked, ...asked });
  }

  clearFilters(): void {
    this.chosen = {};
    this.price = { min: null, max: null };
    this.inStock = false;
  }
}

export let query: Query;
held(() => (query = new Query()));
belongs("library", () => query.take(nothingAsked));
