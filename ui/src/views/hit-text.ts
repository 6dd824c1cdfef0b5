// The lines under a hit's picture, in words.
import { capital, inLine, number, price, t } from "../i18n";
import type { Degraded, Hit } from "../ipc/generated";
import { reasonText } from "./reason-text";

/** Colour and type in one muted line; the brand stands in where the type is not known. */
export function factsOf(hit: Hit): string {
  const colour = hit.colours.slice(0, 2).join(" & ");
  return inLine(...[colour, hit.type || hit.brand].map(capital));
}

export const priceOf = (hit: Hit): string => price(hit.price, hit.currency);

/** Why a hit is there. What is close is close to what was shown: the user's photo, or a piece of the catalogue. */
export const whyOf = ({ reasons }: Hit, shown: "photo" | "piece" = "photo"): string =>
  inLine(...reasons.map((reason) => (reason.kind === "photo" && shown === "piece" ? t("reason.piece") : reasonText(reason))));

/** Why a search served less than all. */
export const degradedText = (degraded: Degraded): string =>
  degraded.kind === "pending" ? t("degraded.pending", { count: degraded.pictures }) : t("degraded.model");

/** What stands behind a folded hit, and its colours as far as they are known: `known` are the variants looked up, and
 *  `most` how many colours are shown. Null for a hit that stands for itself. */
export function foldedOf(hit: Hit, known: readonly Hit[], most: number): { text: string; colours: string[] } | null {
  const count = hit.variants.length;
  if (count === 0) return null;
  const main = ({ colours }: Hit): string => (colours[0] ?? "").toLowerCase();
  const colours = [...new Set(known.slice(0, most).map(main))].filter((colour) => colour !== "" && colour !== main(hit));
  // Pictures that are the same may stand behind a hit as well, and then its variants are no other colours.
  const onlyColours = known.length > 0 && colours.length === Math.min(count, most);
  return { text: onlyColours ? t("fold.colours", { count }) : `+${number(count)}`, colours };
}
