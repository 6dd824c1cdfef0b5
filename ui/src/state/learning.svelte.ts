// What was learnt of the catalogue, and the learning that is under way.
import type { CommandError } from "../ipc/client";
import type { LearningResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { belongs, held } from "./page";

class Learning extends RunningJob {
  known = $state.raw<LearningResponse | null>(null);
  /** Whether it is being changed, with or without progress to show. */
  busy = $state(false);
  failure = $state.raw<CommandError | null>(null);
}

export let learning: Learning;
held(() => (learning = new Learning()));
belongs("library", () => void Object.assign(learning, { known: null, failure: null }));
