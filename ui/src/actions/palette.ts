// Opens the sheets of commands, of keys and of licences, and finds pieces for what is typed among the commands.
import { held } from "../state/page";
import { palette } from "../state/palette.svelte";
import type { Action } from "./action";
import { ask } from "./ask";

export const openCommands: Action = {
  name: "open-commands",
  label: "palette.open",
  shortcut: ["Mod+K"],
  perform() {
    palette.open = "commands";
  },
};

export const openKeys: Action = {
  name: "open-keys",
  label: "palette.keys",
  shortcut: ["?"],
  perform() {
    palette.open = "keys";
  },
};

export const openLicences: Action = {
  name: "open-licences",
  label: "about.licences",
  shortcut: null,
  perform() {
    palette.open = "licences";
  },
};

/** Pieces that are asked for; those whose titles do not fit are not shown. */
const most = 20;
/** Pause in typing, in milliseconds, after which pieces are sought. */
const pause = 150;
let timer: ReturnType<typeof setTimeout> | undefined;
held(() => clearTimeout(timer));

/** Finds pieces whose names hold what is typed in the palette. */
export function findPieces(typed: string): void {
  clearTimeout(timer);
  const text = typed.trim();
  palette.typed = typed;
  if (text.length < 2) palette.found = [];
  else {
    timer = setTimeout(async () => {
      try {
        const { hits } = await ask({ text, filters: [], sort: "relevance", offset: 0, limit: most });
        if (palette.typed === typed) palette.found = hits;
      } catch {
        // What else the palette offers is there without them.
      }
    }, pause);
  }
}
