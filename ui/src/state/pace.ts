// How fast a count grows, over the last seconds of it. No clock of its own: times are given.

const windowMs = 8000;
const leastMs = 600;

export class Pace {
  #samples: { done: number; at: number }[] = [];

  /** Notes that `done` items were done at `at`, in milliseconds of any steady clock. */
  note(done: number, at: number): void {
    this.#samples.push({ done, at });
    // One sample older than the window stays, so that slow steps still have a span to measure.
    while (this.#samples.length > 2 && (this.#samples[1]?.at ?? at) < at - windowMs) this.#samples.shift();
  }

  /** Items a second; null until enough time has passed to tell. */
  get rate(): number | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at - first.at < leastMs || last.done <= first.done) return null;
    return ((last.done - first.done) * 1000) / (last.at - first.at);
  }

  /** Seconds until `total` at the present rate; null while there is none. */
  left(total: number): number | null {
    const { rate } = this;
    const done = this.#samples.at(-1)?.done ?? 0;
    return rate === null || total <= done ? null : (total - done) / rate;
  }
}
