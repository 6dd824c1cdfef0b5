// Takes the photo out of the query; the words stay.
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { search } from "./search";

export const removePhoto: Action = {
  name: "remove-photo",
  label: "action.photo.remove",
  shortcut: null,
  perform() {
    query.photo = null;
    shell.notice = null;
    shell.focusSearch += 1;
    return search.perform();
  },
};
