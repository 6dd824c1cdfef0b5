// Lists the clients by their files.
import { asCommandError, call } from "../ipc/client";
import { clientList } from "../state/client-list.svelte";

/** Asks for the clients as they are wanted now; a later question makes an earlier answer void. */
export async function listClients(): Promise<void> {
  const { find, sort } = clientList;
  const asked = (): boolean => find === clientList.find && sort === clientList.sort;
  try {
    const { profiles } = await call("list_clients", { sort, ...(find.trim() === "" ? {} : { find }) });
    if (asked()) Object.assign(clientList, { listed: profiles, failure: null });
  } catch (thrown) {
    if (asked()) clientList.failure = asCommandError(thrown);
  }
}
