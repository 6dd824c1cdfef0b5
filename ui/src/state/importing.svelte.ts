// The running import, the plan that waits for a yes, and what the last import did.
// Rate and time left are computed in pace.ts.
import type { CommandError } from "../ipc/client";
import type { ImportEvent, ImportRequest, ImportResponse, ImportStep } from "../ipc/generated";
import { Pace } from "./pace";

/** What to import; null stands for the demo catalogue. */
export type ImportSource = ImportRequest | null;

export interface Job {
  id: string;
  source: ImportSource;
  step: ImportStep | null;
  done: number;
  total: number;
  quarantined: number;
  /** Items a second in this step, null until it can be told. */
  rate: number | null;
  /** Seconds left in this step, null until it can be told. */
  secondsLeft: number | null;
  stopping: boolean;
}

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

class Importing {
  job = $state.raw<Job | null>(null);
  outcome = $state.raw<Outcome | null>(null);
  plan = $state.raw<Plan | null>(null);
  #pace = new Pace();

  begin(id: string, source: ImportSource): void {
    this.#pace = new Pace();
    this.outcome = null;
    this.job = { id, source, step: null, done: 0, total: 0, quarantined: 0, rate: null, secondsLeft: null, stopping: false };
  }

  /** Takes an event of the running job; those of any other job are ignored. `now` is in milliseconds. */
  hear(event: ImportEvent, now: number): void {
    if (!this.job || event.job !== this.job.id) return;
    if (event.step !== this.job.step) this.#pace = new Pace();
    this.#pace.note(event.done, now);
    const { step, done, total, quarantined } = event;
    this.job = { ...this.job, step, done, total, quarantined, rate: this.#pace.rate, secondsLeft: this.#pace.left(total) };
  }

  stopping(): void {
    if (this.job) this.job = { ...this.job, stopping: true };
  }

  end(outcome: Outcome): void {
    this.job = null;
    this.outcome = outcome;
  }
}

export const importing = new Importing();
