// The welcome: finds pictures for it, and puts it away.
import { call } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import { welcome } from "../state/welcome.svelte";
import type { Action } from "./action";
import { keep } from "./settings";

export const loadCover: Action = {
  name: "load-cover",
  label: "welcome.title",
  shortcut: null,
  async perform() {
    if (welcome.full) return;
    try {
      welcome.fill((await call("quiz_options", {})).examples);
    } catch {
      // The welcome is as good without pictures; what went wrong is said where the pieces are.
    }
  },
};

/** Puts the welcome away for good, and goes to the search box. */
export const lookAround: Action = {
  name: "look-around",
  label: "welcome.look",
  shortcut: null,
  async perform() {
    await keep.perform({ key: "welcomed", value: "true" });
    shell.focusSearch += 1;
  },
};
