// The client's favourites and boards: as the engine answered last, with the changes that are on their way to it.
import type { CommandError } from "../ipc/client";
import type { Board, Pinned } from "../ipc/generated";
import { belongs, held } from "./page";

/** The name under which the engine keeps the favourites. */
export const favouritesName = "";

/** A place on a board. Without a note it keeps the one that it has. */
export type Pin = Pick<Pinned, "id"> & Partial<Pick<Pinned, "note">>;
/** A change of one board, as what it makes of the pieces that are on it: whatever else changes at the same time stays. */
export type Edit = (pins: readonly Pin[]) => readonly Pin[];

/** How many pieces can no longer be had. */
export const lostOf = (items: readonly Pick<Pinned, "gone" | "in_stock">[]): number => items.filter(({ gone, in_stock }) => gone || !in_stock).length;

class Boards {
  #answered = $state.raw<{ favourites: readonly Pinned[]; list: readonly Board[] }>({ favourites: [], list: [] });
  #coming = $state.raw<readonly { name: string; edit: Edit }[]>([]);
  /** Name of the board in sight. */
  open = $state(favouritesName);
  failure = $state.raw<CommandError | null>(null);
  draft = $state("");

  readonly favourites = $derived(this.#edited(favouritesName, this.#answered.favourites));
  readonly list: readonly Board[] = $derived(this.#answered.list.map((board) => ({ ...board, items: this.#edited(board.name, board.items) })));
  readonly kept: ReadonlySet<string> = $derived(new Set(this.favourites.map(({ id }) => id)));
  readonly items = $derived(this.itemsOf(this.open));

  itemsOf(name: string): readonly Pinned[] {
    return name === favouritesName ? this.favourites : (this.list.find((board) => board.name === name)?.items ?? []);
  }

  /** Takes what the engine says. */
  take(answered: { favourites?: readonly Pinned[]; list?: readonly Board[] }): void {
    this.#answered = { ...this.#answered, ...answered };
    this.failure = null;
  }

  /** Shows a change before the engine has made it. The answer shows it no longer. */
  show(name: string, edit: Edit): () => void {
    const coming = { name, edit };
    this.#coming = [...this.#coming, coming];
    return () => (this.#coming = this.#coming.filter((other) => other !== coming));
  }

  /** Pieces that only the engine knows the facts of are shown once it has answered. */
  #edited(name: string, items: readonly Pinned[]): Pinned[] {
    const known = new Map(items.map((item) => [item.id, item]));
    const edits = this.#coming.filter((coming) => coming.name === name);
    const pins = edits.reduce<readonly Pin[]>((before, { edit }) => edit(before), items);
    return pins.flatMap(({ id, note }) => {
      const item = known.get(id);
      return item ? [{ ...item, note: note ?? item.note }] : [];
    });
  }

  clear(): void {
    Object.assign(this, { open: favouritesName, failure: null, draft: "" });
    this.#answered = { favourites: [], list: [] };
    this.#coming = [];
  }
}

export let boards: Boards;
held(() => (boards = new Boards()));
belongs("client", () => boards.clear());
