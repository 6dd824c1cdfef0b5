// The engine's verbs of one client, one after another: an undo that is pressed during a swipe comes after it, and of two
// changes of a board the second finds what the first has made.
import { held } from "../state/page";

let last: Promise<void>;
held(() => (last = Promise.resolve()));

/** Runs `work` when everything that was put in line before has ended. `work` keeps its failures to itself. */
export function inTurn(work: () => Promise<void>): Promise<void> {
  last = last.then(work, work);
  return last;
}
