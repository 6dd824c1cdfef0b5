// Takes dropped files: photos are searched with, or shown in the client's wardrobe where its file is open; a catalogue or folder
// is imported after a yes, and so is a backup put in the place of what is here.
import { CommandError } from "../ipc/client";
import { t } from "../i18n";
import { device } from "../state/device.svelte";
import { dropKind, isFolder } from "../state/file-kind";
import { planOf } from "../state/importing.svelte";
import { shell } from "../state/shell.svelte";
import { askToRestore } from "./backup";
import { bringPhotos } from "./bring-photo";
import { takeOwnPhoto } from "./client-file.svelte";
import { lay } from "./plan-import";

export async function dropFiles(paths: readonly string[]): Promise<void> {
  shell.dragging = null;
  const kind = dropKind(paths);
  const fitting = paths.filter((candidate) => dropKind([candidate]) === kind);
  const [path] = fitting;
  if (path === undefined) return;
  if ((kind === "catalogue" && !device.may("import")) || (kind === "backup" && !device.may("shop"))) {
    shell.notice = new CommandError({ code: "Forbidden", message: "files of the shop are the owner's", hint: "" });
    shell.place = "search";
    return;
  }
  if (kind === "photo" && shell.place === "file") takeOwnPhoto(path);
  else if (kind === "photo") await bringPhotos(fitting);
  else if (kind === "catalogue") {
    await lay(planOf(path, isFolder(path)));
  } else if (kind === "backup") {
    shell.place = "settings";
    askToRestore(path);
  } else {
    const hint = t("drop.unknown.hint");
    shell.notice = new CommandError({ code: "InvalidInput", message: t("drop.unknown"), hint });
    shell.place = "search";
  }
}
