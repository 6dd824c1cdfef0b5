// Opens the sheets of commands, of keys and of licences.
import { palette } from "../state/palette.svelte";
import type { Action } from "./action";

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
