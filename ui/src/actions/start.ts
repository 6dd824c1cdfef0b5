// Brings the window up: the library's state, the collection, and the demo where the library is empty.
import { asCommandError, onFileDrag } from "../ipc/client";
import { device } from "../state/device.svelte";
import { dropKind } from "../state/file-kind";
import { kiosk } from "../state/kiosk.svelte";
import { library } from "../state/library.svelte";
import { shell } from "../state/shell.svelte";
import { loadBoards } from "./boards";
import { loadClients } from "./clients";
import { lookForCrash } from "./crash";
import { dropFiles } from "./drop-files";
import { go } from "./go";
import { importDemo } from "./import-catalogue";
import { takeUpLast } from "./last";
import { refreshLibrary } from "./library";
import { loadFacets } from "./load-facets";
import { loadKiosk } from "./load-kiosk";
import { lookForNewer } from "./newer";
import { search } from "./search";
import { loadSearches } from "./searches";
import { takeUpZoom } from "./zoom";

async function listenForDrops(): Promise<void> {
  try {
    await onFileDrag((drag) => {
      // Files are the stylist's.
      if (kiosk.active) return;
      if (drag.phase === "drop") void dropFiles(drag.paths);
      else if (drag.phase === "refused") shell.notice = asCommandError(drag.failure);
      else shell.dragging = drag.phase === "over" && drag.paths.length > 0 ? dropKind(drag.paths) : null;
    });
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

/** Meets the client who was there last, and brings what the place in sight shows of them. */
async function meetClient(): Promise<void> {
  if (!device.may("clients")) return;
  await loadClients();
  await Promise.all([loadBoards(), kiosk.active ? null : loadSearches(), shell.place === "search" ? null : go(shell.place)]);
}

/** Asks the library for everything that the screen shows, as at the start or after it could not be opened. */
export async function reload(): Promise<void> {
  await loadKiosk();
  if (kiosk.active) shell.place = "discover";
  const loaded = Promise.resolve(loadFacets());
  const taken = takeUpLast(loaded);
  await Promise.all([kiosk.active ? null : refreshLibrary(), kiosk.active || !device.may("shop") ? null : lookForNewer(), loaded, taken.then(() => search()), taken.then(meetClient), taken.then(() => takeUpZoom())]);
  const { stats } = library;
  if (device.may("import") && stats && stats.products === 0 && stats.demo_available) await importDemo.perform();
}

export async function start(): Promise<void> {
  await Promise.all([listenForDrops(), lookForCrash(), reload()]);
}
