// Lets the user choose a photo file in the system's dialog.
import { asCommandError } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { bringPhoto } from "./bring-photo";
import { askPhoto } from "./dialogs";

export const choosePhoto: Action = {
  name: "choose-photo",
  label: "action.photo.choose",
  shortcut: ["Mod+O"],
  async perform() {
    try {
      const path = await askPhoto();
      if (path !== null) await bringPhoto(path);
    } catch (thrown) {
      shell.notice = asCommandError(thrown);
    }
  },
};
