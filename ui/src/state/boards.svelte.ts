// The client's favourites and boards.
import type { CommandError } from "../ipc/client";
import type { Board, Pinned } from "../ipc/generated";

/** The name under which the engine keeps the favourites. */
export const favouritesName = "";

class Boards {
  favourites = $state.raw<readonly Pinned[]>([]);
  list = $state.raw<readonly Board[]>([]);
  /** Name of the board in sight. */
  open = $state(favouritesName);
  failure = $state.raw<CommandError | null>(null);
  draft = $state("");

  readonly kept: ReadonlySet<string> = $derived(new Set(this.favourites.map(({ id }) => id)));
  readonly items = $derived(this.itemsOf(this.open));

  itemsOf(name: string): readonly Pinned[] {
    return name === favouritesName ? this.favourites : (this.list.find((board) => board.name === name)?.items ?? []);
  }

  /** Shows a board's new state before the engine has answered. */
  show(name: string, items: readonly Pinned[]): void {
    if (name === favouritesName) this.favourites = items;
    else this.list = this.list.map((board) => (board.name === name ? { name, items: [...items] } : board));
  }

  clear(): void {
    Object.assign(this, { favourites: [], list: [], open: favouritesName, failure: null, draft: "" });
  }
}

export const boards = new Boards();
