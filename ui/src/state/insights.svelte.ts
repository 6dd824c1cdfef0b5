// What the swipes of the client at hand say, what all searches say, and the map of the catalogue.
import type { CommandError } from "../ipc/client";
import type { InsightsResponse, MapResponse, PastSwipe } from "../ipc/generated";
import { belongs, held } from "./page";

/** How many swipes are looked back at. */
export const lookedBack = 120;

/** The pages of Insights. */
export const insightViews = ["client", "shop", "map"] as const;
export type InsightView = (typeof insightViews)[number];

const liking = (verdict: string): boolean => verdict === "like" || verdict === "super";

class Insights {
  view = $state<InsightView>("client");
  answer = $state.raw<InsightsResponse | null>(null);
  /** All swipes that count, of which `swipes` are the last. */
  total = $state(0);
  swipes = $state.raw<readonly PastSwipe[]>([]);
  failure = $state.raw<CommandError | null>(null);
  map = $state.raw<MapResponse | null>(null);
  mapFailure = $state.raw<CommandError | null>(null);
  /** Whether the map is shown as a list. */
  mapListed = $state(false);

  /** Verdicts of whole cards, the oldest first. */
  readonly strip = $derived(this.swipes.filter(({ verdict }) => verdict !== "less").toReversed());
  readonly liked = $derived(this.strip.filter(({ verdict }) => liking(verdict)).length);
  /** Pieces that were liked, the newest first and each once. */
  readonly pieces = $derived(
    this.swipes.filter(({ verdict, id }, at) => liking(verdict) && this.swipes.findIndex((other) => other.id === id) === at),
  );

  clear(): void {
    Object.assign(this, { answer: null, total: 0, swipes: [], failure: null });
  }
}

export let insights: Insights;
held(() => (insights = new Insights()));
belongs("client", () => insights.clear());
belongs("library", () => void (insights.map = null));
