// Chooses the order of the pieces.
import type { Sort } from "../ipc/generated";
import { query } from "../state/query.svelte";
import { search } from "./search";

export function sort(order: Sort): Promise<void> {
  query.sort = order;
  return search();
}
