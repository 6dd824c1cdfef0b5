// The piece that is being carried to a board: by a drag, or picked up and waiting for the board to be named.
import type { Hit } from "../ipc/generated";

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

export const carried = new Carried();
