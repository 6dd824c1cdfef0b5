// The lines under a hit's picture, in words.
import { capital, price } from "../i18n";
import type { Hit } from "../ipc/generated";

/** Colour and type in one muted line; the brand stands in where the type is not known. */
export function factsOf(hit: Hit): string {
  const colour = hit.colours.slice(0, 2).join(" & ");
  return [colour, hit.type || hit.brand].filter((part) => part !== "").map(capital).join(" · ");
}

export const priceOf = (hit: Hit): string => price(hit.price, hit.currency);

export const whyOf = (hit: Hit): string => capital(hit.why.join(" · "));
