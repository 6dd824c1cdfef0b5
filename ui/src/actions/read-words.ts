// Changes how a sentence is meant by changing its words: they are all that a search is asked.
import type { ReadPart } from "../ipc/generated";
import { query } from "../state/query.svelte";
import { spaced, without } from "../state/read-words";
import { shell } from "../state/shell.svelte";
import { submitWords, typeWords } from "./type-words";

/** Goes to the words of a part, to write others. */
export function changePart({ start, end }: ReadPart): void {
  query.words = spaced(query.words);
  shell.selectWords = { start, end };
}

/** Searches without some parts of the words. */
export async function removeParts(parts: readonly ReadPart[]): Promise<void> {
  typeWords(without(spaced(query.words), parts));
  await submitWords();
}
