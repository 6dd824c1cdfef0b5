// Chooses how the cards of the client at hand are dealt, alone or compared with another way.
import { asCommandError, call } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { insights } from "../state/insights.svelte";
import { loadClients } from "./clients";

export async function setWays(strategy: string, against: string | null): Promise<void> {
  insights.failure = null;
  try {
    await call("set_strategy", { profile: clients.current, strategy, ...(against !== null && against !== strategy && { against }) });
    // Cards in hand were dealt the old way.
    deck.clear();
    await loadClients();
  } catch (thrown) {
    insights.failure = asCommandError(thrown);
  }
}
