// Writes a backup of the library where the user says, and puts one in the place of what is here.
import { asCommandError, call, chooseBackup, chooseSave } from "../ipc/client";
import { t } from "../i18n";
import { backup, type BackupOutcome } from "../state/backup.svelte";
import { boards } from "../state/boards.svelte";
import { deck } from "../state/deck.svelte";
import { detail } from "../state/detail.svelte";
import { insights } from "../state/insights.svelte";
import { question } from "../state/question.svelte";
import { searches } from "../state/searches.svelte";
import { settings } from "../state/settings.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import { variants } from "../state/variants.svelte";
import type { Action } from "./action";
import { stopDemo } from "./import-catalogue";
import { reload } from "./start";

async function work(kind: "making" | "restoring", run: () => Promise<BackupOutcome>): Promise<void> {
  if (backup.busy) return;
  Object.assign(backup, { busy: kind, failure: null, outcome: null });
  try {
    backup.outcome = await run();
    shell.announcement = t(backup.outcome.kind === "made" ? "backup.made" : "backup.restored");
  } catch (thrown) {
    backup.failure = asCommandError(thrown);
  } finally {
    backup.busy = null;
  }
}

/** The name that is offered for a backup of this day. */
const offered = (now = new Date()): string =>
  `stylenova-${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;

export const makeBackup: Action = {
  name: "make-backup",
  label: "backup.make",
  shortcut: null,
  async perform() {
    try {
      const file = await chooseSave("backup", offered());
      if (file !== null) await work("making", async () => ({ kind: "made", response: await call("backup", { file }) }));
    } catch (thrown) {
      backup.failure = asCommandError(thrown);
    }
  },
};

/** Drops what was of the library before, and asks the new one for everything. */
async function beginAnew(): Promise<void> {
  detail.close();
  deck.clear();
  taste.clear();
  boards.clear();
  insights.clear();
  searches.clear();
  variants.clear();
  settings.known = false;
  await reload.perform();
}

const restore = (file: string): Promise<void> =>
  work("restoring", async () => {
    await stopDemo();
    const response = await call("restore", { file });
    await beginAnew();
    shell.place = "settings";
    return { kind: "restored", file, response };
  });

/** Chooses a backup, asks, and takes it up after a yes. */
export const restoreBackup: Action = {
  name: "restore-backup",
  label: "backup.restore",
  shortcut: null,
  async perform() {
    try {
      const file = await chooseBackup();
      if (file === null) return;
      question.asked = { title: t("backup.ask"), text: t("backup.ask.text"), yes: t("backup.ask.yes"), perform: () => void restore(file) };
    } catch (thrown) {
      backup.failure = asCommandError(thrown);
    }
  },
};
