// Chooses the language.
import { spoken, type Language } from "../i18n/spoken.svelte";
import type { Action } from "./action";
import { keep } from "./settings";

export const chooseLanguage: Action<Language> = {
  name: "choose-language",
  label: "settings.language",
  shortcut: null,
  async perform(choice) {
    await spoken.speak(choice);
    await keep.perform({ key: "language", value: choice });
  },
};
