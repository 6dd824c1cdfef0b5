// The pieces of which the shop's own hand chose something: not to show them, to show them first, what is true of them.
import type { ChosenPiece } from "../ipc/generated";
import { belongs, held } from "./page";

class Pieces {
  list = $state.raw<readonly ChosenPiece[]>([]);
  readonly byId = $derived(new Map(this.list.map((piece) => [piece.id, piece])));
}

export let pieces: Pieces;
held(() => (pieces = new Pieces()));
belongs("library", () => void (pieces.list = []));
