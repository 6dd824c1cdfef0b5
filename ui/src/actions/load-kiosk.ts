// Asks who has the window: a client keeps it through a restart, and for good where the device is theirs.
import { call } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { device } from "../state/device.svelte";
import { kiosk } from "../state/kiosk.svelte";

export async function loadKiosk(): Promise<void> {
  if (device.keptFor !== null) {
    Object.assign(kiosk, { client: device.keptFor, pinSet: true, asleep: true });
    return clients.choose(device.keptFor);
  }
  if (!device.may("clients")) return;
  try {
    const { client, pin_set } = await call("kiosk", {});
    Object.assign(kiosk, { client, pinSet: pin_set });
    if (client !== null) clients.choose(client);
  } catch {
    // Whatever else is asked of a library that cannot be opened says why.
  }
}
