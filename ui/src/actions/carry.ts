// Puts the piece that was carried on the board where it was let go, or on the one that was named then.
import { t } from "../i18n";
import { boards, favouritesName } from "../state/boards.svelte";
import { carried } from "../state/carried.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { createBoard, togglePin } from "./edit-board";
import { toggleFavourite } from "./favourite";

const has = (board: string, id: string): boolean => boards.itemsOf(board).some((item) => item.id === id);
const toggle = (board: string, id: string): unknown =>
  board === favouritesName ? toggleFavourite.perform(id) : togglePin.perform({ board, id });

/** Says that the piece lies there now, with a way to take it off again where it is new there. */
function tell(board: string, id: string, added: boolean): void {
  if (boards.failure) {
    shell.notice = boards.failure;
    return;
  }
  const name = board === favouritesName ? t("boards.favourites") : board;
  const undo = (): void => {
    if (has(board, id)) void toggle(board, id);
  };
  shell.tell(t("carry.done", { board: name }), added ? undo : null);
}

export const putDown: Action = {
  name: "put-down",
  label: "boards.add",
  shortcut: null,
  async perform() {
    const { hit, over: board } = carried;
    carried.clear();
    if (!hit || board === null) return;
    // One that is there already stays: letting go takes nothing off.
    const added = !has(board, hit.id);
    if (added) await toggle(board, hit.id);
    tell(board, hit.id, added);
  },
};

/** Puts the piece that waits on the new board whose name was typed. */
export const putOnNew: Action = {
  name: "put-on-new",
  label: "boards.create",
  shortcut: null,
  async perform() {
    const { hit } = carried;
    const name = boards.draft.trim();
    if (!hit || !name) return;
    carried.clear();
    await createBoard.perform(hit.id);
    tell(name, hit.id, true);
  },
};
