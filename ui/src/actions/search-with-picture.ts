// Searches with the picture of the open piece, as if the user had brought it. The words stay.
import { detail } from "../state/detail.svelte";
import type { Action } from "./action";
import { bringPhoto } from "./bring-photo";

export const searchWithPicture: Action = {
  name: "search-with-picture",
  label: "action.picture",
  shortcut: null,
  async perform() {
    const image = detail.current?.image;
    if (!image) return;
    detail.close();
    await bringPhoto.perform(image);
  },
};
