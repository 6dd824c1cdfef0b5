// Chooses the language.
import type { Language } from "../i18n/spoken.svelte";
import { language } from "../state/language";
import type { Action } from "./action";

export const chooseLanguage: Action<Language> = {
  name: "choose-language",
  label: "settings.language",
  shortcut: null,
  perform: (choice) => language.choose(choice),
};
