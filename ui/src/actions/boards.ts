// Brings the favourites and boards, and turns to one of them.
import { asCommandError, call } from "../ipc/client";
import { boards } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import type { Action } from "./action";

export const loadBoards: Action = {
  name: "load-boards",
  label: "place.boards",
  shortcut: null,
  async perform() {
    const profile = clients.current;
    try {
      const [{ favourites }, { boards: list }] = await Promise.all([call("favourites", { profile }), call("boards", { profile })]);
      if (profile !== clients.current) return;
      Object.assign(boards, { favourites, list, failure: null });
      if (!list.some(({ name }) => name === boards.open)) boards.open = "";
    } catch (thrown) {
      if (profile === clients.current) boards.failure = asCommandError(thrown);
    }
  },
};

export const openBoard: Action<string> = {
  name: "open-board",
  label: "boards.open",
  shortcut: null,
  perform(name) {
    boards.open = name;
  },
};
