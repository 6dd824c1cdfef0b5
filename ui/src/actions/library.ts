// Asks the library about itself: counts and model, what was left out, whether it is sound.
import { asCommandError, call } from "../ipc/client";
import { device } from "../state/device.svelte";
import { library } from "../state/library.svelte";
import { models } from "../state/models.svelte";
import type { Action } from "./action";

const quarantinePage = 50;

export async function refreshLibrary(): Promise<void> {
  if (!device.may("catalogue")) return;
  try {
    const [stats, answer] = await Promise.all([call("stats", {}), device.may("shop") ? call("models", {}) : null]);
    library.stats = stats;
    if (answer) Object.assign(models, { installed: answer.models, known: answer.known });
    library.failure = null;
  } catch (thrown) {
    library.failure = asCommandError(thrown);
  }
}

async function quarantine(offset: number): Promise<void> {
  try {
    const { total, entries } = await call("quarantine", { offset, limit: quarantinePage });
    const before = offset === 0 ? [] : library.leftOut.entries;
    library.leftOut = { total, entries: [...before, ...entries] };
  } catch (thrown) {
    library.failure = asCommandError(thrown);
  }
}

/** Loads the first of what the last import left out. */
export const loadQuarantine = (): Promise<void> => quarantine(0);

/** Adds more of what was left out. */
export const moreQuarantine = (): Promise<void> => quarantine(library.leftOut.entries.length);

export const checkLibrary: Action = {
  name: "check-library",
  label: "action.check",
  shortcut: null,
  needs: "shop",
  async perform() {
    library.checking = true;
    try {
      library.check = await call("doctor", {});
      library.failure = null;
    } catch (thrown) {
      library.failure = asCommandError(thrown);
    } finally {
      library.checking = false;
    }
  },
};
