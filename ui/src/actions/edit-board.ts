// Changes a board: makes it, puts pieces on it, takes them off, orders them, notes, erases after a yes.
// What changes is shown at once; when the engine refuses, the boards are as it says.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { Pinned } from "../ipc/generated";
import { boards, favouritesName } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { question } from "../state/question.svelte";
import type { Action } from "./action";
import { loadBoards } from "./boards";

async function save(name: string, items: readonly { id: string; note?: string }[] | null): Promise<void> {
  const profile = clients.current;
  const pins = items?.map(({ id, note }) => (note === undefined ? { id } : { id, note }));
  try {
    const answer = await call("set_board", pins ? { profile, name, items: pins } : { profile, name });
    if (profile === clients.current) Object.assign(boards, { list: answer.boards, failure: null });
  } catch (thrown) {
    await loadBoards.perform();
    boards.failure = asCommandError(thrown);
  }
}

async function change(name: string, items: readonly Pinned[]): Promise<void> {
  boards.show(name, items);
  await save(name, items);
}

/** Makes the board whose name was typed and opens it, with a piece on it where one is given. */
export const createBoard: Action<string | void> = {
  name: "create-board",
  label: "boards.create",
  shortcut: null,
  async perform(id) {
    const name = boards.draft.trim();
    if (!name) return;
    const known = boards.list.find((board) => board.name.toLowerCase() === name.toLowerCase());
    await save(known?.name ?? name, [...(known?.items ?? []).filter((item) => item.id !== id), ...(id ? [{ id }] : [])]);
    if (boards.failure) return;
    boards.draft = "";
    boards.open = known?.name ?? name;
  },
};

/** Puts a piece on a board, or takes it off. */
export const togglePin: Action<{ board: string; id: string }> = {
  name: "toggle-pin",
  label: "boards.add",
  shortcut: null,
  async perform({ board, id }) {
    const items = boards.itemsOf(board);
    const without = items.filter((item) => item.id !== id);
    if (without.length < items.length) await change(board, without);
    else await save(board, [...items.map((item) => ({ id: item.id })), { id }]);
  },
};

/** Moves a piece of the open board to another place in its order. */
export const movePin: Action<{ id: string; to: number }> = {
  name: "move-pin",
  label: "boards.move",
  shortcut: null,
  async perform({ id, to }) {
    const moved = boards.items.find((item) => item.id === id);
    const rest = boards.items.filter((item) => item.id !== id);
    if (!moved || to < 0 || to > rest.length) return;
    await change(boards.open, [...rest.slice(0, to), moved, ...rest.slice(to)]);
  },
};

export const notePin: Action<{ id: string; note: string }> = {
  name: "note-pin",
  label: "boards.note",
  shortcut: null,
  async perform({ id, note }) {
    await change(boards.open, boards.items.map((item) => (item.id === id ? { ...item, note } : item)));
  },
};

/** Asks whether to erase the open board, and does so after a yes. */
export const deleteBoard: Action = {
  name: "delete-board",
  label: "boards.delete",
  shortcut: null,
  perform() {
    const name = boards.open;
    if (name === favouritesName) return;
    question.asked = {
      title: t("boards.delete.title", { name }),
      text: t("boards.delete.text"),
      yes: t("boards.delete"),
      perform: () => {
        boards.open = favouritesName;
        void save(name, null);
      },
    };
  },
};
