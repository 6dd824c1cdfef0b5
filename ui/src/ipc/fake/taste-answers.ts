// The fake's answers to the commands about clients. What a client is, is taste.ts.
import type { CommandName, Request, Response } from "../bridge";
import type { Choice, ErrorCode, Hit, LookSlot, Product, WireError } from "../generated";
import { inStock } from "./engine";
import { countsOf } from "./insights";
import { FakeClient, keyOf } from "./taste";

const guest = "guest";
type Named =
  | "profiles" | "create_profile" | "delete_profile" | "undo_delete_profile" | "rename_profile" | "export_profile" | "import_profile" | "set_strategy" | "quiz_options"
  | "quiz" | "next_cards" | "swipe" | "undo" | "redo" | "taste" | "set_weight" | "favourites" | "set_favourite" | "boards"
  | "set_board" | "rename_board" | "share_board" | "lookbook" | "print_board" | "reactions" | "history" | "insights" | "complete";
export type TasteAnswers = { [K in Named & CommandName]: (request: Request<K>) => Promise<Response<K>> };

const fail = (code: ErrorCode, message: string, hint: string): WireError => ({ code, message, hint });
const slots: Record<string, LookSlot> = {
  Dresses: "dress", Tops: "top", Bottoms: "bottom", Shoes: "shoes", Bags: "bag", Outerwear: "outerwear", Accessories: "accessory",
};
const slotOf = ({ category, subcategory }: Product): LookSlot | null => slots[category] ?? slots[subcategory] ?? null;
const order: LookSlot[] = ["top", "bottom", "outerwear", "shoes", "bag", "accessory"];

export interface TasteWorld {
  products: () => readonly Product[];
  thumbOf: (product: Product) => string;
  hit: (product: Product, score: number) => Hit;
}

