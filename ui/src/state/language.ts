// The language: the system's until another is chosen; the choice is kept between starts.
import { languages, spoken, systemLanguage, type Language } from "../i18n/spoken.svelte";

const key = "stylenova.language";

export const language = {
  /** Speaks the kept choice, or the system's language. */
  start: (): Promise<void> => spoken.speak(languages.find((known) => known === localStorage.getItem(key)) ?? systemLanguage()),

  async choose(choice: Language): Promise<void> {
    await spoken.speak(choice);
    localStorage.setItem(key, choice);
  },
};
