// Takes in what a client answered to a lookbook, as a code or as a file, and turns to that client's board.
import { asCommandError, call } from "../ipc/client";
import type { ReactionsRequest } from "../ipc/generated";
import { boards } from "../state/boards.svelte";
import { reactions } from "../state/reactions.svelte";
import { loadBoards } from "./boards";
import { chooseClient } from "./clients";
import { askReactions } from "./dialogs";
import { loadTaste } from "./taste";

async function takeIn(request: ReactionsRequest): Promise<void> {
  Object.assign(reactions, { busy: true, failure: null });
  try {
    const came = await call("reactions", request);
    reactions.open = false;
    await chooseClient(came.client);
    await Promise.all([loadBoards(), loadTaste()]);
    if (boards.list.some(({ name }) => name === came.board)) boards.open = came.board;
    reactions.came = came;
  } catch (thrown) {
    reactions.failure = asCommandError(thrown);
  } finally {
    reactions.busy = false;
  }
}

export async function takeCode(): Promise<void> {
  if (reactions.code.trim() !== "" && !reactions.busy) await takeIn({ code: reactions.code });
}

export async function takeFile(): Promise<void> {
  try {
    const file = await askReactions();
    if (file !== null) await takeIn({ file });
  } catch (thrown) {
    reactions.failure = asCommandError(thrown);
  }
}
