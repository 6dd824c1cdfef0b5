// The running import, the plan that waits for a yes, and what the last import did.
import type { CommandError } from "../ipc/client";
import type { ImportRequest, ImportResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";

/** What to import; null stands for the demo catalogue. */
export type ImportSource = ImportRequest | null;

/** An import that ended: well, stopped by the user, or with an error. */
export type Outcome =
  | { kind: "done"; source: ImportSource; response: ImportResponse }
  | { kind: "stopped"; source: ImportSource }
  | { kind: "failed"; source: ImportSource; failure: CommandError };

/** An import that waits for the user's yes. */
export interface Plan {
  source: string;
  folder: boolean;
  images: string | null;
  copy: boolean;
}

class Importing extends RunningJob {
  outcome = $state.raw<Outcome | null>(null);
  plan = $state.raw<Plan | null>(null);

  override begin(id: string): void {
    super.begin(id);
    this.outcome = null;
  }

  end(outcome: Outcome): void {
    this.job = null;
    this.outcome = outcome;
  }
}

export const importing = new Importing();
