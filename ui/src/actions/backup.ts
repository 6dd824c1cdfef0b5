// Writes a backup of the library where the user says, and puts one in the place of what is here.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { backup, type BackupOutcome } from "../state/backup.svelte";
import { putAway } from "../state/page";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { askBackup, askSave } from "./dialogs";
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
  needs: "shop",
  async perform() {
    try {
      const file = await askSave("backup", offered());
      if (file !== null) await work("making", async () => ({ kind: "made", response: await call("backup", { file }) }));
    } catch (thrown) {
      backup.failure = asCommandError(thrown);
    }
  },
};

const restore = (file: string): Promise<void> =>
  work("restoring", async () => {
    await stopDemo();
    const response = await call("restore", { file });
    putAway("library");
    await reload();
    shell.place = "settings";
    return { kind: "restored", file, response };
  });

/** Asks whether a backup is to take the place of what is here, and takes it up after a yes. */
export function askToRestore(file: string): void {
  question.asked = { title: t("backup.ask"), text: t("backup.ask.text"), yes: t("backup.ask.yes"), perform: () => void restore(file) };
}

/** Chooses a backup, asks, and takes it up after a yes. */
export const restoreBackup: Action = {
  name: "restore-backup",
  label: "backup.restore",
  shortcut: null,
  needs: "shop",
  async perform() {
    try {
      const file = await askBackup();
      if (file !== null) askToRestore(file);
    } catch (thrown) {
      backup.failure = asCommandError(thrown);
    }
  },
};
