// The window in a client's hands: who has it, the sheet with the PIN, and what came of it.
import type { CommandError } from "../ipc/client";
import type { KioskVisit, PinAnswer } from "../ipc/generated";
import { held } from "./page";

/** Milliseconds without a touch after which a client counts as gone. */
export const idleAfter = 120_000;

/** What the PIN is typed for. */
export type PinSheet = "hand" | "back" | "change";

class Kiosk {
  /** The client who has the window; null while the stylist has it. */
  client = $state<string | null>(null);
  pinSet = $state(false);
  sheet = $state<PinSheet | null>(null);
  /** What is typed: the PIN that is set now, the one that counts, and that once more. */
  current = $state("");
  typed = $state("");
  again = $state("");
  busy = $state(false);
  /** What the engine said of the PIN that was typed last. */
  answer = $state.raw<PinAnswer | null>(null);
  failure = $state.raw<CommandError | null>(null);
  /** Nobody is there: the greeting is shown. */
  asleep = $state(false);
  /** What the client did whose window was taken back last, until that is read. */
  visit = $state.raw<KioskVisit | null>(null);

  readonly active = $derived(this.client !== null);
  /** A PIN is chosen, and not only typed. */
  readonly choosing = $derived(this.sheet === "change" || (this.sheet === "hand" && !this.pinSet));
  readonly differ = $derived(this.choosing && this.again !== "" && this.typed !== this.again);
  readonly ready = $derived.by(() => {
    if (this.busy || this.differ) return false;
    if (this.sheet === "hand" && this.pinSet) return true;
    if (this.choosing && this.again === "") return false;
    return this.typed !== "" && (this.sheet !== "change" || this.current !== "");
  });

  open(sheet: PinSheet): void {
    Object.assign(this, { sheet, current: "", typed: "", again: "", answer: null, failure: null });
  }

  close(): void {
    Object.assign(this, { sheet: null, current: "", typed: "", again: "" });
  }
}

export let kiosk: Kiosk;
held(() => (kiosk = new Kiosk()));
