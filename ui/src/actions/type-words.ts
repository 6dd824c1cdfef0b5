// Takes the words as they are typed and searches once the typing pauses.
import { held } from "../state/page";
import { query } from "../state/query.svelte";
import { search, supersede } from "./search";
import { settleNow } from "./settle";

/** Pause in typing, in milliseconds, after which the search starts. */
export const typingPause = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
held(() => clearTimeout(timer));

export function typeWords(words: string): void {
  query.words = words;
  // From the first keystroke on, what is shown no longer answers what is asked.
  supersede();
  clearTimeout(timer);
  timer = setTimeout(() => void search(), typingPause);
}

/** Searches at once for the words as they stand, as Enter does. */
export async function submitWords(): Promise<void> {
  clearTimeout(timer);
  await search();
  // Enter says that this is what was meant.
  await settleNow();
}
