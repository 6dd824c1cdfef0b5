// The file that a client or a board was last written into, so that its place can say so.
import { belongs, held } from "./page";

export type Handed = { kind: "client"; name: string; file: string } | { kind: "board"; name: string; file: string; items: number; what: Written; unprintable: string; left: number };
/** What of a board was written. */
export type Written = "lookbook" | "table" | "tags" | "list";

class HandedOver {
  last = $state.raw<Handed | null>(null);

  /** What a client was written into; null where that was not the last thing. */
  of(kind: Handed["kind"], name: string): Handed | null {
    return this.last?.kind === kind && this.last.name === name ? this.last : null;
  }

  /** Tells no more of what a client or a board was written into. */
  drop(kind: Handed["kind"], name: string): void {
    if (this.of(kind, name)) this.last = null;
  }
}

export let handed: HandedOver;
held(() => (handed = new HandedOver()));
belongs("client", () => void (handed.last = null));
