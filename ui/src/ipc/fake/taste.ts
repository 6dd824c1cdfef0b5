// Clients in memory: a log of swipes, and a taste that is added up from it. It stands in for the engine's verbs of
// taste in unit tests and on the development page; what it ranks by is no model of how the real one ranks.
// Answering commands is taste-answers.ts.
import type {
  Attribute, AttributeTaste, Because, Board, Card, NextCardsRequest, NextCardsResponse, PastSwipe, Pinned, Product, Profile, QuizAnswers,
  Relaxation, SetWeightRequest, SwipeName, SwipeRequest, Taste, Term,
} from "../generated";
import { inStock, insteadOf } from "./engine";

/** What a like, a pass and the rest add to the weight of each attribute. */
const steps = { like: 0.4, super: 0.8, pass: -0.15, less: -1 } as const;
const quizStep = 0.6;
const flat = { content: 1, collaborative: 1, visual: 1 };
export const keyOf = ({ field, value }: Attribute): string => `${field}:${value}`;

export function attributesOf(product: Product): Attribute[] {
  const list: [Attribute["field"], string[]][] = [
    ["type", [product.type]], ["colour", product.colours], ["gender", [product.gender]],
    ["occasion", product.occasions], ["season", product.season], ["style", product.styles], ["brand", [product.brand]],
  ];
  return list.flatMap(([field, values]) => values.filter(Boolean).map((value) => ({ field, value })));
}

export class FakeClient {
  readonly created = Date.UTC(2026, 0, 5);
  log: SwipeRequest[] = [];
  undone: SwipeRequest[] = [];
  quiz: QuizAnswers = {};
  set = new Map<string, SetWeightRequest>();
  favourites: { id: string; note: string }[] = [];
  boards: { name: string; look: boolean; items: { id: string; note: string }[] }[] = [];

  constructor(
    public name: string,
    private readonly products: () => readonly Product[],
    private readonly thumbOf: (product: Product) => string,
  ) {}

  profile(): Profile {
    const likes = this.log.filter(({ verdict }) => verdict === "like" || verdict === "super").length;
    return {
      name: this.name, created: this.created, swipes: this.log.length, likes, favourites: this.favourites.length,
      quiz_done: Object.keys(this.quiz).length > 0, strategy: "thompson", against: null,
    };
  }

  past({ swipe_id = "", product_id: id, verdict, attribute }: SwipeRequest): PastSwipe {
    const product = this.product(id);
    const dealt = { strategy: "thompson", propensity: 1, explored: false };
    return { swipe_id, id, verdict, attribute: attribute ?? null, title: product?.title ?? "", at: this.created, thumb: product ? this.thumbOf(product) : null, ...dealt };
  }

  product(id: string): Product | undefined {
    return this.products().find((product) => product.id === id);
  }

  swipe(request: SwipeRequest): boolean {
    if (this.log.some(({ swipe_id }) => swipe_id === request.swipe_id)) return false;
    this.log = [...this.log, request];
    this.undone = [];
    return true;
  }

  undo(): SwipeName | null {
    const last = this.log.at(-1);
    if (!last) return null;
    this.log = this.log.slice(0, -1);
    this.undone = [...this.undone, last];
    return named(last);
  }

  redo(): SwipeName | null {
    const last = this.undone.at(-1);
    if (!last) return null;
    this.undone = this.undone.slice(0, -1);
    this.log = [...this.log, last];
    return named(last);
  }

  taste(): Taste {
    const found = new Map<string, AttributeTaste>();
    const at = (attribute: Attribute): AttributeTaste => {
      const known = found.get(keyOf(attribute)) ?? {
        ...attribute, weight: 0, deviation: 1, likes: 0, passes: 0, bought: 0, less: 0, from_quiz: false, edited: false, pinned: false,
      };
      found.set(keyOf(attribute), known);
      return known;
    };
    for (const attribute of this.products().flatMap(attributesOf)) {
      if (!this.chosen(attribute) || at(attribute).from_quiz) continue;
      Object.assign(at(attribute), { from_quiz: true, weight: quizStep });
    }
    for (const { product_id, verdict, attribute } of this.log) {
      const touched = verdict === "less" ? [attribute] : attributesOf(this.product(product_id) ?? ({} as Product));
      for (const one of touched) {
        if (!one) continue;
        const own = at(one);
        own.weight += steps[verdict];
        own.deviation *= 0.9;
        if (verdict === "less") own.less += 1;
        else if (verdict === "pass") own.passes += 1;
        else own.likes += 1;
      }
    }
    for (const { field, value, weight = 0, pinned = false } of this.set.values()) {
      const own = at({ field, value });
      Object.assign(own, { weight: pinned ? weight : own.weight + weight, pinned, edited: !pinned });
    }
    const attributes = [...found.values()].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
    return {
      profile: this.name, strategy: "thompson", feedback_count: this.log.length, weights: flat, attributes,
      quiz: this.quiz, redo: this.undone.length,
    };
  }

