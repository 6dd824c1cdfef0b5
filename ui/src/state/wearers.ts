// For whom a shop says that a piece is, as the page says it: shops write the English words of their systems. Pure but for t.
import { t } from "../i18n";

const wearers = ["women", "men", "girls", "boys", "kids", "unisex"] as const;
type Wearer = (typeof wearers)[number];

/** What shops write for them. */
const written: Readonly<Record<string, Wearer>> = {
  woman: "women", female: "women", ladies: "women", womens: "women", "women's": "women",
  man: "men", male: "men", mens: "men", "men's": "men",
  girl: "girls", boy: "boys", children: "kids", child: "kids",
};

const wearerOf = (said: string): Wearer | null => {
  const word = said.trim().toLowerCase();
  return wearers.find((one) => one === word) ?? written[word] ?? null;
};

/** A wearer in the page's language; as the shop says it where that is none of the usual ones. */
export function wearerName(said: string): string {
  const wearer = wearerOf(said);
  return wearer ? t(`wearer.${wearer}`) : said;
}

/** "for women" in one piece, which some languages write as one word; null for an unusual wearer. */
export function forWearer(said: string): string | null {
  const wearer = wearerOf(said);
  return wearer ? t(`wearer.for.${wearer}`) : null;
}
