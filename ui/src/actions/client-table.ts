// Takes clients in from a table: it is looked at first, asked about where unclear, and nothing changes before a yes.
import { asCommandError, call } from "../ipc/client";
import type { ImportClientsRequest } from "../ipc/generated";
import { clientTable } from "../state/client-table.svelte";
import { loadClients } from "./clients";
import { askClientTable } from "./dialogs";

let jobs = 0;

/** Lays a table before the user with what it would bring. The newest plan wins. */
async function lay(plan: ImportClientsRequest): Promise<void> {
  Object.assign(clientTable, { plan, failure: null });
  try {
    const preview = await call("import_clients", { ...plan, dry_run: true });
    if (clientTable.plan === plan) clientTable.preview = preview;
  } catch (thrown) {
    if (clientTable.plan === plan) clientTable.failure = asCommandError(thrown);
  }
}

export async function planClients(): Promise<void> {
  clientTable.failure = null;
  try {
    const file = await askClientTable();
    if (file === null) return;
    Object.assign(clientTable, { preview: null, came: null });
    await lay({ file });
  } catch (thrown) {
    clientTable.failure = asCommandError(thrown);
  }
}

/** Says something of the table that waits: how its dates are written, who is who, which column says what. */
export async function changeClientTable(change: Partial<ImportClientsRequest>): Promise<void> {
  if (clientTable.plan) await lay({ ...clientTable.plan, ...change });
}

export function leaveClientTable(): void {
  Object.assign(clientTable, { plan: null, preview: null, failure: null });
}

export async function importClients(): Promise<void> {
  const { plan } = clientTable;
  if (!plan || clientTable.job) return;
  jobs += 1;
  const job = `clients-${Date.now().toString(36)}-${jobs}`;
  clientTable.failure = null;
  clientTable.begin(job);
  try {
    const came = await call("import_clients", { ...plan, job }, (event) => clientTable.hear(event, performance.now()));
    Object.assign(clientTable, { came, plan: null, preview: null });
    await loadClients();
  } catch (thrown) {
    const failure = asCommandError(thrown);
    if (failure.code !== "Cancelled") clientTable.failure = failure;
  }
  clientTable.job = null;
}

export async function stopClients(): Promise<void> {
  if (!clientTable.job) return;
  clientTable.stopping();
  try {
    await call("cancel", { job: clientTable.job.id });
  } catch (thrown) {
    clientTable.failure = asCommandError(thrown);
  }
}
