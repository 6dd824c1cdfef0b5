// Stops the running import, and puts away the account of one that ended.
import { asCommandError, call } from "../ipc/client";
import { importing } from "../state/importing.svelte";
import { shell } from "../state/shell.svelte";

/** Asks the job to stop; it ends when the engine says so. */
export async function cancelImport(): Promise<void> {
  const { job } = importing;
  if (!job) return;
  importing.stopping();
  try {
    await call("cancel", { job: job.id });
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

export function dismissOutcome(): void {
  importing.outcome = null;
}
