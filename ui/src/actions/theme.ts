// Chooses the theme.
import { theme, type Theme } from "../state/theme.svelte";
import type { Action } from "./action";

export const chooseTheme: Action<Theme> = {
  name: "choose-theme",
  label: "action.theme",
  shortcut: null,
  perform: (choice) => theme.choose(choice),
};
