// Stops the running import, and puts away the account of one that ended.
import { asCommandError, call } from "../ipc/client";
import { importing } from "../state/importing.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";

/** Asks the job to stop; it ends when the engine says so. */
export const cancelImport: Action = {
  name: "cancel-import",
  label: "action.import.cancel",
  shortcut: null,
  async perform() {
    const { job } = importing;
    if (!job) return;
    importing.stopping();
    try {
      await call("cancel", { job: job.id });
    } catch (thrown) {
      shell.notice = asCommandError(thrown);
    }
  },
};

export const dismissOutcome: Action = {
  name: "dismiss-outcome",
  label: "action.dismiss",
  shortcut: null,
  perform() {
    importing.outcome = null;
  },
};
