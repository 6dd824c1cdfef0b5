// Lets the user choose a photo file in the system's dialog.
import { asCommandError, choosePhoto as dialog } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { bringPhoto } from "./bring-photo";

export const choosePhoto: Action = {
  name: "choose-photo",
  label: "action.photo.choose",
  shortcut: ["Mod+O"],
  async perform() {
    try {
      const path = await dialog();
      if (path !== null) await bringPhoto.perform(path);
    } catch (thrown) {
      shell.notice = asCommandError(thrown);
    }
  },
};
