// What is said of orders and looks that come in, in sentences.
import { date, percent, t } from "../i18n";
import type { ImportLooksResponse, ImportOrdersResponse } from "../ipc/generated";

/** What a file of orders would bring. */
export function foundIn(found: ImportOrdersResponse): string[] {
  const { orders, lines, known_lines, clients, unknown_products, quarantined, span } = found;
  return [
    lines > 0 ? t("orders.found", { orders, lines }) : t("orders.nothing"),
    span ? t("orders.span", { first: date(span[0]), last: date(span[1]) }) : "",
    lines > 0 && known_lines > 0 ? t("orders.known", { count: known_lines }) : "",
    clients > 0 ? t("orders.clients", { count: clients }) : "",
    unknown_products > 0 ? t("orders.unknown", { count: unknown_products }) : "",
    quarantined > 0 ? t("orders.left-out", { count: quarantined }) : "",
  ].filter(Boolean);
}

export const ordersCame = ({ orders, lines, quarantined }: ImportOrdersResponse): string =>
  [lines > 0 ? t("orders.done", { orders, lines }) : t("orders.nothing"), quarantined > 0 ? t("orders.left-out", { count: quarantined }) : ""].filter(Boolean).join(" ");

export function looksCame({ looks, pieces, learnt }: ImportLooksResponse): string[] {
  const { before, after, adopted } = learnt;
  const taught =
    before === null || after === null
      ? t("looks.few")
      : adopted
        ? t("looks.better", { before: percent(before), after: percent(after) })
        : t("looks.same");
  return [t("looks.done", { looks, pieces }), taught];
}
