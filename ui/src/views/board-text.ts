// What the pieces of a board or a look come to together.
import { price, t } from "../i18n";
import type { Pinned } from "../ipc/generated";

/** The sum of what has a price and can be had, where all of it is in one currency; empty where nothing is. It says of how many
 *  pieces it is where it is not of all. */
export function totalText(items: readonly Pick<Pinned, "price" | "currency" | "in_stock">[]): string {
  const priced = items.filter((item) => item.price !== null && item.in_stock);
  const [first] = priced;
  if (!first || priced.length < 2 || priced.some(({ currency }) => currency !== first.currency)) return "";
  const total = price(priced.reduce((all, item) => all + (item.price ?? 0), 0), first.currency);
  return priced.length < items.length ? t("boards.total.of", { total, count: priced.length, all: items.length }) : t("boards.total", { total });
}
