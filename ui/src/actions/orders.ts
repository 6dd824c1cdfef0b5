// Takes in the shop's orders and looks. Orders are looked at first, and nothing changes before a yes.
import { asCommandError, call } from "../ipc/client";
import type { ImportOrdersRequest } from "../ipc/generated";
import { orders } from "../state/orders.svelte";
import { askLooks, askOrders } from "./dialogs";

let jobs = 0;

async function chosen(dialog: () => Promise<string | null>, take: (file: string) => Promise<void>): Promise<void> {
  orders.failure = null;
  try {
    const file = await dialog();
    if (file !== null) await take(file);
  } catch (thrown) {
    orders.failure = asCommandError(thrown);
  }
}

/** Lays a file of orders before the user with what it would bring. The newest plan wins. */
async function lay(plan: ImportOrdersRequest): Promise<void> {
  Object.assign(orders, { plan, failure: null });
  try {
    const preview = await call("import_orders", { ...plan, dry_run: true });
    if (orders.plan === plan) orders.preview = preview;
  } catch (thrown) {
    if (orders.plan === plan) orders.failure = asCommandError(thrown);
  }
}

export const planOrders = (): Promise<void> =>
  chosen(askOrders, (file) => {
    Object.assign(orders, { preview: null, orders: null, looks: null });
    return lay({ file });
  });

/** Says something of the file that waits: how its dates are written, who is who, which column is which. */
export async function changeOrders(change: Partial<ImportOrdersRequest>): Promise<void> {
  if (orders.plan) await lay({ ...orders.plan, ...change });
}

export function leaveOrders(): void {
  Object.assign(orders, { plan: null, preview: null, failure: null });
}

async function work(name: string, run: (job: string) => Promise<void>): Promise<void> {
  if (orders.job) return;
  jobs += 1;
  const job = `${name}-${Date.now().toString(36)}-${jobs}`;
  orders.failure = null;
  orders.begin(job);
  try {
    await run(job);
  } catch (thrown) {
    const failure = asCommandError(thrown);
    if (failure.code !== "Cancelled") orders.failure = failure;
  }
  orders.job = null;
}

export async function importOrders(): Promise<void> {
  const { plan } = orders;
  if (!plan) return;
  await work("orders", async (job) => {
    orders.orders = await call("import_orders", { ...plan, job }, (event) => orders.hear(event, performance.now()));
    Object.assign(orders, { plan: null, preview: null });
  });
}

export const importLooks = (): Promise<void> =>
  chosen(askLooks, async (file) => {
    Object.assign(orders, { orders: null, looks: null });
    await work("looks", async (job) => {
      orders.looks = await call("import_looks", { file, job }, (event) => orders.hear(event, performance.now()));
    });
  });

export async function stopOrders(): Promise<void> {
  if (!orders.job) return;
  orders.stopping();
  try {
    await call("cancel", { job: orders.job.id });
  } catch (thrown) {
    orders.failure = asCommandError(thrown);
  }
}
