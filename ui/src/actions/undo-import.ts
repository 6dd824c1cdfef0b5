// Takes the last import back, after a yes.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { deck } from "../state/deck.svelte";
import { importing } from "../state/importing.svelte";
import { library } from "../state/library.svelte";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";
import { variants } from "../state/variants.svelte";
import { loadArrivals } from "./arrivals";
import { deal } from "./deal";
import { refreshLearning } from "./learning";
import { loadQuarantine, refreshLibrary } from "./library";
import { loadFacets } from "./load-facets";
import { search } from "./search";

/** Shows the catalogue as it is by now, of which nothing on the screen is true any more. */
export async function showCatalogue(): Promise<void> {
  await Promise.all([refreshLibrary(), loadFacets(), loadQuarantine(), refreshLearning()]);
  // Cards in hand are of the old catalogue.
  deck.layDown();
  variants.clear();
  await Promise.all([search({ keepPlace: true }), shell.place === "discover" ? deal() : null]);
}

async function undo(): Promise<void> {
  try {
    await call("undo_import", {});
    importing.outcome = null;
    shell.tell(t("import.undone"));
  } catch (thrown) {
    library.failure = asCommandError(thrown);
    return;
  }
  // Who waited for what came then waits again.
  await Promise.all([showCatalogue(), loadArrivals()]);
}

/** Asks whether the last import is to be taken back, and does so after a yes. */
export function undoImport(): void {
  question.asked = { title: t("import.undo.title"), text: t("import.undo.text"), yes: t("import.undo.yes"), perform: () => void undo() };
}
