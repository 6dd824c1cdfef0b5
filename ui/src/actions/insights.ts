// Asks what swipes and searches say, beside what the collection holds, and for the map of it.
import { asCommandError, call } from "../ipc/client";
import type { InsightsResponse } from "../ipc/generated";
import { askedOf } from "../state/asked";
import { clients } from "../state/clients.svelte";
import { insights, lookedBack, type InsightView } from "../state/insights.svelte";
import { shell } from "../state/shell.svelte";
import { loadClients } from "./clients";
import { loadFacets } from "./load-facets";
import { recall } from "./recall";
import { search } from "./search";
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

export async function loadMap(): Promise<void> {
  try {
    insights.map = await call("map", {});
    insights.mapFailure = null;
  } catch (thrown) {
    insights.mapFailure = asCommandError(thrown);
  }
}

export async function loadInsights(): Promise<void> {
  const map = insights.view === "map" ? loadMap() : null;
  await Promise.all([map, ask(), loadTaste(), loadClients(), loadFacets()]);
}

/** Turns to another page of Insights. */
export async function turnInsights(view: InsightView): Promise<void> {
  insights.view = view;
  if (view === "map") await loadMap();
}

type Gap = InsightsResponse["searches"]["nothing"][number];

/** Searches once more for what found too little, as after an import. */
export async function searchAgain({ words, request }: Gap): Promise<void> {
  await recall({ ...askedOf(request), words: request.text ?? words });
  shell.place = "search";
  await search();
}
