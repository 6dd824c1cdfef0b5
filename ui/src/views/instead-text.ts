// What a piece that can be sold in place of another has in common with it, as words.
import { listed, t } from "../i18n";
import type { Common, Instead } from "../ipc/generated";

const said = (common: Common): string => t(`instead.${common}`);

/** "In stock: Linen shirt (same kind, same colour)" */
export function insteadText({ title, common, colour }: Instead): string {
  // One design in another colour says all that its kind and label would.
  const told = common.includes("design") ? common.filter((one) => one === "design" || one === "colour") : common;
  const words = told.map(said);
  return t("instead.line", { title, why: listed(colour === null ? words : [...words, t("instead.in-colour", { colour: colour.toLowerCase() })]) });
}
