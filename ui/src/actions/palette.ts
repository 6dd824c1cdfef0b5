// Opens the sheet of commands and the one of keys.
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
