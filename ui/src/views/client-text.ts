// What is said of a client, a card and a weight, in words.
import { capital, inLine, price, t } from "../i18n";
import { fullPictureUrl, thumbUrl } from "../ipc/client";
import type { Attribute, AttributeTaste, Card, Profile, Taste } from "../ipc/generated";
import { attributeKey } from "../state/taste.svelte";
import { wearerName } from "../state/wearers";
import { reasonText } from "./reason-text";

/** The guest by the language's own word, anybody else by name. */
export const clientName = (name: string, guest: string): string => (name === guest ? t("clients.guest") : name);

export function countsOf({ swipes, likes, favourites }: Profile): string {
  if (swipes === 0 && favourites === 0) return t("clients.counts.none");
  return inLine(
    t("clients.counts.swipes", { count: swipes }),
    likes > 0 ? t("clients.counts.likes", { count: likes }) : "",
    favourites > 0 ? t("clients.counts.favourites", { count: favourites }) : "",
  );
}

/** Attributes of a card of which less can be asked for. A word that stands for two fields is offered once. */
export function lessOf({ attributes }: Card): Attribute[] {
  const telling = attributes.filter(({ field }) => ["type", "colour", "style", "occasion", "brand", "tag", "subcategory"].includes(field));
  const words = telling.map(({ value }) => value.toLowerCase());
  return telling.filter(({ value }, at) => words.indexOf(value.toLowerCase()) === at).slice(0, 5);
}

/** A value as the page says it within a sentence: wearers are the same in every shop, the rest is the shop's own. */
const spelt = ({ field, value }: Attribute): string => (field === "gender" ? wearerName(value) : value.toLowerCase());

/** What draws a client most, in one short line. */
export function drawnTo({ attributes }: Taste): string {
  const drawing = attributes.filter(({ weight }) => weight > 0);
  return [...new Set(drawing.map(spelt))].slice(0, 3).join(", ");
}

export function faceOf(card: Card): { id: string; title: string; facts: string; price: string; thumb: string | null; picture: string | null } {
  const colour = card.colours.slice(0, 2).join(" & ");
  const facts = inLine(capital(colour), card.type || card.brand);
  const picture = card.image === null && card.thumb === null ? null : fullPictureUrl(card.id);
  return { id: card.id, title: card.title, facts, price: price(card.price, card.currency), thumb: thumbUrl(card.thumb), picture };
}

/** The reasons of a card, each with its part of the largest; null for one that adds nothing to the score. */
export const reasonsOf = ({ reasons }: Card): { text: string; share: number | null }[] =>
  reasons.map((reason) => ({ text: reasonText(reason), share: reason.share }));

/** The same where it stands by itself. */
export function named({ field, value }: { field: string; value: string }): string {
  if (field !== "gender") return value;
  const name = wearerName(value);
  return name === value ? value : capital(name);
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
    const name = twice(own.value) ? `${capital(named(own))} (${t(`taste.field.${own.field}`).toLowerCase()})` : capital(named(own));
    const step = moved.get(attributeKey(own)) ?? 0;
    return {
      key: attributeKey(own), name, share: Math.abs(own.weight) / longest, away: own.weight < 0,
      step: step === 0 ? "" : step > 0 ? "↑" : "↓", up: step > 0, text: strengthOf(own.weight),
    };
  });
}

/** Weights from which on somebody is drawn a little, drawn, and strongly drawn. */
const strengths = [0.15, 0.6, 1.5] as const;

/** A weight in words; its figure stands where one points at it. */
export function strengthOf(weight: number): string {
  const far = strengths.filter((from) => Math.abs(weight) >= from).length;
  if (far === 0) return t("taste.drawn.0");
  const step = far === 1 ? 1 : far === 2 ? 2 : 3;
  return weight > 0 ? t(`taste.drawn.${step}`) : t(`taste.away.${step}`);
}

/** How sure a weight is, by the standard deviation that is left of it. */
const sureness = (deviation: number): string => t(deviation < 0.4 ? "taste.sure.known" : deviation < 0.7 ? "taste.sure.forming" : "taste.sure.guess");

/** What a weight rests on. */
export function evidenceOf({ likes, passes, bought, less, from_quiz, edited, deviation }: AttributeTaste): string {
  return inLine(
    from_quiz ? t("taste.from-quiz") : "",
    edited ? t("taste.edited") : "",
    likes > 0 ? t("taste.likes", { count: likes }) : "",
    passes > 0 ? t("taste.passes", { count: passes }) : "",
    bought > 0 ? t("taste.bought", { count: bought }) : "",
    less > 0 ? t("taste.less", { count: less }) : "",
    deviation > 0 ? sureness(deviation) : "",
  );
}
