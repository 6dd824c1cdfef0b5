// Whether the opened piece is here in a size of the client at hand.
import type { Fit } from "../ipc/generated";
import { belongs, held } from "./page";

class FitState {
  /** The piece of which it is known. */
  id = $state("");
  fit = $state.raw<Fit | null>(null);

  clear(): void {
    Object.assign(this, { id: "", fit: null });
  }
}

export let fitting: FitState;
held(() => (fitting = new FitState()));
belongs("client", () => fitting.clear());
belongs("library", () => fitting.clear());
