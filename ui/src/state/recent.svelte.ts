// The pieces that were opened last with the client at hand, the newest first.
import type { Hit } from "../ipc/generated";
import { belongs, held } from "./page";

/** Pieces that are kept. */
const most = 12;

class Recent {
  pieces = $state.raw<readonly Hit[]>([]);

  add(hit: Hit): void {
    if (hit.title) this.pieces = [hit, ...this.pieces.filter(({ id }) => id !== hit.id)].slice(0, most);
  }
}

export let recent: Recent;
held(() => (recent = new Recent()));
belongs("client", () => void (recent.pieces = []));
