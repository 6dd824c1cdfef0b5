// The shop's orders and looks: a file of orders that waits for a yes, what came in last, and the work under way.
import type { CommandError } from "../ipc/client";
import type { ImportLooksResponse, ImportOrdersRequest, ImportOrdersResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { belongs, held } from "./page";

class Orders extends RunningJob {
  /** The file that waits for a yes, with what was said of it. */
  plan = $state.raw<ImportOrdersRequest | null>(null);
  /** What it would bring; null while it is looked at. */
  preview = $state.raw<ImportOrdersResponse | null>(null);
  /** What came in last. */
  orders = $state.raw<ImportOrdersResponse | null>(null);
  looks = $state.raw<ImportLooksResponse | null>(null);
  failure = $state.raw<CommandError | null>(null);
}

export let orders: Orders;
held(() => (orders = new Orders()));
belongs("library", () => void Object.assign(orders, { plan: null, preview: null, orders: null, looks: null, failure: null }));
