// Asks whether a piece is here in a size of the client at hand.
import { call } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { fitting } from "../state/fit.svelte";

export async function loadFit(id: string): Promise<void> {
  const profile = clients.current;
  if (fitting.id !== id) fitting.clear();
  try {
    const { fit } = await call("fit", { profile, id });
    if (profile === clients.current) Object.assign(fitting, { id, fit });
  } catch {
    // A piece that is gone says so itself; nothing is known of its sizes.
    fitting.clear();
  }
}