  deal({ n = 10, exclude = [], context }: NextCardsRequest): NextCardsResponse {
    const weights = new Map(this.taste().attributes.map((own) => [keyOf(own), own.weight]));
    const out = new Set([...exclude, ...this.log.filter(({ verdict }) => verdict !== "less").map(({ product_id }) => product_id)]);
    const stocked = this.products().filter(inStock);
    const allowed = stocked.filter((product) => this.allows(product));
    const pool = allowed.filter(({ id }) => !out.has(id));
    const cards = pool.map((product) => this.card(product, weights, context)).sort((a, b) => b.total - a.total).slice(0, n);
    const relax: Relaxation[] = [
      { what: "budget", products: stocked.length - allowed.length },
      { what: "seen", products: allowed.length - pool.length },
      { what: "stock", products: this.products().length - stocked.length },
    ];
    const short = cards.length < n ? "limits" as const : null;
    return { cards, pool: pool.length, context: context ? [context] : [], short, relax: short ? relax.filter(({ products }) => products > 0) : [] };
  }

  pinned(items: readonly { id: string; note: string }[]): Pinned[] {
    return items.map(({ id, note }) => {
      const product = this.product(id);
      const { title = "", price = null, currency = "" } = product ?? {};
      return {
        id, title, note, at: this.created, price, currency, in_stock: product !== undefined && inStock(product), thumb: product ? this.thumbOf(product) : null,
        gone: product === undefined, instead: product && !inStock(product) ? insteadOf(product, this.products(), this.thumbOf) : null,
      };
    });
  }

  boardCards(): Board[] {
    return this.boards.map(({ name, look, items }) => ({ name, look, items: this.pinned(items) }));
  }

  private chosen({ field, value }: Attribute): boolean {
    const { categories = [], colours = [], brands = [], styles = [] } = this.quiz;
    const named = field === "colour" ? colours : field === "brand" ? brands : ["type", "gender"].includes(field) ? categories : styles;
    return named.includes(value);
  }

  private allows({ price, sizes }: Product): boolean {
    const { budget, sizes: wanted = [] } = this.quiz;
    const cost = price ?? 0;
    return cost >= (budget?.min ?? 0) && cost <= (budget?.max ?? Infinity) && (wanted.length === 0 || sizes.some((size) => wanted.includes(size)));
  }

  private card(product: Product, weights: Map<string, number>, context: string | undefined): Card {
    const attributes = attributesOf(product);
    const terms: Term[] = [
      { kind: "base", amount: 0.1 },
      ...attributes.map((own): Term => ({ kind: "attribute", ...own, amount: weights.get(keyOf(own)) ?? 0 })),
      ...(context && product.occasions.includes(context) ? [{ kind: "context", field: "occasion", value: context, amount: 0.8 } as Term] : []),
    ];
    const total = terms.reduce((sum, { amount }) => sum + amount, 0);
    const raising = terms.filter(({ amount, kind }) => amount > 0 && kind !== "base").sort((a, b) => b.amount - a.amount);
    const because = raising.slice(0, 3).map((term): Because[] => {
      const share = term.amount / (raising[0]?.amount ?? 1);
      if (term.kind === "context") return [{ kind: "context", value: term.value, share }];
      return term.kind === "attribute" ? [{ kind: "attribute", field: term.field, value: term.value, share }] : [];
    });
    const explored = this.log.length > 0 && this.log.length % 4 === 3;
    const { id, title, price, currency, brand, type, gender, colours, image } = product;
    return {
      id, title, score: 1 / (1 + Math.exp(-total)), components: flat, weights: flat, terms, total, explored, propensity: 0.25, strategy: "thompson",
      reasons: [...(explored ? [{ kind: "explored", share: null } as const] : []), ...because.flat()],
      price, currency, brand, type, gender, colours, attributes, image: image && `/pictures/${image}`, thumb: image && this.thumbOf(product),
    };
  }
}

const named = ({ product_id, verdict, swipe_id = "" }: SwipeRequest): SwipeName => ({ id: product_id, verdict, swipe_id });
