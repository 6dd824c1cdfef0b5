// The sheet that lies over everything, such as that of commands.
import type { Hit } from "../ipc/generated";
import { held } from "./page";

class Palette {
  /** What is typed among the commands, and pieces that a search for it finds. */
  typed = $state("");
  found = $state.raw<readonly Hit[]>([]);
  open = $state<"commands" | "keys" | "crash" | "licences" | null>(null);
}

export let palette: Palette;
held(() => (palette = new Palette()));
