// The headline above the pieces: what is shown, in the user's own words.
import { t } from "../i18n";
import type { SearchRequest } from "../ipc/generated";

const longest = 60;

/** Names what a request shows; null stands for the collection, as before the first answer. */
export function headline(request: SearchRequest | null): string {
  const text = request?.text ?? "";
  const words = text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;
  if (words && request?.image) return t("headline.both", { words });
  if (words) return t("headline.words", { words });
  return request?.image ? t("headline.photo") : t("headline.browse");
}
