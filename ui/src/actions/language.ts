// Chooses the language.
import { spoken, type Language } from "../i18n/spoken.svelte";
import { results } from "../state/results.svelte";
import { search } from "./search";
import { keep } from "./settings";

export async function chooseLanguage(choice: Language): Promise<void> {
  await spoken.speak(choice);
  // What the words were read as is told in the page's language.
  if (results.answered?.text) void search({ keepPlace: true, quiet: true });
  await keep({ key: "language", value: choice });
}
