// A newer version of the program, of which a file in the library tells.
import type { NewerVersion } from "../ipc/generated";
import { belongs, held } from "./page";

class Newer {
  version = $state.raw<NewerVersion | null>(null);
}

export let newer: Newer;
held(() => (newer = new Newer()));
belongs("library", () => void (newer.version = null));
