// What is said of a table of clients, in sentences.
import { t } from "../i18n";
import type { ImportClientsResponse } from "../ipc/generated";

/** The fields that a column of such a table can be. */
export const clientFields = [
  "name", "first_name", "last_name", "email", "phone", "address", "birthday", "size", "avoid", "note",
] as const;

const nothing = ({ new_clients, entries }: ImportClientsResponse): boolean => new_clients === 0 && entries === 0;

/** What a table would bring: a line that leads, and what else there is to know. */
export function foundClients(found: ImportClientsResponse): string[] {
  const { new_clients, known_clients, entries, quarantined, rows } = found;
  return [
    nothing(found) ? t("clients.table.nothing") : t("clients.table.found", { count: new_clients }),
    known_clients > 0 ? t("clients.table.known", { count: known_clients }) : "",
    entries > 0 ? t("clients.table.entries", { count: entries }) : "",
    rows > 0 ? t("clients.table.rows", { count: rows }) : "",
    quarantined > 0 ? t("clients.table.left-out", { count: quarantined }) : "",
  ].filter(Boolean);
}

/** What came of a table, and what of it could not be used. */
export function clientsCame(came: ImportClientsResponse): string {
  const brought = nothing(came) ? [t("clients.table.nothing")] : [t("clients.table.found", { count: came.new_clients }), t("clients.table.entries", { count: came.entries })];
  return [...brought, came.quarantined > 0 ? t("clients.table.left-out", { count: came.quarantined }) : ""].filter(Boolean).join(" ");
}
