// A small engine in memory: filters, orders, and a score from shared words and shared attributes.
// It stands in for the real one in unit tests and on the development page; it is no model of how that ranks.
import type { Band, FacetsResponse, Hit, Instead, Product, Reason, SearchRequest, SearchResponse } from "../generated";

/** Whether a product can be sold; a shop that keeps no figures sells all that it lists. */
export const inStock = ({ stock }: Product): boolean => stock === null || stock > 0;

type Field = (product: Product) => string[];
const fields: Record<string, Field> = {
  category: (product) => [product.category],
  type: (product) => [product.type],
  colour: (product) => product.colours,
  gender: (product) => [product.gender],
  brand: (product) => [product.brand],
  size: (product) => product.sizes,
  style: (product) => product.styles,
  season: (product) => product.season,
  occasion: (product) => product.occasions,
  in_stock: (product) => [String(inStock(product))],
};

function passes(product: Product, filter: string): boolean {
  const [, name = "", operator, value = ""] = /^(\w+)(<=|>=|=|~)(.*)$/.exec(filter) ?? [];
  const price = product.price ?? Number.NaN;
  if (operator === "<=") return price <= Number(value);
  if (operator === ">=") return price >= Number(value);
  const own = (fields[name]?.(product) ?? []).map((found) => found.toLowerCase());
  const wanted = value.toLowerCase();
  return operator === "~" ? own.some((found) => found.includes(wanted)) : own.some((found) => wanted.split(",").includes(found));
}

function textScore(product: Product, text: string): number {
  const own = [product.title, product.type, product.category, ...product.colours].join(" ").toLowerCase();
  const words = text.toLowerCase().split(/\s+/);
  return words.filter((word) => own.includes(word)).length / words.length;
}

function likeness(product: Product, other: Product): number {
  const shared = product.colours.some((colour) => other.colours.includes(colour)) ? 0.4 : 0;
  return (product.type === other.type ? 0.5 : 0) + shared + (product.gender === other.gender ? 0.1 : 0);
}

/** What products of one design share: the title without their colours, and the kind of garment. */
function designOf({ title, colours, type, brand }: Product): string {
  const words = colours.flatMap((colour) => colour.toLowerCase().split(/[\s-]+/));
  return [...title.toLowerCase().split(/[\s-]+/).filter((word) => !words.includes(word)), type, brand].join(" ");
}

const bandOf = (score: number): Band => (score >= 0.75 ? "strong" : score >= 0.45 ? "fair" : "far");

const suits = ({ occasions, season }: Product, context: string): boolean =>
  [...occasions, ...season].some((word) => word.toLowerCase() === context.toLowerCase());

const orders: Record<string, (a: Product, b: Product) => number> = {
  "price-asc": (a, b) => (a.price ?? 0) - (b.price ?? 0),
  "price-desc": (a, b) => (b.price ?? 0) - (a.price ?? 0),
  newest: (a, b) => (b.year ?? 0) - (a.year ?? 0),
  title: (a, b) => a.title.localeCompare(b.title),
};

export class FakeEngine {
  constructor(
    private readonly products: readonly Product[],
    /** Key of a product's thumbnail. */
    private readonly thumbOf: (product: Product) => string,
  ) {}

  /** The product whose picture file a path names. */
  pictured(path: string): Product | undefined {
    return this.products.find(({ image }) => image !== null && path.endsWith(image));
  }

  product(id: string): Product | undefined {
    return this.products.find((product) => product.id === id);
  }

  pathOf(product: Product): string | null {
    return product.image && `/pictures/${product.image}`;
  }

  search(request: SearchRequest): SearchResponse {
    const { text, image, images = [], like, mix = 0.5, context, filters = [], sort = "relevance", limit = 24, offset = 0, fold = false } = request;
    const pictured = [...(image === undefined ? [] : [image]), ...images].map((path) => this.pictured(path));
    const shown = [...pictured, like === undefined ? undefined : this.product(like)].filter((product) => product !== undefined);
    const scored = this.products
      .filter((product) => product.id !== like && filters.every((filter) => passes(product, filter)))
      .map((product) => {
        const words = text ? textScore(product, text) : null;
        const look = shown.length > 0 ? shown.reduce((sum, other) => sum + likeness(product, other), 0) / shown.length : null;
        const weight = words === null ? 1 : look === null ? 0 : mix;
        const extra = context && suits(product, context) ? 0.15 : 0;
        return { product, words, look, score: weight * (look ?? 0) + (1 - weight) * (words ?? 0) + extra };
      });
    const searched = Boolean(text) || shown.length > 0;
    const found = searched ? scored.filter(({ score }) => score > 0) : scored;
    found.sort((a, b) => orders[sort]?.(a.product, b.product) ?? b.score - a.score);
    const designs = new Map<string, typeof found>();
    for (const row of found) designs.set(designOf(row.product), [...(designs.get(designOf(row.product)) ?? []), row]);
    const rows = searched && fold ? [...designs.values()].flatMap(([best]) => best ?? []) : found;
    const hits = rows.slice(offset, offset + limit).map(({ product, words, look, score }) => {
      const others = fold && searched ? (designs.get(designOf(product)) ?? []).filter((other) => other.product !== product) : [];
      const hit = this.hit(product, score, words, look);
      return { ...hit, band: searched ? bandOf(score) : null, variants: others.map((other) => other.product.id) };
    });
    return { model: "nova-mini", total: rows.length, hits, took_ms: 7, degraded: null, understood: null };
  }

  similar(id: string, limit = 24, offset = 0): SearchResponse {
    const centre = this.product(id);
    const others = centre ? this.products.filter((product) => product.id !== id) : [];
    const scored = others.map((product) => ({ product, score: centre ? likeness(product, centre) : 0 }));
    scored.sort((a, b) => b.score - a.score);
    const hits = scored.slice(offset, offset + limit).map(({ product, score }) => this.hit(product, score, null, score));
    return { model: "nova-mini", total: others.length, hits, took_ms: 3, degraded: null, understood: null };
  }

  facets(filters: readonly string[] = []): FacetsResponse {
    const passing = this.products.filter((product) => filters.every((filter) => passes(product, filter)));
    const counted = Object.entries(fields).map(([name, values]) => {
      const counts = new Map<string, number>();
      for (const value of passing.flatMap(values)) if (value) counts.set(value, (counts.get(value) ?? 0) + 1);
      const listed = [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
      return [name, listed] as const;
    });
    const prices = passing.flatMap(({ price }) => (price === null ? [] : [price]));
    const price = prices.length > 0 ? { min: Math.min(...prices), max: Math.max(...prices) } : null;
    return { total: passing.length, fields: Object.fromEntries(counted), price };
  }

  hit(product: Product, score: number, text_score: number | null, image_score: number | null): Hit {
    const { id, title, price, currency, brand, type, gender, colours } = product;
    const reasons: Reason[] = image_score !== null && image_score >= 0.9 ? [{ kind: "photo" }] : [];
    const image = this.pathOf(product);
    const thumb = image && this.thumbOf(product);
    const facts = { id, title, price, currency, brand, type, gender, colours, image, thumb };
    return { ...facts, score, text_score, image_score, band: null, in_stock: inStock(product), reasons, variants: [] };
  }
}

/** What can be sold in place of a product: the first in stock of its type. */
export function insteadOf({ id, type }: Product, products: readonly Product[], thumbOf: (product: Product) => string): Instead | null {
  const found = products.find((other) => other.id !== id && other.type === type && inStock(other));
  return found ? { id: found.id, title: found.title, price: found.price, currency: found.currency, thumb: thumbOf(found), common: ["kind"], colour: null } : null;
}
