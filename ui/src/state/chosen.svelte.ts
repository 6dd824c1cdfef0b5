// The pieces that were chosen together, in the order in which they were, and those that are compared side by side.
import type { Hit, ProductResponse } from "../ipc/generated";
import { belongs, held } from "./page";

/** Pieces that find room side by side. */
export const mostCompared = 4;

class Chosen {
  hits = $state.raw<readonly Hit[]>([]);
  /** The pieces that are compared; null while none are. */
  compared = $state.raw<readonly ProductResponse[] | null>(null);
  readonly ids: ReadonlySet<string> = $derived(new Set(this.hits.map(({ id }) => id)));
  readonly comparable = $derived(this.hits.length >= 2 && this.hits.length <= mostCompared);

  toggle(hit: Hit): void {
    this.hits = this.ids.has(hit.id) ? this.hits.filter(({ id }) => id !== hit.id) : [...this.hits, hit];
  }

  add(hits: readonly Hit[]): void {
    this.hits = [...this.hits, ...hits.filter(({ id }) => !this.ids.has(id))];
  }

  clear(): void {
    Object.assign(this, { hits: [], compared: null });
  }
}

export let chosen: Chosen;
held(() => (chosen = new Chosen()));
belongs("client", () => chosen.clear());
