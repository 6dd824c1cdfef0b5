// Puts a piece of the catalogue into the box, to find more like it, and lets the words say what should differ.
import { detail } from "../state/detail.svelte";
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { search } from "./search";

/** More like the opened piece, but as the words say. Words that are there stay, and typing takes their place. */
export const moreLike: Action = {
  name: "more-like",
  label: "action.like",
  shortcut: null,
  async perform() {
    const opened = detail.current;
    if (!opened) return;
    const title = opened.product?.title ?? opened.hit?.title ?? "";
    query.like = { id: opened.id, title, thumb: opened.hit?.thumb ?? null };
    detail.close();
    shell.place = "search";
    shell.focusSearch += 1;
    await search.perform();
  },
};

export const removeLike: Action = {
  name: "remove-like",
  label: "action.like.remove",
  shortcut: null,
  perform() {
    query.like = null;
    shell.notice = null;
    shell.focusSearch += 1;
    return search.perform();
  },
};
