// The piece that is being carried to a board: by a drag, or picked up and waiting for the board to be named.
import type { Hit } from "../ipc/generated";
import { belongs, held } from "./page";

/** What stands for a board that is still to be named; no board can be called so. */
export const newBoard = "\n";

class Carried {
  hit = $state.raw<Hit | null>(null);
  /** Where the pointer is, in pixels of the window. */
  x = $state(0);
  y = $state(0);
  /** Name of the board under the pointer; null over none. */
  over = $state<string | null>(null);
  /** It was picked up and the hand has let go of it: a sheet asks for the board. */
  waits = $state(false);

  clear(): void {
    Object.assign(this, { hit: null, over: null, waits: false });
  }
}

export let carried: Carried;
held(() => (carried = new Carried()));
belongs("client", () => carried.clear());
