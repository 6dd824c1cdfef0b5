// A table of clients that waits for a yes, what it would bring, and what came in last.
import type { CommandError } from "../ipc/client";
import type { ImportClientsRequest, ImportClientsResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { belongs, held } from "./page";

class ClientTable extends RunningJob {
  /** The table that waits for a yes, with what was said of it. */
  plan = $state.raw<ImportClientsRequest | null>(null);
  /** What it would bring; null while it is looked at. */
  preview = $state.raw<ImportClientsResponse | null>(null);
  /** What came in last. */
  came = $state.raw<ImportClientsResponse | null>(null);
  failure = $state.raw<CommandError | null>(null);
}

export let clientTable: ClientTable;
held(() => (clientTable = new ClientTable()));
belongs("library", () => void Object.assign(clientTable, { plan: null, preview: null, came: null, failure: null }));
