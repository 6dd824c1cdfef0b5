// What came back of a lookbook, as a sentence.
import { inLine, t } from "../i18n";
import type { ReactionsResponse } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { clientName } from "./client-text";

/** Who answered which board. */
export const answeredText = ({ client, board }: ReactionsResponse): string =>
  t("reactions.came", { name: clientName(client, clients.guest), board: board || t("boards.favourites") });

/** What it came to, as far as there was any of it. */
export function cameText(came: ReactionsResponse): string {
  const facts = [
    came.loved > 0 ? t("reactions.loved", { count: came.loved }) : "",
    came.maybe > 0 ? t("reactions.maybe", { count: came.maybe }) : "",
    came.left > 0 ? t("reactions.left", { count: came.left }) : "",
    came.notes > 0 ? t("reactions.notes", { count: came.notes }) : "",
    came.repeated > 0 ? t("reactions.repeated", { count: came.repeated }) : "",
    came.unknown.length > 0 ? t("reactions.unknown", { count: came.unknown.length }) : "",
  ];
  return inLine(...facts) || t("reactions.nothing");
}
