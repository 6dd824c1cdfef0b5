// Takes a photo out of the query; words and other photos stay.
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { search } from "./search";

export const removePhoto: Action<string> = {
  name: "remove-photo",
  label: "action.photo.remove",
  shortcut: null,
  perform(path) {
    query.remove(path);
    shell.notice = null;
    shell.focusSearch += 1;
    return search.perform();
  },
};
