// Asks who has the window: a client keeps it through a restart.
import { call } from "../ipc/client";
import { kiosk } from "../state/kiosk.svelte";

export async function loadKiosk(): Promise<void> {
  try {
    const { client, pin_set } = await call("kiosk", {});
    Object.assign(kiosk, { client, pinSet: pin_set });
  } catch {
    // Whatever else is asked of a library that cannot be opened says why.
  }
}
