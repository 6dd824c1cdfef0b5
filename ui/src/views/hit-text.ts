// The lines under a hit's picture, in words.
import { capital, number, price, t } from "../i18n";
import { spoken } from "../i18n/spoken.svelte";
import type { Hit } from "../ipc/generated";

/** Colour and type in one muted line; the brand stands in where the type is not known. */
export function factsOf(hit: Hit): string {
  const colour = hit.colours.slice(0, 2).join(" & ");
  return [colour, hit.type || hit.brand].filter((part) => part !== "").map(capital).join(" · ");
}

export const priceOf = (hit: Hit): string => price(hit.price, hit.currency);

/** The engine's reason for a hit in the language of the page, as far as it is one that is known here. */
function spokenReason(why: string): string {
  if (why === "close to your photo") return t("reason.photo");
  const said = /^(.+), as you said$/.exec(why)?.[1];
  return said ? t("reason.said", { words: spoken.language === "en" ? said : said.replace(" and ", ", ") }) : why;
}

export const whyOf = (hit: Hit): string => capital(hit.why.map(spokenReason).join(" · "));

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
