// Says something of the top card. The card leaves at once; the engine hears of it in turn, and answers with the card that
// the hand wants next.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { clients } from "../state/clients.svelte";
import { deck, type Call, type Sending } from "../state/deck.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import type { Action } from "./action";
import { deal, wanted } from "./deal";
import { inTurn } from "./turns";

/** A name that no other swipe has, by which a repeated one is known. */
const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function send(sending: Sending): Promise<void> {
  const { generation } = deck;
  const { card, verdict, swipeId } = sending;
  const profile = clients.current;
  let filled = false;
  await inTurn(async () => {
    const cards = generation === deck.generation ? wanted() : null;
    deck.pending = cards !== null;
    try {
      const answer = await call("swipe", { profile, product_id: card.id, verdict, swipe_id: swipeId, ...(cards && { deal: cards }) });
      if (profile !== clients.current) return;
      taste.take(answer.taste, answer.changed);
      deck.unsent = null;
      if (answer.dealt && generation === deck.generation) {
        deck.add(answer.dealt);
        filled = true;
      }
    } catch (thrown) {
      if (profile !== clients.current || generation !== deck.generation) return;
      deck.failure = asCommandError(thrown);
      // A piece that the catalogue no longer has can be said nothing of; any other card comes back.
      if (deck.failure.code === "NotFound") return;
      deck.unsent = sending;
      deck.putBack(card, verdict);
    } finally {
      deck.pending = false;
    }
  });
  // The next card came with the answer, unless the hand was laid down meanwhile. Cards after a failed swipe would be dealt as if it had not been; they wait for the retry.
  if (!deck.unsent && !filled) await deal();
}

export async function swipe(verdict: Call): Promise<void> {
  const card = deck.top;
  if (!card) return;
  const sending = { card, verdict, swipeId: newId() };
  Object.assign(deck, { failure: null, unsent: null });
  deck.leave(sending);
  const next = deck.top?.title ?? "";
  shell.announcement = t(next ? "discover.announce.next" : "discover.announce", { verdict: t(`discover.said.${verdict}`), title: card.title, next });
  await send(sending);
}

/** Sends a swipe again that did not arrive; heard twice, it counts once. */
export async function resend(): Promise<void> {
  const { unsent } = deck;
  Object.assign(deck, { failure: null, unsent: null });
  if (!unsent) return deal();
  deck.leave(unsent);
  await send(unsent);
}

function said(verdict: Call, shortcut: string): Action {
  return { name: verdict, label: `discover.${verdict}`, shortcut: [shortcut], place: "discover", needs: "clients", perform: () => swipe(verdict) };
}

export const pass = said("pass", "ArrowLeft");
export const like = said("like", "ArrowRight");
export const superLike = said("super", "ArrowUp");
