// Where one was last: place and search, as kept from one start to the next. Reading it is lenient, since
// another version may have written it.
import { held } from "./page";
import { places, type Place } from "./shell.svelte";

/** The setting under which it is kept. */
export const lastKey = "last";

export interface LastPlace {
  place: Place;
  /** The search, as the engine was asked; not checked yet. */
  request: unknown;
}

/** What the setting says; null where it says nothing that can be understood. */
export function readLast(text: string | undefined): LastPlace | null {
  try {
    const { place, request } = JSON.parse(text ?? "") as Partial<Record<keyof LastPlace, unknown>>;
    // A quiz is not taken up in the middle.
    const known = place === "quiz" ? "discover" : (places.find((one) => one === place) ?? "search");
    return { place: known, request: request ?? null };
  } catch {
    return null;
  }
}

class Last {
  /** Whether it was read, before which nothing is written over it. */
  read = $state(false);
  /** The text that is kept now. */
  kept = "";
}

export let last: Last;
held(() => (last = new Last()));
