// Takes back what was done last: what the window has just told of, or the last swipe; and makes a swipe count again.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { Card, SwipeName } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { deck, type Call } from "../state/deck.svelte";
import { detail } from "../state/detail.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import type { Action } from "./action";
import { deal } from "./deal";
import { inTurn } from "./turns";

const isCall = (verdict: string): verdict is Call => ["like", "pass", "super"].includes(verdict);

/** The card of a swipe of an earlier sitting, without what was said for it then. */
async function oldCard(id: string): Promise<Card> {
  const { product, thumb, image } = await call("product", { id });
  const none = { content: 0, collaborative: 0, visual: 0 };
  const { title, price, currency, brand, type, gender, colours } = product;
  return {
    id, title, price, currency, brand, type, gender, colours, image, thumb, score: 0, components: none, weights: none,
    terms: [], total: 0, explored: false, propensity: 1, strategy: "", reasons: [], attributes: [],
  };
}

async function bringBack({ id, verdict, swipe_id }: SwipeName): Promise<void> {
  // Less of an attribute moved no card; those behind the top one were dealt by it.
  if (!isCall(verdict)) return deck.layDown(1);
  const card = deck.cardOf(swipe_id) ?? (await oldCard(id));
  deck.putBack(card, verdict);
  shell.announcement = t("discover.undone", { title: card.title });
}

async function guarded(work: () => Promise<void>): Promise<void> {
  await inTurn(async () => {
    try {
      await work();
    } catch (thrown) {
      deck.failure = asCommandError(thrown);
    }
  });
  await deal();
}

export function undoSwipe(): Promise<void> {
  // A swipe that never arrived is undone by forgetting it: its card is back already.
  if (deck.unsent) {
    Object.assign(deck, { unsent: null, failure: null });
    return deal();
  }
  return guarded(async () => {
    const profile = clients.current;
    const answer = await call("undo", { profile });
    if (profile !== clients.current) return;
    taste.take(answer.taste);
    if (answer.undone) await bringBack(answer.undone);
  });
}

/** Takes back what the window has just told of; the last swipe where the deck is in sight; else what was told of before. */
export const undo: Action = {
  name: "undo",
  label: "action.undo",
  shortcut: ["Mod+Z", "Z"],
  perform() {
    const dealt = shell.place === "discover" && detail.in("discover") === null;
    if (dealt && !shell.told?.undo) return undoSwipe();
    shell.takeBack();
  },
};

export const redo: Action = {
  name: "redo",
  label: "discover.redo",
  shortcut: ["Mod+Y", "Mod+Shift+Z"],
  place: "discover",
  perform: () =>
    guarded(async () => {
      const profile = clients.current;
      const { redone, taste: now } = await call("redo", { profile });
      if (profile !== clients.current) return;
      taste.take(now);
      if (!redone) return;
      const card = deck.cards.find(({ id }) => id === redone.id);
      if (card && isCall(redone.verdict)) deck.leave({ card, verdict: redone.verdict, swipeId: redone.swipe_id });
    }),
};
