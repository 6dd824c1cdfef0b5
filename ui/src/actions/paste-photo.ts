// Searches with the image on the clipboard. Text is never taken here: it belongs to the box that has the focus.
import { asCommandError, pastePhoto as fromClipboard, savePasted } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { bringPhoto } from "./bring-photo";

/** The image file that the paste event itself carried, for systems whose clipboard the window cannot read. */
export const pastePhoto: Action<File | null> = {
  name: "paste-photo",
  label: "action.photo.paste",
  shortcut: null,
  async perform(carried) {
    try {
      let path = (await fromClipboard())?.path;
      if (path === undefined && carried) {
        const bytes = new Uint8Array(await carried.arrayBuffer());
        path = (await savePasted(carried.name, bytes)).path;
      }
      if (path !== undefined) await bringPhoto.perform(path);
    } catch (thrown) {
      shell.notice = asCommandError(thrown);
    }
  },
};
