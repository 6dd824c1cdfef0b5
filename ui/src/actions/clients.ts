// Lists the clients, and turns to one of them. What was asked and opened with the one who goes is nobody else's to see.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { clients } from "../state/clients.svelte";
import { detail } from "../state/detail.svelte";
import { putAway } from "../state/page";
import { nothingAsked, query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import { loadBoards } from "./boards";
import { deal } from "./deal";
import { search } from "./search";
import { loadSearches } from "./searches";
import { keep } from "./settings";
import { settleNow } from "./settle";
import { loadTaste } from "./taste";

export async function loadClients(): Promise<void> {
  try {
    const { profiles, guest } = await call("profiles", {});
    Object.assign(clients, { listed: profiles, guest, failure: null });
    if (!clients.all.some(({ name }) => name === clients.current)) await chooseClient(guest);
  } catch (thrown) {
    clients.failure = asCommandError(thrown);
  }
}

/** Puts away what the client called `before` left on the screen, and brings out what the one at hand had left there. */
function turnScreen(before: string): void {
  // Who was erased has no name any more, and leaves nothing.
  if (before !== "") clients.left.set(before, { asked: query.asked, walk: detail.walk, place: detail.place });
  const { asked, walk, place } = clients.left.get(clients.current) ?? { asked: nothingAsked, walk: [], place: detail.place };
  query.take(asked);
  Object.assign(detail, { walk, place, closer: false });
}

/** Turns to a client: deck, taste and boards are theirs from here on. */
export async function chooseClient(name: string): Promise<void> {
  if (name === clients.current) return;
  // What was searched with the client who goes is theirs.
  void settleNow();
  const before = clients.current;
  clients.choose(name);
  putAway("client");
  turnScreen(before);
  shell.announcement = t("clients.chosen", { name: clients.profile.name });
  // Nothing is kept for the guest, so that an erased client leaves no name.
  const kept = keep({ key: "client", value: name === clients.guest ? null : name });
  await Promise.all([kept, loadTaste(), loadBoards(), loadSearches(), search({ keepPiece: true }), shell.place === "discover" ? deal() : null]);
}
