// Completes the look around the opened piece: one piece a slot, some held while the others are shuffled.
import { asCommandError, call } from "../ipc/client";
import type { LookSlot } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { device } from "../state/device.svelte";
import { look, type OwnPiece } from "../state/look.svelte";

/** What stands for a piece of the client's own where pieces are told apart by their ids. */
export const ownId = ({ image = "", crop, said = "" }: OwnPiece): string => `own ${image} ${JSON.stringify(crop ?? null)} ${said}`;

/** What the look is around, for the client at hand: only what comes in a size of theirs. */
const about = (id: string) => {
  const own = look.around;
  const worn = device.may("clients") ? { profile: clients.current } : {};
  if (own === null || ownId(own) !== id) return { id, ...worn };
  const { title: _, ...piece } = own;
  return { ...piece, ...worn };
};

async function ask(id: string, seed: number | null): Promise<void> {
  const locked = look.worn.filter(({ held }) => held).map(({ piece }) => piece.id);
  look.pending = true;
  try {
    const { slots } = await call("complete", { ...about(id), limit: 1, locked, seed });
    if (look.id !== id) return;
    look.take(slots.flatMap(({ category, hits }) => (hits[0] ? [[category, hits[0]] as const] : [])));
    look.failure = null;
  } catch (thrown) {
    if (look.id === id) look.failure = asCommandError(thrown);
  } finally {
    if (look.id === id) look.pending = false;
  }
}

export function completeLook(id: string): Promise<void> {
  look.begin(id);
  return ask(id, null);
}

/** Puts other pieces in the slots that are not held. */
export async function shuffleLook(): Promise<void> {
  if (look.id !== null) await ask(look.id, crypto.getRandomValues(new Uint32Array(1))[0] ?? 0);
}

export function toggleHeld(slot: LookSlot): void {
  const next = new Set(look.held);
  if (!next.delete(slot)) next.add(slot);
  look.held = next;
}

/** Makes a look around a piece of the client's own, in a sheet. */
export function lookAround(own: OwnPiece): void {
  look.around = own;
}
