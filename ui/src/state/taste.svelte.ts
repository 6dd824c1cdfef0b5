// What is believed of the client's taste, and what the last swipe changed of it.
import type { CommandError } from "../ipc/client";
import type { Attribute, ChangedWeight, Taste } from "../ipc/generated";
import { belongs, held } from "./page";

export const attributeKey = ({ field, value }: Attribute): string => `${field}:${value}`;

class TasteState {
  now = $state.raw<Taste | null>(null);
  /** By how much weights changed last, by attribute. */
  moved = $state.raw<ReadonlyMap<string, number>>(new Map());
  failure = $state.raw<CommandError | null>(null);

  /** Takes a new taste; what changed is compared with the one before where the engine does not say. */
  take(taste: Taste, changed?: readonly ChangedWeight[]): void {
    const before = new Map(this.now?.attributes.map((own) => [attributeKey(own), own.weight]));
    const compared = taste.attributes.flatMap((own) => {
      const weight = before.get(attributeKey(own));
      return weight === undefined ? [] : [[attributeKey(own), own.weight - weight] as const];
    });
    const told = changed?.map((own) => [attributeKey(own), own.after - own.before] as const);
    this.moved = new Map((told ?? compared).filter(([, step]) => Math.abs(step) >= 0.005));
    this.now = taste;
    this.failure = null;
  }

  clear(): void {
    Object.assign(this, { now: null, moved: new Map(), failure: null });
  }
}

export let taste: TasteState;
held(() => (taste = new TasteState()));
belongs("client", () => taste.clear());
