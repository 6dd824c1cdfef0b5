// Chooses for which occasion or season pieces are sought: what suits it comes earlier, and nothing is left out.
import { query } from "../state/query.svelte";
import { search } from "./search";

export async function setContext(context: string | null): Promise<void> {
  if (query.context === context) return;
  query.context = context;
  await search();
}
