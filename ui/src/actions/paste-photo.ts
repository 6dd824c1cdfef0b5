// Searches with the image on the clipboard. Text is never taken here: it belongs to the box that has the focus.
import { asCommandError, pastePhoto as fromClipboard, savePasted } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import { bringPhoto } from "./bring-photo";

/** The image file that the paste event itself carried, for systems whose clipboard the window cannot read. */
export async function pastePhoto(carried: File | null): Promise<void> {
  try {
    let path = (await fromClipboard())?.path;
    if (path === undefined && carried) {
      const bytes = new Uint8Array(await carried.arrayBuffer());
      path = (await savePasted(carried.name, bytes)).path;
    }
    if (path !== undefined) await bringPhoto(path);
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}
