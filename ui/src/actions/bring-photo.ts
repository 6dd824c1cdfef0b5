// Searches with photo files, wherever they came from: each joins those that are in the box. Thumbnails and the search
// are asked for together.
import { asCommandError, CommandError, photoPreview } from "../ipc/client";
import { t } from "../i18n";
import { query } from "../state/query.svelte";
import { shell } from "../state/shell.svelte";
import { search } from "./search";

/** Photos that find room in the box, and more than a search gains by. */
export const mostPhotos = 5;

async function preview(path: string): Promise<void> {
  try {
    const key = await photoPreview(path);
    query.update(path, { preview: key });
  } catch (thrown) {
    if (!query.photo(path)) return;
    // A photo that cannot be shown cannot be searched with either.
    query.remove(path);
    shell.notice = asCommandError(thrown);
    await search();
  }
}

export async function bringPhotos(paths: readonly string[]): Promise<void> {
  const fresh = [...new Set(paths)].filter((path) => !query.photo(path));
  const added = fresh.slice(0, Math.max(0, mostPhotos - query.photos.length));
  query.photos = [...query.photos, ...added.map((path) => ({ path, preview: null, crop: null }))];
  const tooMany = new CommandError({ code: "InvalidInput", message: t("photos.most", { count: mostPhotos }), hint: t("photos.most.hint") });
  shell.notice = added.length < fresh.length ? tooMany : null;
  shell.place = "search";
  await Promise.all([...added.map(preview), search()]);
}

export const bringPhoto = (path: string): Promise<void> => bringPhotos([path]);
