// Takes a photo out of the query; words and other photos stay.
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import { search } from "./search";

export function removePhoto(path: string): Promise<void> {
  query.remove(path);
  shell.notice = null;
  shell.focusSearch += 1;
  return search();
}
