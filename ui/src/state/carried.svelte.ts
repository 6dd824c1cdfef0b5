// The piece that is being dragged to a board.
import type { Hit } from "../ipc/generated";

class Carried {
  hit = $state.raw<Hit | null>(null);
  /** Where the pointer is, in pixels of the window. */
  x = $state(0);
  y = $state(0);
  /** Name of the board under the pointer; null over none. */
  over = $state<string | null>(null);
}

export const carried = new Carried();
