// Asks what the client's swipes say, and what the collection holds beside them.
import { asCommandError, call } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { insights, lookedBack } from "../state/insights.svelte";
import type { Action } from "./action";
import { loadClients } from "./clients";
import { loadFacets } from "./load-facets";
import { loadTaste } from "./taste";

async function ask(): Promise<void> {
  const profile = clients.current;
  try {
    const [answer, past] = await Promise.all([call("insights", { profile }), call("history", { profile, limit: lookedBack })]);
    if (profile !== clients.current) return;
    Object.assign(insights, { answer, total: past.total, swipes: past.swipes, failure: null });
  } catch (thrown) {
    if (profile === clients.current) insights.failure = asCommandError(thrown);
  }
}

export const loadInsights: Action = {
  name: "load-insights",
  label: "place.insights",
  shortcut: null,
  async perform() {
    await Promise.all([ask(), loadTaste.perform(), loadClients.perform(), loadFacets.perform()]);
  },
};
