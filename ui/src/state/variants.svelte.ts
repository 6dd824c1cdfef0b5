// Pieces that stand behind another one because they are the same design, as far as they were looked up.
import type { Hit } from "../ipc/generated";
import { belongs, held } from "./page";

class Variants {
  known = $state.raw<ReadonlyMap<string, Hit>>(new Map());

  /** Those of `ids` that were looked up, in that order. */
  of(ids: readonly string[]): Hit[] {
    return ids.flatMap((id) => this.known.get(id) ?? []);
  }

  add(hits: readonly Hit[]): void {
    if (hits.length > 0) this.known = new Map([...this.known, ...hits.map((hit) => [hit.id, hit] as const)]);
  }

  clear(): void {
    this.known = new Map();
  }
}

export let variants: Variants;
held(() => (variants = new Variants()));
belongs("library", () => variants.clear());
