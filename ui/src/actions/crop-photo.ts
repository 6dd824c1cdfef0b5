// Chooses the part of a photo that counts.
import type { Region } from "../ipc/generated";
import { cropping } from "../state/cropping.svelte";
import { query } from "../state/query.svelte";
import type { Action } from "./action";
import { search } from "./search";

export const openCrop: Action<string> = {
  name: "open-crop",
  label: "crop.open",
  shortcut: null,
  perform(path) {
    if (query.photo(path)) cropping.path = path;
  },
};

/** Lets only a part of the photo count, or all of it with null. The engine takes one part a search, so the other photos
 *  count as wholes from here on. */
export const cropPhoto: Action<{ path: string; region: Region | null }> = {
  name: "crop-photo",
  label: "crop.open",
  shortcut: null,
  async perform({ path, region }) {
    const before = query.photo(path);
    if (!before || JSON.stringify(before.crop) === JSON.stringify(region)) return;
    query.photos = query.photos.map((photo) => {
      if (photo.path === path) return { ...photo, crop: region };
      return region ? { ...photo, crop: null } : photo;
    });
    await search.perform();
  },
};

export const closeCrop: Action = {
  name: "close-crop",
  label: "crop.done",
  shortcut: null,
  perform() {
    cropping.path = null;
  },
};
