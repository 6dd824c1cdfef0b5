// What the fake counts for Insights: swipes by week and by attribute, and searches that found too little.
import type { InsightsResponse, Product } from "../generated";

interface Swiped {
  product: Product;
  verdict: string;
  /** Milliseconds since 1970. */
  at: number;
}

const span = 7 * 24 * 3600 * 1000;
const liking = ({ verdict }: Swiped): boolean => verdict === "like" || verdict === "super";

/** Counts as the engine would, with two searches that nobody made. */
export function countsOf(swipes: readonly Swiped[], products: number, now = Date.now()): Omit<InsightsResponse, "strategies" | "trial"> {
  const first = Math.min(now, ...swipes.map(({ at }) => at));
  const count = Math.min(12, Math.floor((now - first) / span) + 1);
  const start = now - count * span + 1;
  const weekOf = ({ at }: Swiped): number => Math.floor((at - start) / span);
  const weeks = Array.from({ length: swipes.length > 0 ? count : 0 }, (_, week) => {
    const own = swipes.filter((swipe) => weekOf(swipe) === week);
    return { start: start + week * span, likes: own.filter(liking).length, passes: own.filter((swipe) => !liking(swipe)).length };
  });
  const found = new Map<string, InsightsResponse["liked"][number]>();
  for (const swipe of swipes.filter(liking)) {
    const { type, colours, occasions } = swipe.product;
    const pairs = [["type", type], ...colours.map((value) => ["colour", value]), ...occasions.map((value) => ["occasion", value])];
    for (const [field = "", value = ""] of pairs) {
      const key = `${field} ${value}`;
      const known = found.get(key) ?? { field, value, likes: 0, weeks: weeks.map(() => 0) };
      known.likes += 1;
      const week = weekOf(swipe);
      if (week in known.weeks) known.weeks[week] = (known.weeks[week] ?? 0) + 1;
      found.set(key, known);
    }
  }
  const gap = (words: string, times: number, total: number) => ({ words, request: { text: words }, times, at: now - 2 * span, total, strong: 0 });
  return {
    cards: { shown: swipes.length + 3, swiped: swipes.length, liked: swipes.filter(liking).length },
    coverage: { products, shown: new Set(swipes.map(({ product }) => product.id)).size, searched: Math.floor(products / 2) },
    weeks,
    liked: [...found.values()].sort((one, other) => other.likes - one.likes).slice(0, 12),
    searches: { count: 9, nothing: [gap("mother of the bride, petite", 3, 0)], weak: [gap("velvet smoking jacket", 2, 14)] },
  };
}
