// Deals cards until the hand is full.
import { asCommandError, call } from "../ipc/client";
import { clients } from "../state/clients.svelte";
import { deck, hand } from "../state/deck.svelte";
import type { Action } from "./action";
import { inTurn } from "./turns";

async function fill(): Promise<void> {
  const missing = hand - deck.cards.length;
  if (missing <= 0) return;
  const { generation } = deck;
  deck.pending = true;
  const exclude = deck.cards.map(({ id }) => id);
  const context = deck.context === null ? {} : { context: deck.context };
  try {
    const answer = await call("next_cards", { profile: clients.current, n: missing, exclude, ...context });
    if (generation === deck.generation) deck.add(answer);
  } catch (thrown) {
    if (generation === deck.generation) deck.failure = asCommandError(thrown);
  } finally {
    deck.pending = false;
  }
}

export const deal: Action = {
  name: "deal",
  label: "discover.deal",
  shortcut: null,
  perform: () => inTurn(fill),
};

/** Lays the hand down and deals anew, as after a change of what is asked for. */
export const redeal: Action = {
  name: "redeal",
  label: "discover.deal",
  shortcut: null,
  perform() {
    deck.layDown();
    return inTurn(fill);
  },
};

/** Asks for cards that suit an occasion; null for any day. */
export const chooseContext: Action<string | null> = {
  name: "choose-context",
  label: "discover.context",
  shortcut: null,
  perform(context) {
    deck.context = context;
    return redeal.perform();
  },
};
