// Puts the piece that was carried on the board where it was let go, or on the one that was named then; and with it all
// that are chosen, where it is one of those.
import { t } from "../i18n";
import type { Hit } from "../ipc/generated";
import { boards, favouritesName } from "../state/boards.svelte";
import { chosen } from "../state/chosen.svelte";
import { carried, newBoard } from "../state/carried.svelte";
import { shell } from "../state/shell.svelte";
import { createBoard, togglePin } from "./edit-board";
import { toggleFavourite } from "./favourite";

const has = (board: string, id: string): boolean => boards.itemsOf(board).some((item) => item.id === id);
const toggle = (board: string, id: string, quiet = false): Promise<void> =>
  board === favouritesName ? toggleFavourite(id) : togglePin({ board, id, quiet });

/** All that go with a piece: those that are chosen, where it is one of them. */
const withIt = (hit: Hit): readonly Hit[] => (chosen.ids.has(hit.id) ? chosen.hits : [hit]);

/** Puts pieces on a board and says so, with a way to take those off again that are new there. One that is there already
 *  stays: letting go takes nothing off. */
async function put(board: string, hit: Hit): Promise<void> {
  const fresh = withIt(hit).filter(({ id }) => !has(board, id));
  for (const { id } of fresh) await toggle(board, id);
  tell(board, fresh.map(({ id }) => id));
}

function tell(board: string, added: readonly string[]): void {
  if (boards.failure) {
    shell.notice = boards.failure;
    return;
  }
  const name = board === favouritesName ? t("boards.favourites") : board;
  const undo = (): void => {
    for (const id of added) if (has(board, id)) void toggle(board, id, true);
  };
  shell.tell(t("carry.done", { board: name }), added.length > 0 ? undo : null);
}

export async function putDown(): Promise<void> {
  const { hit, over: board } = carried;
  if (hit && board === newBoard) {
    // The sheet of boards asks for its name.
    Object.assign(carried, { over: null, waits: true });
    return;
  }
  carried.clear();
  if (!hit || board === null) return;
  await put(board, hit);
}

/** Puts the piece that waits on the new board whose name was typed. */
export async function putOnNew(): Promise<void> {
  const { hit } = carried;
  const name = boards.draft.trim();
  if (!hit || !name) return;
  carried.clear();
  await createBoard(hit.id);
  const others = boards.failure ? [] : withIt(hit).filter(({ id }) => !has(boards.open, id));
  for (const { id } of others) await toggle(boards.open, id);
  tell(name, [hit, ...others].map(({ id }) => id));
}
