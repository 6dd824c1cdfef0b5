// What came back of a lookbook: the sheet that takes it in, and what it came to.
import type { CommandError } from "../ipc/client";
import type { ReactionsResponse } from "../ipc/generated";
import { belongs, held } from "./page";

class Reactions {
  open = $state(false);
  code = $state("");
  busy = $state(false);
  failure = $state.raw<CommandError | null>(null);
  came = $state.raw<ReactionsResponse | null>(null);

  ask(): void {
    Object.assign(this, { open: true, code: "", failure: null });
  }
}

export let reactions: Reactions;
held(() => (reactions = new Reactions()));
belongs("client", () => void (reactions.came = null));
