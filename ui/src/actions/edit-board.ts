// Changes a board: makes it, names it, puts pieces on it, takes them off, orders them, notes, deletes it and brings it back.
// What changes is shown at once. The engine hears of it in turn, as a change of what is on the board by then, so that two
// changes shortly after one another are both made; when it refuses, the boards are as it says.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { Board } from "../ipc/generated";
import { boards, favouritesName, type Edit, type Pin } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { handed } from "../state/handed.svelte";
import { shell } from "../state/shell.svelte";
import { loadBoards } from "./boards";
import { inTurn } from "./turns";

async function pinsOf(profile: string, name: string): Promise<readonly Pin[]> {
  if (name === favouritesName) return (await call("favourites", { profile })).favourites;
  return (await call("boards", { profile })).boards.find((board) => board.name === name)?.items ?? [];
}

/** Sends what a board becomes, a look or none, or as it was; null deletes it. What others put there since `was` was read
 *  stays. */
async function save(profile: string, name: string, pins: readonly Pin[] | null, { look, was }: { look?: boolean; was?: readonly Pin[] } = {}): Promise<void> {
  const request = {
    profile,
    name,
    ...(pins && { items: pins.map(({ id, note }) => (note === undefined ? { id } : { id, note })) }),
    ...(was && { was: was.map(({ id }) => id) }),
    ...(look !== undefined && { look }),
  };
  const { boards: list } = await call("set_board", request);
  const favourites = name === favouritesName ? (await call("favourites", { profile })).favourites : boards.favourites;
  if (profile !== clients.current) return;
  boards.take({ favourites, list });
  // What was written of the board before is not what it is now.
  handed.drop("board", name);
}

/** Runs `work` in turn. Whether it was done; where it was not, the boards are asked for anew. */
async function doing(work: () => Promise<void>): Promise<boolean> {
  let failure = null;
  await inTurn(async () => {
    try {
      await work();
    } catch (thrown) {
      failure = asCommandError(thrown);
    }
  });
  if (!failure) return true;
  await loadBoards();
  boards.failure = failure;
  return false;
}

async function change(name: string, edit: Edit): Promise<boolean> {
  const profile = clients.current;
  const shown = boards.show(name, edit);
  try {
    return await doing(async () => {
      const was = await pinsOf(profile, name);
      await save(profile, name, edit(was), { was });
      shown();
    });
  } finally {
    shown();
  }
}

const without = (pins: readonly Pin[], id: string): Pin[] => pins.filter((pin) => pin.id !== id);
const adding = (id: string): Edit => (pins) => (pins.some((pin) => pin.id === id) ? pins : [...pins, { id }]);

/** Makes the board whose name was typed and opens it, with a piece on it where one is given. */
export async function createBoard(id?: string): Promise<void> {
  const typed = boards.draft.trim();
  if (!typed) return;
  const name = boards.list.find((board) => board.name.toLowerCase() === typed.toLowerCase())?.name ?? typed;
  if (!(await change(name, id === undefined ? (pins) => pins : adding(id)))) return;
  boards.draft = "";
  boards.open = name;
}

/** Puts a piece on a board, or takes it off, which is told and can be undone unless it is an undo itself. */
export async function togglePin({ board, id, quiet = false }: { board: string; id: string; quiet?: boolean }): Promise<void> {
  const at = boards.itemsOf(board).findIndex((item) => item.id === id);
  const taken = boards.itemsOf(board)[at];
  if (!taken) {
    await change(board, adding(id));
    return;
  }
  const profile = clients.current;
  if (!(await change(board, (pins) => without(pins, id))) || profile !== clients.current || quiet) return;
  const back: Edit = (pins) => [...without(pins, id).slice(0, at), { id, note: taken.note }, ...without(pins, id).slice(at)];
  const name = board === favouritesName ? t("boards.favourites") : board;
  shell.tell(t("boards.taken", { board: name }), () => void change(board, back));
}