export function tasteAnswers({ products, thumbOf, hit }: TasteWorld): TasteAnswers {
  const clients = new Map<string, FakeClient>();
  const erased = new Map<string, FakeClient>();
  const make = (name: string): FakeClient => {
    const made = new FakeClient(name, products, thumbOf);
    clients.set(name, made);
    return made;
  };
  make(guest);
  const of = (name = guest): FakeClient => {
    const client = clients.get(name);
    if (!client) throw fail("NotFound", `There is no profile "${name}"`, "Choose another client.");
    return client;
  };
  const choices = (field: string, values: (product: Product) => string[]): Choice[] => {
    const found = new Map<string, Product[]>();
    for (const product of products()) for (const value of values(product)) if (value) found.set(value, [...(found.get(value) ?? []), product]);
    return [...found]
      .map(([value, own]) => ({ field, value, count: own.length, thumbs: own.slice(0, 3).map(thumbOf) }))
      .sort((a, b) => b.count - a.count)
      .slice(0, 24);
  };
  const prices = (): number[] => products().flatMap(({ price }) => (price === null ? [] : [price]));

  return {
    profiles: async () => ({ profiles: [...clients.values()].map((client) => client.profile()), guest, strategies: ["thompson"] }),
    create_profile: async ({ name }) => {
      if (clients.has(name)) throw fail("InvalidInput", `there is a profile "${name}" already`, "Choose another name.");
      return make(name).profile();
    },
    delete_profile: async ({ profile = guest }) => {
      const { swipes } = of(profile).profile();
      erased.set(profile, of(profile));
      clients.delete(profile);
      if (profile === guest) make(guest);
      return { deleted: profile, swipes };
    },
    undo_delete_profile: async ({ name }) => {
      const client = erased.get(name);
      if (!client) throw fail("NotFound", `there is no profile "${name}"`, "");
      clients.set(name, client);
      return client.profile();
    },
    rename_profile: async ({ name, to }) => {
      if (clients.has(to)) throw fail("InvalidInput", `there is a profile "${to}" already`, "Choose another name.");
      const client = of(name);
      clients.delete(name);
      client.name = to;
      clients.set(to, client);
      return client.profile();
    },
    export_profile: async ({ profile }) => of(profile).profile(),
    import_profile: async ({ file, name }) => make(name ?? file.split("/").at(-1)?.replace(/\.json$/, "") ?? file).profile(),
    set_strategy: async ({ profile }) => of(profile).profile(),
    quiz_options: async () => ({
      categories: [...choices("gender", ({ gender }) => [gender]), ...choices("type", ({ type }) => [type])],
      colours: choices("colour", ({ colours }) => colours),
      brands: choices("brand", ({ brand }) => [brand]),
      styles: [...choices("style", ({ styles }) => styles), ...choices("occasion", ({ occasions }) => occasions), ...choices("season", ({ season }) => season)],
      sizes: choices("size", ({ sizes }) => sizes),
      budget: prices().length > 0 ? { min: Math.min(...prices()), max: Math.max(...prices()) } : null,
      currency: products()[0]?.currency ?? "",
      examples: choices("type", ({ type }) => [type]).slice(0, 12).flatMap(({ value }) => {
        const one = products().find(({ type }) => type === value);
        return one ? [{ id: one.id, title: one.title, thumb: thumbOf(one) }] : [];
      }),
    }),
    quiz: async ({ profile, answers = {} }) => {
      of(profile).quiz = answers;
      return of(profile).taste();
    },
    next_cards: async (request) => of(request.profile).deal(request),
    swipe: async (request) => {
      const client = of(request.profile);
      if (!client.product(request.product_id)) throw fail("NotFound", `There is no product ${request.product_id}`, "");
      const before = new Map(client.taste().attributes.map((own) => [keyOf(own), own.weight]));
      const added = client.swipe(request);
      const taste = client.taste();
      const changed = taste.attributes
        .map(({ field, value, weight }) => ({ field, value, before: before.get(keyOf({ field, value })) ?? 0, after: weight }))
        .filter((own) => own.before !== own.after);
      return { swipe_id: request.swipe_id ?? "", feedback_count: taste.feedback_count, weights: taste.weights, changed, taste, repeated: !added, ...(request.deal && { dealt: client.deal(request.deal) }) };
    },
    undo: async ({ profile }) => {
      const undone = of(profile).undo();
      const taste = of(profile).taste();
      return { undone, feedback_count: taste.feedback_count, taste };
    },
    redo: async ({ profile }) => {
      const redone = of(profile).redo();
      const taste = of(profile).taste();
      return { redone, feedback_count: taste.feedback_count, taste };
    },
    taste: async ({ profile }) => of(profile).taste(),
    set_weight: async (request) => {
      const { set } = of(request.profile);
      if (request.weight === undefined) set.delete(keyOf(request));
      else set.set(keyOf(request), request);
      return of(request.profile).taste();
    },
    favourites: async ({ profile }) => ({ favourites: of(profile).pinned(of(profile).favourites) }),
    set_favourite: async ({ profile, product_id: id, favourite = true, note }) => {
      const client = of(profile);
      const old = client.favourites.find((own) => own.id === id);
      const kept = { id, note: note ?? old?.note ?? "" };
      if (!favourite) client.favourites = client.favourites.filter((own) => own.id !== id);
      else if (old) client.favourites = client.favourites.map((own) => (own.id === id ? kept : own));
      else client.favourites = [...client.favourites, kept];
      return { favourites: client.pinned(client.favourites) };
    },
    boards: async ({ profile }) => ({ boards: of(profile).boardCards() }),
    rename_board: async ({ profile, name, to }) => {
      const client = of(profile);
      if (client.boards.some((board) => board.name === to)) throw fail("InvalidInput", `there is a board "${to}" already`, "Choose another name.");
      client.boards = client.boards.map((board) => (board.name === name ? { ...board, name: to } : board));
      return { boards: client.boardCards() };
    },
    set_board: async ({ profile, name, items, look }) => {
      const client = of(profile);
      const before = name === "" ? client.favourites : (client.boards.find((board) => board.name === name)?.items ?? []);
      const next = items?.map(({ id, note }) => ({ id, note: note ?? before.find((own) => own.id === id)?.note ?? "" }));
      if (name === "") client.favourites = next ?? [];
      else {
        const old = client.boards.find((board) => board.name === name);
        const others = client.boards.filter((board) => board.name !== name);
        client.boards = (next ? [...others, { name, look: look ?? old?.look ?? false, items: next }] : others).sort((a, b) => a.name.localeCompare(b.name));
      }
      return { boards: client.boardCards() };
    },
    share_board: async ({ profile, name, file }) => {
      const client = of(profile);
      const items = name === "" ? client.favourites : (client.boards.find((board) => board.name === name)?.items ?? []);
      return { file, items: items.length };
    },
    lookbook: async ({ profile, board = "", parts = [], file }) => {
      const client = of(profile);
      const on = (name: string) => (name === "" ? client.favourites : (client.boards.find((one) => one.name === name)?.items ?? []));
      const items = parts.length > 0 ? parts.flatMap((part) => on(part.board)) : on(board);
      return { file, items: items.length, lookbook: "0123456789abcdef", unprintable: "" };
    },
    print_board: async ({ profile, board, file }) => {
      const client = of(profile);
      const items = board === "" ? client.favourites : (client.boards.find(({ name }) => name === board)?.items ?? []);
      return { file, items: items.length, pages: 1, unprintable: "" };
    },
    reactions: async ({ code }) => {
      if (code !== undefined && !code.trim().startsWith("SN1.")) throw fail("InvalidInput", "this is no answer to a lookbook, or not all of it", "Ask for it once more.");
      return { client: guest, board: "", loved: 2, maybe: 1, left: 1, notes: 1, repeated: 0, unknown: [] };
    },
    history: async ({ profile, limit = 24 }) => {
      const client = of(profile);
      const newest = client.log.toReversed().slice(0, limit);
      return { total: client.log.length, swipes: newest.map((swipe) => client.past(swipe)) };
    },
    insights: async ({ profile }) => {
      const client = of(profile);
      const { log } = client;
      const likes = log.filter(({ verdict }) => verdict === "like" || verdict === "super").length;
      const rate = { mean: likes / log.length, low: 0, high: 1 };
      // The fake has no clock of its own: its swipes are taken to be two days apart.
      const swiped = log.flatMap(({ product_id, verdict }, at) => {
        const product = client.product(product_id);
        return product ? [{ product, verdict, at: Date.now() - (log.length - 1 - at) * 2 * 24 * 3600 * 1000 }] : [];
      });
      const strategies = log.length > 0 ? [{ strategy: "thompson", verdicts: log.length, likes, rate }] : [];
      return { strategies, trial: null, ...countsOf(swiped, products().length) };
    },
    complete: async ({ id, image, said, limit = 4, locked = [], seed }) => {
      const own = products().find((product) => product.id === id);
      // What a client owns is a coat here.
      const slot = own ? slotOf(own) : image ?? said ? "outerwear" : null;
      const taken = new Set([slot, ...products().filter(({ id: other }) => locked.includes(other)).map(slotOf)]);
      const free = slot ? order.filter((other) => !taken.has(other) && !(slot === "dress" && (other === "top" || other === "bottom"))) : [];
      const found = free.map((category) => {
        const pieces = products().filter((product) => slotOf(product) === category && inStock(product));
        const from = pieces.length > 0 ? (seed ?? 0) % pieces.length : 0;
        const hits = [...pieces.slice(from), ...pieces.slice(0, from)].slice(0, limit).map((piece) => hit(piece, 0.8));
        return { category, hits, reasons: hits.map(() => []) };
      });
      return { slot, slots: found.filter(({ hits }) => hits.length > 0) };
    },
  };
}
