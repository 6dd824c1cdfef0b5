// Asks for less of an attribute of the top card. The card stays; those behind it are dealt anew.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { Attribute } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { shell } from "../state/shell.svelte";
import { taste } from "../state/taste.svelte";
import { deal } from "./deal";
import { inTurn } from "./turns";

export async function showLess(attribute: Attribute): Promise<void> {
  const card = deck.top;
  const profile = clients.current;
  if (!card) return;
  await inTurn(async () => {
    try {
      const answer = await call("swipe", { profile, product_id: card.id, verdict: "less", attribute });
      if (profile !== clients.current) return;
      taste.take(answer.taste, answer.changed);
      deck.layDown(1);
      shell.announcement = t("discover.less.done", { value: attribute.value });
    } catch (thrown) {
      deck.failure = asCommandError(thrown);
    }
  });
  await deal();
}
