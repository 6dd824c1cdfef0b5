// The cards in hand, the top one first, and what was swiped in this sitting. Dealing and swiping are actions.
import type { CommandError } from "../ipc/client";
import type { Card, NextCardsResponse, Relaxation, Shortage, Verdict } from "../ipc/generated";
import { belongs, held } from "./page";

/** What can be said of a whole card. */
export type Call = Exclude<Verdict, "less">;
export interface Sending {
  card: Card;
  verdict: Call;
  swipeId: string;
}

/** Cards in hand: few, so that each is dealt by what was learnt shortly before it shows. */
export const hand = 3;

class Deck {
  cards = $state.raw<readonly Card[]>([]);
  /** The swipe made last, which tells the way in which its card leaves. */
  sent = $state.raw<Sending | null>(null);
  /** The swipe taken back last, whose card comes from where it went. */
  returned = $state.raw<Pick<Sending, "card" | "verdict"> | null>(null);
  short = $state<Shortage | null>(null);
  relax = $state.raw<readonly Relaxation[]>([]);
  /** The occasion that was asked for. */
  context = $state<string | null>(null);
  pending = $state(false);
  failure = $state.raw<CommandError | null>(null);
  /** A swipe that did not arrive. */
  unsent = $state.raw<Sending | null>(null);
  readonly top = $derived(this.cards[0] ?? null);
  /** Counts hands, so that answers for an older one are told from those for this one. */
  generation = 0;
  #swiped = new Map<string, Card>();

  add({ cards, short, relax }: NextCardsResponse): void {
    const held = new Set(this.cards.map(({ id }) => id));
    this.cards = [...this.cards, ...cards.filter(({ id }) => !held.has(id))];
    Object.assign(this, { short, relax, failure: null });
  }

  leave(sending: Sending): void {
    this.sent = sending;
    this.#swiped.set(sending.swipeId, sending.card);
    this.remove(sending.card.id);
  }

  remove(id: string): void {
    this.cards = this.cards.filter((card) => card.id !== id);
  }

  /** The card of a swipe of this sitting. */
  cardOf(swipeId: string): Card | undefined {
    return this.#swiped.get(swipeId);
  }

  putBack(card: Card, verdict: Call): void {
    this.returned = { card, verdict };
    this.cards = [card, ...this.cards.filter(({ id }) => id !== card.id)];
  }

  /** Lays down the cards in hand, but for the first `kept`. */
  layDown(kept = 0): void {
    this.generation += 1;
    this.cards = this.cards.slice(0, kept);
    Object.assign(this, { short: null, relax: [], failure: null, unsent: null });
  }

  /** Begins a new sitting, as with another client. */
  clear(): void {
    this.layDown();
    this.#swiped.clear();
    Object.assign(this, { sent: null, returned: null, context: null });
  }
}

export let deck: Deck;
held(() => (deck = new Deck()));
belongs("client", () => deck.clear());
