// Chooses the order of the pieces.
import type { Sort } from "../ipc/generated";
import { query } from "../state/query.svelte";
import type { Action } from "./action";
import { search } from "./search";

export const sort: Action<Sort> = {
  name: "sort",
  label: "action.sort",
  shortcut: null,
  perform(order) {
    query.sort = order;
    return search.perform();
  },
};
