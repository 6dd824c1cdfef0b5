// Takes the words as they are typed and searches once the typing pauses.
import { query } from "../state/query.svelte";
import type { Action } from "./action";
import { search, supersede } from "./search";
import { settleNow } from "./settle";

/** Pause in typing, in milliseconds, after which the search starts. */
export const typingPause = 150;
let timer: ReturnType<typeof setTimeout> | undefined;

export const typeWords: Action<string> = {
  name: "type-words",
  label: "action.words",
  shortcut: null,
  perform(words) {
    query.words = words;
    // From the first keystroke on, what is shown no longer answers what is asked.
    supersede();
    clearTimeout(timer);
    timer = setTimeout(() => void search.perform(), typingPause);
  },
};

/** Searches at once for the words as they stand, as Enter does. */
export const submitWords: Action = {
  name: "submit-words",
  label: "action.search",
  shortcut: null,
  async perform() {
    clearTimeout(timer);
    await search.perform();
    // Enter says that this is what was meant.
    await settleNow();
  },
};
