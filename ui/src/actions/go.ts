// Goes to a place of the rail, and to the search box.
import { detail } from "../state/detail.svelte";
import { device } from "../state/device.svelte";
import { neededFor } from "../state/roles";
import { taste } from "../state/taste.svelte";
import { shell, type Place } from "../state/shell.svelte";
import type { Action } from "./action";
import { loadBoards } from "./boards";
import { loadFile } from "./client-file.svelte";
import { loadClients } from "./clients";
import { deal } from "./deal";
import { loadDevices } from "./devices";
import { loadInsights } from "./insights";
import { refreshLearning } from "./learning";
import { loadQuarantine, refreshLibrary } from "./library";
import { loadTaste } from "./taste";

/** What a place needs to be asked for when one comes to it. */
const arrivals: Partial<Record<Place, () => Promise<unknown>>> = {
  discover: () => Promise.all([taste.now ? null : loadTaste(), deal(), loadClients()]),
  boards: () => Promise.all([loadBoards()]),
  clients: () => Promise.all([loadClients()]),
  file: () => Promise.all([loadFile()]),
  taste: () => Promise.all([loadTaste()]),
  insights: () => Promise.all([loadInsights()]),
  catalogue: () => Promise.all([refreshLibrary(), loadQuarantine(), device.may("import") ? refreshLearning() : null]),
  settings: () => Promise.all([refreshLibrary(), device.may("devices") ? loadDevices() : null]),
};

export async function go(place: Place): Promise<void> {
  if (!device.mayGo(place)) return;
  shell.place = place;
  await arrivals[place]?.();
}

function toPlace(place: Exclude<Place, "quiz" | "file">, shortcut: string): Action {
  const needed = neededFor[place];
  return { name: `go-${place}`, label: `place.${place}`, shortcut: [shortcut], ...(needed && { needs: needed }), perform: () => go(place) };
}

export const goDiscover = toPlace("discover", "Mod+1");
export const goSearch = toPlace("search", "Mod+2");
export const goBoards = toPlace("boards", "Mod+3");
export const goClients = toPlace("clients", "Mod+4");
export const goTaste = toPlace("taste", "Mod+5");
export const goInsights = toPlace("insights", "Mod+6");
export const goCatalogue = toPlace("catalogue", "Mod+7");
export const goSettings = toPlace("settings", "Mod+,");

export const focusSearch: Action = {
  name: "focus-search",
  label: "action.focus",
  shortcut: ["/", "Mod+F"],
  perform() {
    // A piece that lies over the pieces hides the box as well.
    if (shell.narrow) detail.close();
    shell.place = "search";
    shell.focusSearch += 1;
  },
};
