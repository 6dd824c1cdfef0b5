// Keeps a piece among the favourites, or takes it out.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { boards } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { loadBoards } from "./boards";
import { inTurn } from "./turns";

export async function toggleFavourite(id: string): Promise<void> {
  const profile = clients.current;
  await inTurn(async () => {
    const favourite = !boards.kept.has(id);
    try {
      const { favourites } = await call("set_favourite", { profile, product_id: id, favourite });
      if (profile !== clients.current) return;
      boards.take({ favourites });
      shell.announcement = t(favourite ? "boards.kept" : "boards.unkept");
    } catch (thrown) {
      await loadBoards();
      boards.failure = asCommandError(thrown);
    }
  });
}

/** Keeps the card on top of the deck. */
export const keepTop: Action = {
  name: "keep-top",
  label: "boards.keep",
  shortcut: ["B"],
  needs: "clients",
  place: "discover",
  async perform() {
    if (deck.top) await toggleFavourite(deck.top.id);
  },
};
