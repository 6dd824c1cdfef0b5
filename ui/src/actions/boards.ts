// Brings the favourites and boards, and turns to one of them. A client who has the window has favourites alone.
import { asCommandError, call } from "../ipc/client";
import { boards } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { kiosk } from "../state/kiosk.svelte";

export async function loadBoards(): Promise<void> {
  const profile = clients.current;
  try {
    const [{ favourites }, { boards: list }] = await Promise.all([call("favourites", { profile }), kiosk.active ? { boards: [] } : call("boards", { profile })]);
    if (profile !== clients.current) return;
    boards.take({ favourites, list });
    if (!list.some(({ name }) => name === boards.open)) boards.open = "";
  } catch (thrown) {
    if (profile === clients.current) boards.failure = asCommandError(thrown);
  }
}

export function openBoard(name: string): void {
  boards.open = name;
}
