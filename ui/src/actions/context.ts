// Chooses for which occasion or season pieces are sought: what suits it comes earlier, and nothing is left out.
import { query } from "../state/query.svelte";
import type { Action } from "./action";
import { search } from "./search";

export const setContext: Action<string | null> = {
  name: "set-context",
  label: "context.label",
  shortcut: null,
  perform(context) {
    if (query.context === context) return;
    query.context = context;
    return search.perform();
  },
};
