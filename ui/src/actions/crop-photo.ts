// Chooses the part of a photo that counts.
import type { Region } from "../ipc/generated";
import { cropping } from "../state/cropping.svelte";
import { query } from "../state/query.svelte";
import { search } from "./search";

export function openCrop(path: string): void {
  if (query.photo(path)) cropping.path = path;
}

/** Lets only a part of the photo count, or all of it with null. The engine takes one part a search, so the other photos
 *  count as wholes from here on. */
export async function cropPhoto({ path, region }: { path: string; region: Region | null }): Promise<void> {
  const before = query.photo(path);
  if (!before || JSON.stringify(before.crop) === JSON.stringify(region)) return;
  query.photos = query.photos.map((photo) => {
    if (photo.path === path) return { ...photo, crop: region };
    return region ? { ...photo, crop: null } : photo;
  });
  await search();
}

export function closeCrop(): void {
  cropping.path = null;
}
