// Asks what is believed of the client's taste, and changes it by hand.
import { asCommandError, call } from "../ipc/client";
import type { Attribute, SetWeightRequest } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { taste } from "../state/taste.svelte";
import { inTurn } from "./turns";

export function loadTaste(): Promise<void> {
  return inTurn(async () => {
    const profile = clients.current;
    try {
      const now = await call("taste", { profile });
      if (profile === clients.current) taste.take(now, []);
    } catch (thrown) {
      if (profile === clients.current) taste.failure = asCommandError(thrown);
    }
  });
}

function change(request: Omit<SetWeightRequest, "profile">): Promise<void> {
  return inTurn(async () => {
    const profile = clients.current;
    try {
      const now = await call("set_weight", { profile, ...request });
      if (profile !== clients.current) return;
      taste.take(now);
      // Cards in hand were dealt by the old weights.
      deck.layDown();
    } catch (thrown) {
      taste.failure = asCommandError(thrown);
    }
  });
}

/** Sets a weight, −3..3, and holds it there whatever is swiped. */
export const pinWeight = ({ field, value, weight }: Attribute & { weight: number }): Promise<void> => change({ field, value, weight, pinned: true });

/** Leaves a weight to the swipes again. */
export const freeWeight = ({ field, value }: Attribute): Promise<void> => change({ field, value });
