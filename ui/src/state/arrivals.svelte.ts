// Who waited for what came with the last import.
import type { ArrivalsResponse } from "../ipc/generated";
import { belongs, held } from "./page";

class Arrivals {
  /** Null until it is known. */
  came = $state.raw<ArrivalsResponse | null>(null);
}

export let arrivals: Arrivals;
held(() => (arrivals = new Arrivals()));
belongs("library", () => (arrivals.came = null));
