// Searches with a photo file, wherever it came from. Its thumbnail and the search are asked for together.
import { asCommandError, photoPreview } from "../ipc/client";
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { search } from "./search";

async function preview(path: string): Promise<void> {
  try {
    const key = await photoPreview(path);
    if (query.photo?.path === path) query.photo = { path, preview: key };
  } catch (thrown) {
    if (query.photo?.path !== path) return;
    // A photo that cannot be shown cannot be searched with either.
    query.photo = null;
    shell.notice = asCommandError(thrown);
    await search.perform();
  }
}

export const bringPhoto: Action<string> = {
  name: "bring-photo",
  label: "action.photo",
  shortcut: null,
  async perform(path) {
    query.photo = { path, preview: null };
    shell.notice = null;
    shell.place = "search";
    await Promise.all([preview(path), search.perform()]);
  },
};
