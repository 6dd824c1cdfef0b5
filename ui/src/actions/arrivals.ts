// Asks who waited for what came, and turns to one of them.
import { call } from "../ipc/client";
import { arrivals } from "../state/arrivals.svelte";
import { chooseClient } from "./clients";
import { go } from "./go";

export async function loadArrivals(): Promise<void> {
  try {
    arrivals.came = await call("arrivals", {});
  } catch {
    // The catalogue's own failure is told above; without it nobody is known to have waited.
    arrivals.came = null;
  }
}

/** Opens the file of a client for whom something came. */
export async function openAwaited(profile: string): Promise<void> {
  await chooseClient(profile);
  await go("file");
}
