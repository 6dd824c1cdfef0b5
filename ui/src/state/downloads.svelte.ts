// Pictures that the catalogue names by an address: what is missing, the running download, and what the last one brought.
import type { CommandError } from "../ipc/client";
import type { FetchPicturesResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { belongs, held } from "./page";

class Downloads extends RunningJob {
  /** What is not here; null until the engine has looked. */
  missing = $state.raw<FetchPicturesResponse | null>(null);
  /** What the last download brought. */
  came = $state.raw<FetchPicturesResponse | null>(null);
  failure = $state.raw<CommandError | null>(null);
  stopped = $state(false);

  override begin(id: string): void {
    super.begin(id);
    this.came = null;
    this.failure = null;
    this.stopped = false;
  }
}

export let downloads: Downloads;
held(() => (downloads = new Downloads()));
belongs("library", () => void Object.assign(downloads, { missing: null, came: null, failure: null, stopped: false }));
