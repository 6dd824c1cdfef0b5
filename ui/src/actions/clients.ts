// Lists the clients, and turns to one of them.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { boards } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { handed } from "../state/handed.svelte";
import { insights } from "../state/insights.svelte";
import { searches } from "../state/searches.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import type { Action } from "./action";
import { loadBoards } from "./boards";
import { deal } from "./deal";
import { loadSearches } from "./searches";
import { keep } from "./settings";
import { settleNow } from "./settle";
import { loadTaste } from "./taste";

export const loadClients: Action = {
  name: "load-clients",
  label: "place.clients",
  shortcut: null,
  async perform() {
    try {
      const { profiles, guest } = await call("profiles", {});
      Object.assign(clients, { listed: profiles, guest, failure: null });
      if (!clients.all.some(({ name }) => name === clients.current)) await chooseClient.perform(guest);
    } catch (thrown) {
      clients.failure = asCommandError(thrown);
    }
  },
};

/** Turns to a client: deck, taste and boards are theirs from here on. */
export const chooseClient: Action<string> = {
  name: "choose-client",
  label: "clients.choose",
  shortcut: null,
  async perform(name) {
    if (name === clients.current) return;
    // What was searched with the client who goes is theirs.
    void settleNow();
    clients.choose(name);
    deck.clear();
    taste.clear();
    boards.clear();
    handed.last = null;
    insights.clear();
    searches.clear();
    shell.announcement = t("clients.chosen", { name: clients.profile.name });
    // Nothing is kept for the guest, so that an erased client leaves no name.
    const kept = keep.perform({ key: "client", value: name === clients.guest ? null : name });
    await Promise.all([kept, loadTaste.perform(), loadBoards.perform(), loadSearches.perform(), shell.place === "discover" ? deal.perform() : null]);
  },
};
