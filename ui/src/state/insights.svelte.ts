// What the swipes of the client at hand say: of the ways of dealing, and one by one.
import type { CommandError } from "../ipc/client";
import type { InsightsResponse, PastSwipe } from "../ipc/generated";

/** How many swipes are looked back at. */
export const lookedBack = 120;

const liking = (verdict: string): boolean => verdict === "like" || verdict === "super";

class Insights {
  answer = $state.raw<InsightsResponse | null>(null);
  /** All swipes that count, of which `swipes` are the last. */
  total = $state(0);
  swipes = $state.raw<readonly PastSwipe[]>([]);
  failure = $state.raw<CommandError | null>(null);

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

export const insights = new Insights();
