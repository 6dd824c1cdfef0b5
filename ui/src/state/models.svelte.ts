// The models that are there, those that are known to work, and what is being done to them.
import type { CommandError } from "../ipc/client";
import type { KnownModel, ModelInfo } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { held } from "./page";

class Models extends RunningJob {
  installed = $state.raw<readonly ModelInfo[]>([]);
  known = $state.raw<readonly KnownModel[]>([]);
  /** Name or source of the model that is being worked on. */
  busy = $state<string | null>(null);
  failure = $state.raw<CommandError | null>(null);
}

export let models: Models;
held(() => (models = new Models()));