/** Moves a piece of the open board to another place in its order. */
export async function movePin({ id, to }: { id: string; to: number }): Promise<void> {
  if (to < 0 || to >= boards.items.length) return;
  await change(boards.open, (pins) => {
    const rest = without(pins, id);
    return [...rest.slice(0, to), ...pins.filter((pin) => pin.id === id), ...rest.slice(to)];
  });
}

/** Writes a note on a piece of the open board, in place of the one that is there. That can be undone. */
export async function notePin({ id, note }: { id: string; note: string }): Promise<void> {
  const [profile, board] = [clients.current, boards.open];
  const before = boards.items.find((item) => item.id === id)?.note ?? "";
  if (note === before) return;
  const noting = (text: string): Edit => (pins) => pins.map((pin) => (pin.id === id ? { id, note: text } : pin));
  if (!(await change(board, noting(note))) || profile !== clients.current) return;
  shell.tell(t(note === "" ? "boards.note.removed" : "boards.note.written"), () => void change(board, noting(before)));
}

/** Makes a look of pieces that are worn together, and tells where it is. Whether that was done. */
export async function keepLook(name: string, ids: readonly string[]): Promise<boolean> {
  const profile = clients.current;
  const made = await doing(() => save(profile, name, ids.map((id) => ({ id })), { look: true }));
  if (made) shell.tell(t("look.kept", { name }), () => void doing(() => save(profile, name, null)));
  return made;
}

/** Says of the open board that it is a look, or is none. That can be undone. */
export async function markLook(look: boolean): Promise<void> {
  const [profile, name] = [clients.current, boards.open];
  const mark = (to: boolean): Promise<boolean> => doing(async () => {
    const was = await pinsOf(profile, name);
    await save(profile, name, was, { look: to, was });
  });
  if (!(await mark(look)) || profile !== clients.current) return;
  shell.tell(t(look ? "boards.look.marked" : "boards.look.unmarked", { name }), () => void mark(!look));
}

/** Puts another piece in the place of one on the open board, where it keeps the note. That can be undone. */
export async function replacePin({ id, by }: { id: string; by: string }): Promise<void> {
  const [profile, board] = [clients.current, boards.open];
  const swap = (from: string, to: string): Edit => (pins) =>
    pins.some((pin) => pin.id === to) ? without(pins, from) : pins.map((pin) => (pin.id === from ? { ...pin, id: to } : pin));
  const before = boards.items.map(({ id: own, note }) => ({ id: own, note }));
  if (!(await change(board, swap(id, by))) || profile !== clients.current) return;
  shell.tell(t("boards.replaced"), () => void change(board, () => before));
}

/** Gives a board another name, and keeps it open where it is. Whether that was done. */
function rename(profile: string, name: string, to: string): Promise<boolean> {
  return doing(async () => {
    const { boards: list } = await call("rename_board", { profile, name, to });
    if (profile !== clients.current) return;
    boards.take({ list });
    handed.drop("board", name);
    if (boards.open === name) boards.open = to;
  });
}

/** Gives the open board the name that was typed. That can be undone. */
export async function renameBoard(typed: string): Promise<void> {
  const [profile, name, to] = [clients.current, boards.open, typed.trim()];
  if (name === favouritesName || to === "" || to === name) return;
  if (!(await rename(profile, name, to)) || profile !== clients.current) return;
  shell.tell(t("boards.renamed", { name: to }), () => void rename(profile, to, name));
}

/** Brings a board back as it was, with pieces on it that have left the catalogue, and opens it. */
async function restore(profile: string, { name, look, items }: Board): Promise<void> {
  const pins = items.map(({ id, note }) => ({ id, note }));
  if ((await doing(() => save(profile, name, pins, { look }))) && profile === clients.current) boards.open = name;
}

/** Deletes the open board. It can be brought back with its order and its notes. */
export async function deleteBoard(): Promise<void> {
  const [profile, name] = [clients.current, boards.open];
  const board = boards.list.find((one) => one.name === name);
  if (!board) return;
  boards.open = favouritesName;
  if (!(await doing(() => save(profile, name, null))) || profile !== clients.current) return;
  shell.tell(t("boards.deleted", { name }), () => void restore(profile, board));
}
