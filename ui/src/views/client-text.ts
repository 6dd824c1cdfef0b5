// What is said of a client, a card and a weight, in words.
import { capital, price, signed, t } from "../i18n";
import { fullPictureUrl, thumbUrl } from "../ipc/client";
import type { Attribute, AttributeTaste, Card, Profile, Taste } from "../ipc/generated";
import { attributeKey } from "../state/taste.svelte";

/** The guest by the language's own word, anybody else by name. */
export const clientName = (name: string, guest: string): string => (name === guest ? t("clients.guest") : name);

export function countsOf({ swipes, likes, favourites }: Profile): string {
  if (swipes === 0 && favourites === 0) return t("clients.counts.none");
  const counts = [
    t("clients.counts.swipes", { count: swipes }),
    likes > 0 ? t("clients.counts.likes", { count: likes }) : "",
    favourites > 0 ? t("clients.counts.favourites", { count: favourites }) : "",
  ];
  return counts.filter(Boolean).join(" · ");
}

/** Attributes of a card of which less can be asked for. A word that stands for two fields is offered once. */
export function lessOf({ attributes }: Card): Attribute[] {
  const telling = attributes.filter(({ field }) => ["type", "colour", "style", "occasion", "brand", "tag", "subcategory"].includes(field));
  const words = telling.map(({ value }) => value.toLowerCase());
  return telling.filter(({ value }, at) => words.indexOf(value.toLowerCase()) === at).slice(0, 5);
}

/** What draws a client most, in one short line. */
export function drawnTo({ attributes }: Taste): string {
  const drawing = attributes.filter(({ weight }) => weight > 0);
  return [...new Set(drawing.map(({ value }) => value.toLowerCase()))].slice(0, 3).join(", ");
}

export function faceOf(card: Card): { id: string; title: string; facts: string; price: string; thumb: string | null; picture: string | null } {
  const colour = card.colours.slice(0, 2).join(" & ");
  const facts = [capital(colour), card.type || card.brand].filter(Boolean).join(" · ");
  const picture = card.image === null && card.thumb === null ? null : fullPictureUrl(card.id);
  return { id: card.id, title: card.title, facts, price: price(card.price, card.currency), thumb: thumbUrl(card.thumb), picture };
}

/** A term of a score as a sentence in the language of the page; what the shop calls things stays as it is. */
function reasonOf(term: Card["terms"][number]): string {
  switch (term.kind) {
    case "picture":
    case "crowd":
    case "content":
      return t(`reason.${term.kind}`);
    case "context":
      return t("reason.context", { value: term.value.toLowerCase() });
    case "attribute": {
      const value = term.field === "brand" ? term.value : term.value.toLowerCase();
      switch (term.field) {
        case "colour":
        case "gender":
        case "occasion":
        case "style":
          return t(`reason.${term.field}`, { value });
        case "season":
          return t("reason.occasion", { value });
        case "tag":
          return t("reason.style", { value });
        default:
          return t("reason.kind", { value });
      }
    }
    default:
      return "";
  }
}

/** The engine's reasons, each with its part of the largest. The engine names the terms that raised the score in
 *  falling order, and before them, without a term, that a card is shown to learn: that one has no share. */
export function reasonsOf({ why, terms, explored }: Card): { text: string; share: number | null }[] {
  const raising = terms.filter((term) => term.amount > 0 && term.kind !== "base").sort((a, b) => b.amount - a.amount);
  const most = raising[0]?.amount ?? 1;
  const first = explored ? 1 : 0;
  return why.map((text, at) => {
    const term = at < first ? undefined : raising[at - first];
    const said = at < first ? t("reason.explored") : term ? reasonOf(term) : "";
    return { text: capital(said || text), share: at < first ? null : (term?.amount ?? 0) / most };
  });
}

/** The strongest attributes as bars, with what the last swipe changed. */
export function barsOf({ attributes }: Taste, moved: ReadonlyMap<string, number>, most: number) {
  // What just moved is shown even where it is not among the strongest, so that a swipe is always seen to count.
  const strong = attributes.slice(0, most);
  const late = attributes.slice(most).filter((own) => moved.has(attributeKey(own)));
  const shown = [...strong.slice(0, most - Math.min(2, late.length)), ...late.slice(0, 2)];
  const longest = Math.max(0.5, ...shown.map(({ weight }) => Math.abs(weight)));
  const twice = (value: string): boolean => shown.filter((own) => own.value.toLowerCase() === value.toLowerCase()).length > 1;
  return shown.map((own) => {
    const name = twice(own.value) ? `${capital(own.value)} (${t(`taste.field.${own.field}`).toLowerCase()})` : capital(own.value);
    const step = moved.get(attributeKey(own)) ?? 0;
    return {
      key: attributeKey(own), name, share: Math.abs(own.weight) / longest, away: own.weight < 0,
      step: step === 0 ? "" : signed(step), up: step > 0, text: signed(own.weight),
    };
  });
}

/** What a weight rests on. */
export function evidenceOf({ likes, passes, less, from_quiz, edited, deviation }: AttributeTaste): string {
  const parts = [
    from_quiz ? t("taste.from-quiz") : "",
    edited ? t("taste.edited") : "",
    likes > 0 ? t("taste.likes", { count: likes }) : "",
    passes > 0 ? t("taste.passes", { count: passes }) : "",
    less > 0 ? t("taste.less", { count: less }) : "",
    deviation > 0 ? t("taste.sure", { deviation: signed(deviation).replace("+", "") }) : "",
  ];
  return parts.filter(Boolean).join(" · ");
}
