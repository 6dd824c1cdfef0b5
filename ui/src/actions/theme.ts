// Chooses the theme.
import { theme, type Theme } from "../state/theme.svelte";
import type { Action } from "./action";
import { keep } from "./settings";

export const chooseTheme: Action<Theme> = {
  name: "choose-theme",
  label: "action.theme",
  shortcut: null,
  async perform(choice) {
    theme.choose(choice);
    await keep.perform({ key: "theme", value: choice });
  },
};
