// The clients as the page lists them: found by words of their files, in the order that is wanted.
import type { CommandError } from "../ipc/client";
import type { ClientOrder, ListedClient } from "../ipc/generated";
import { belongs, held } from "./page";

/** The orders, in which they are offered. */
export const clientOrders = ["made", "name", "last-seen", "birthday", "due"] as const satisfies readonly ClientOrder[];

class ClientList {
  find = $state("");
  sort = $state<ClientOrder>("made");
  /** Null until they are here. */
  listed = $state.raw<readonly ListedClient[] | null>(null);
  failure = $state.raw<CommandError | null>(null);
}

export let clientList: ClientList;
held(() => (clientList = new ClientList()));
belongs("library", () => void Object.assign(clientList, { find: "", listed: null, failure: null }));
