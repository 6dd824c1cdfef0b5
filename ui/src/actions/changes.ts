// What other devices did, taken up here: what is in sight of it is brought anew, behind the user's back.
import { listenForChanges, type Changed } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { device } from "../state/device.svelte";
import { held, putAway } from "../state/page";
import { kiosk } from "../state/kiosk.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import { loadBoards } from "./boards";
import { loadFile } from "./client-file.svelte";
import { loadClients } from "./clients";
import { redealQuietly } from "./deal";
import { loadInsights } from "./insights";
import { refreshLibrary } from "./library";
import { loadFacets } from "./load-facets";
import { search } from "./search";
import { loadSearches } from "./searches";
import { loadSettings } from "./settings";
import { reload } from "./start";
import { loadTaste } from "./taste";

/** What a command changes. */
export type Part = "deck" | "boards" | "searches" | "file" | "clients" | "catalogue" | "shop" | "library" | "nothing";

const partsOf: Readonly<Record<string, readonly Part[]>> = {
  swipe: ["deck"], undo: ["deck"], redo: ["deck"], quiz: ["deck", "clients"], set_weight: ["deck"], set_strategy: ["deck"],
  set_favourite: ["boards"], set_board: ["boards"], rename_board: ["boards"], reactions: ["boards", "deck"],
  remember_search: ["searches"], save_search: ["searches"], forget_searches: ["searches"],
  set_entry: ["file", "deck", "clients"], remove_entry: ["file", "deck", "clients"],
  create_profile: ["clients"], rename_profile: ["clients"], delete_profile: ["clients"], undo_delete_profile: ["clients"],
  import_profile: ["clients"], import_clients: ["clients"], import_orders: ["clients", "catalogue"],
  import: ["catalogue"], import_demo: ["catalogue"], undo_import: ["catalogue"], set_piece: ["catalogue"], fetch_pictures: ["catalogue"],
  use_model: ["catalogue"], learn: ["catalogue"], import_looks: ["catalogue"], forget_columns: ["nothing"],
  set_setting: ["shop"], set_logo: ["shop"], restore: ["library"],
  // In whose hands another device is, is its own affair.
  start_kiosk: ["nothing"], end_kiosk: ["nothing"], set_pin: ["nothing"],
};
const ofClient: readonly Part[] = ["deck", "boards", "searches", "file"];

/** What of a change concerns this page; a command that is not known may have changed anything of its client. */
export function concerned({ command, profile, device: by }: Changed): readonly Part[] {
  if (by === device.session?.device.id) return [];
  const parts = (Object.hasOwn(partsOf, command) ? partsOf[command] : null) ?? [...ofClient, "clients"];
  const theirs = profile === null || profile === clients.current;
  return parts.filter((part) => part !== "nothing" && (theirs || !ofClient.includes(part)));
}

/** Milliseconds in which changes are gathered, so that a quick hand elsewhere asks for little here. */
const gathering = 150;
let waiting: Set<Part>;
let timer: ReturnType<typeof setTimeout> | undefined;
held(() => {
  clearTimeout(timer);
  waiting = new Set();
});

const inSight = (...places: readonly (typeof shell.place)[]): boolean => places.includes(shell.place);

function bring(part: Part): unknown {
  if (part === "shop") return loadSettings();
  if (part === "catalogue") return Promise.all([refreshLibrary(), loadFacets(), search({ keepPlace: true, quiet: true })]);
  if (!device.may("clients")) return null;
  if (part === "clients") return loadClients();
  if (part === "boards") return loadBoards();
  if (part === "searches") return kiosk.active ? null : loadSearches();
  if (part === "file") return inSight("file") ? loadFile() : null;
  if (part !== "deck") return null;
  // Out of sight, cards are dealt anew when one comes to them.
  if (!inSight("discover")) deck.layDown();
  return Promise.all([inSight("discover") ? redealQuietly() : null, inSight("insights") ? loadInsights() : null, taste.now ? loadTaste() : null, loadClients()]);
}

/** Brings what was gathered. */
async function bringAll(): Promise<void> {
  const parts = [...waiting];
  waiting.clear();
  if (parts.includes("library")) {
    putAway("library");
    return reload();
  }
  await Promise.all(parts.map(bring));
}

function gather(parts: readonly Part[]): void {
  for (const part of parts) waiting.add(part);
  clearTimeout(timer);
  if (waiting.size > 0) timer = setTimeout(() => void bringAll(), gathering);
}

/** Hears what other devices do from here on. The answer ends that. */
export const hearChanges = (): (() => void) =>
  listenForChanges({
    changed: (change) => gather(concerned(change)),
    // Nobody knows what was missed.
    again: () => gather([...ofClient, "clients", "catalogue", "shop"]),
  });
