// What can be sold in place of pieces that are sold out, as far as it was looked up.
import type { Instead } from "../ipc/generated";
import { belongs, held } from "./page";

class Stand {
  known = $state.raw<ReadonlyMap<string, Instead | null>>(new Map());

  of(id: string): Instead | null {
    return this.known.get(id) ?? null;
  }

  /** Takes what was found for `ids`; for those that are not in it nothing can stand. */
  add(ids: readonly string[], found: Readonly<Record<string, Instead>>): void {
    this.known = new Map([...this.known, ...ids.map((id) => [id, found[id] ?? null] as const)]);
  }

  clear(): void {
    this.known = new Map();
  }
}

export let instead: Stand;
held(() => (instead = new Stand()));
belongs("library", () => instead.clear());
