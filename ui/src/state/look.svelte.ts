// The look around the opened piece: one piece a slot, some of them held.
import type { CommandError } from "../ipc/client";
import type { Hit, LookSlot, Region } from "../ipc/generated";
import { belongs, held } from "./page";

const order: readonly LookSlot[] = ["top", "bottom", "dress", "outerwear", "shoes", "bag", "accessory"];

/** A piece that is in no catalogue: a photo, what it is, or both. */
export interface OwnPiece {
  title: string;
  image?: string;
  crop?: Region;
  said?: string;
}

class Look {
  /** The piece that the look is for. */
  id = $state<string | null>(null);
  pieces = $state.raw<ReadonlyMap<LookSlot, Hit>>(new Map());
  held = $state.raw<ReadonlySet<LookSlot>>(new Set());
  /** The piece of the client's own round which a look is made, in a sheet. */
  around = $state.raw<OwnPiece | null>(null);
  pending = $state(false);
  failure = $state.raw<CommandError | null>(null);

  /** The pieces from head to foot. */
  readonly worn = $derived(
    order.flatMap((slot) => {
      const piece = this.pieces.get(slot);
      return piece ? [{ slot, piece, held: this.held.has(slot) }] : [];
    }),
  );

  begin(id: string): void {
    Object.assign(this, { id, pieces: new Map(), held: new Set(), pending: true, failure: null });
  }

  /** Takes new pieces; those that are held stay. */
  take(found: readonly (readonly [LookSlot, Hit])[]): void {
    const stay = [...this.pieces].filter(([slot]) => this.held.has(slot));
    this.pieces = new Map([...found, ...stay]);
  }
}

export let look: Look;
held(() => (look = new Look()));
belongs("library", () => void Object.assign(look, { id: null, around: null }));
belongs("client", () => void (look.around = null));
