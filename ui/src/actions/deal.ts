// Deals cards until the hand is full.
import { asCommandError, call } from "../ipc/client";
import type { NextCardsRequest } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { deck, hand } from "../state/deck.svelte";
import { inTurn } from "./turns";

/** The cards that the hand wants now; null when it is full. */
export function wanted(): NextCardsRequest | null {
  const n = hand - deck.cards.length;
  if (n <= 0) return null;
  const exclude = deck.cards.map(({ id }) => id);
  return { n, exclude, ...(deck.context === null ? {} : { context: deck.context }) };
}

async function fill(): Promise<void> {
  const missing = wanted();
  if (!missing) return;
  const { generation } = deck;
  deck.pending = true;
  try {
    const answer = await call("next_cards", { profile: clients.current, ...missing });
    if (generation === deck.generation) deck.add(answer);
  } catch (thrown) {
    if (generation === deck.generation) deck.failure = asCommandError(thrown);
  } finally {
    deck.pending = false;
  }
}

export const deal = (): Promise<void> => inTurn(fill);

/** Lays the hand down and deals anew, as after a change of what is asked for. */
export function redeal(): Promise<void> {
  deck.layDown();
  return inTurn(fill);
}

/** Deals the whole hand anew and lets the old one stand until the new one is there, as after what another device did. */
export function redealQuietly(): Promise<void> {
  return inTurn(async () => {
    const { generation, context } = deck;
    try {
      const answer = await call("next_cards", { profile: clients.current, n: hand, exclude: [], ...(context !== null && { context }) });
      if (generation !== deck.generation) return;
      deck.layDown();
      deck.add(answer);
    } catch {
      // The cards in hand are as good as they were.
    }
  });
}

/** Asks for cards that suit an occasion; null for any day. */
export function chooseContext(context: string | null): Promise<void> {
  deck.context = context;
  return redeal();
}
