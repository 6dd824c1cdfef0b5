// The engine's verbs of one client, one after another: an undo that is pressed during a swipe comes after it.
let last: Promise<void> = Promise.resolve();

/** Runs `work` when everything that was put in line before has ended. `work` keeps its failures to itself. */
export function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(work, work);
  return last;
}
