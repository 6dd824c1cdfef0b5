// Goes to a place of the rail, and to the search box.
import { detail } from "../state/detail.svelte";
import { shell, type Place } from "../state/shell.svelte";
import type { Action } from "./action";
import { loadQuarantine, refreshLibrary } from "./library";

export const go: Action<Place> = {
  name: "go",
  label: "action.go",
  shortcut: null,
  async perform(place) {
    shell.place = place;
    if (place === "catalogue") await Promise.all([refreshLibrary.perform(), loadQuarantine.perform()]);
    if (place === "settings") await refreshLibrary.perform();
  },
};

function toPlace(place: Place, shortcut: string): Action {
  return { name: `go-${place}`, label: `place.${place}`, shortcut: [shortcut], perform: () => go.perform(place) };
}

export const goSearch = toPlace("search", "Mod+1");
export const goCatalogue = toPlace("catalogue", "Mod+2");
export const goSettings = toPlace("settings", "Mod+,");

export const focusSearch: Action = {
  name: "focus-search",
  label: "action.focus",
  shortcut: ["/", "Mod+K"],
  perform() {
    // A piece that lies over the pieces hides the box as well.
    if (shell.narrow) detail.close();
    shell.place = "search";
    shell.focusSearch += 1;
  },
};
