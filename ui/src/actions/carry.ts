// Puts the piece that was dragged on the board where it was let go.
import { t } from "../i18n";
import { boards, favouritesName } from "../state/boards.svelte";
import { carried } from "../state/carried.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { togglePin } from "./edit-board";
import { toggleFavourite } from "./favourite";

export const putDown: Action = {
  name: "put-down",
  label: "boards.add",
  shortcut: null,
  async perform() {
    const { hit, over: board } = carried;
    Object.assign(carried, { hit: null, over: null });
    if (!hit || board === null) return;
    // One that is there already stays: letting go takes nothing off.
    if (boards.itemsOf(board).some(({ id }) => id === hit.id)) return;
    if (board === favouritesName) await toggleFavourite.perform(hit.id);
    else {
      await togglePin.perform({ board, id: hit.id });
      if (!boards.failure) shell.announcement = t("carry.done", { board });
    }
  },
};
