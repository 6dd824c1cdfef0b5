// A long piece of work that is under way: its step, how far it is, how fast, and whether it was told to stop.
// Rate and time left are computed in pace.ts.
import type { ImportEvent, ImportStep } from "../ipc/generated";
import { Pace } from "./pace";

export interface Job {
  id: string;
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

export class RunningJob {
  job = $state.raw<Job | null>(null);
  #pace = new Pace();

  begin(id: string): void {
    this.#pace = new Pace();
    this.job = { id, step: null, done: 0, total: 0, quarantined: 0, rate: null, secondsLeft: null, stopping: false };
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
}
