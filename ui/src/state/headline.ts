// The headline above the pieces: what is shown, in the user's own words.
import { t } from "../i18n";
import type { SearchRequest } from "../ipc/generated";

const longest = 60;

/** Names what a request shows; null stands for the collection, as before the first answer. */
export function headline(request: SearchRequest | null): string {
  const text = request?.text ?? "";
  const words = text.length > longest ? `${text.slice(0, longest).trimEnd()}…` : text;
  const photos = (request?.image ? 1 : 0) + (request?.images?.length ?? 0);
  if (request?.like && photos === 0) return words ? t("headline.like.both", { words }) : t("headline.like");
  if (photos > 1 || (photos > 0 && request?.like)) return words ? t("headline.photos.both", { words }) : t("headline.photos");
  if (words && photos > 0) return t("headline.both", { words });
  if (words) return t("headline.words", { words });
  return photos > 0 ? t("headline.photo") : t("headline.browse");
}
