// Texts, numbers and prices in the user's language: t(key, values). Keys and the values that each text needs are
// checked by the compiler. What the page speaks is spoken.svelte.ts; what a catalogue holds is messages.ts.
import type { Arguments, Forms, MessageKey } from "./messages";
import { spoken } from "./spoken.svelte";

export type { MessageKey, PlainKey } from "./messages";

const made = new Map<string, Intl.NumberFormat>();
/** A way to write figures, made once for each language. */
function figures(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = spoken.locale + JSON.stringify(options);
  const known = made.get(key) ?? new Intl.NumberFormat(spoken.locale, options);
  made.set(key, known);
  return known;
}

const formOf = (forms: Forms, count: number): string => forms[new Intl.PluralRules(spoken.locale).select(count)] ?? forms.other;

/** The text of `key`, its {names} filled in. Numbers are written with separators. */
export function t<K extends MessageKey>(key: K, ...rest: Arguments<K>): string {
  const values = (rest[0] ?? {}) as Record<string, string | number>;
  const message: string | Forms = spoken.messages[key];
  const text = typeof message === "string" ? message : formOf(message, Number(values["count"]));
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : (value ?? "");
  });
}

/** A text as it stands by itself: shops and programs also write such texts in lower case. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(spoken.locale) + text.slice(1);

/** Words as a list within a sentence: "red, wide and dress". */
export const listed = (words: readonly string[]): string => new Intl.ListFormat(spoken.locale, { type: "conjunction" }).format(words);

/** A number for reading; below ten with one decimal where it has one. */
export const number = (value: number): string => figures({ maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 }).format(value);

/** A weight or a change of one: two decimals and always its sign. */
export const signed = (value: number): string =>
  figures({ minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" }).format(value).replace("-", "−");

/** A share, 0..1, in percent. */
export const percent = (share: number): string => figures({ style: "percent", maximumFractionDigits: 0 }).format(share);

/** A price in its currency; a currency that is no ISO code stands behind the figure. */
export function price(value: number | null, currency: string): string {
  if (value === null) return "";
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2;
  if (/^[A-Za-z]{3}$/.test(currency)) {
    return figures({ style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits }).format(value);
  }
  const figure = figures({ minimumFractionDigits, maximumFractionDigits: 2 }).format(value);
  return currency ? `${figure} ${currency}` : figure;
}

/** The day of a moment that is given in milliseconds since 1970. */
export const day = (at: number): string => new Intl.DateTimeFormat(spoken.locale, { day: "numeric", month: "long" }).format(at);

/** The date of such a moment, with its year. */
export const date = (at: number): string => new Intl.DateTimeFormat(spoken.locale, { dateStyle: "long" }).format(at);

/** A moment of such milliseconds: its day and its time. */
export const moment = (at: number): string => new Intl.DateTimeFormat(spoken.locale, { dateStyle: "medium", timeStyle: "short" }).format(at);

/** A day without a time: one of a year, as 2026-12-24, or of every year, as --12-24. */
export function spokenDay(day: string): string {
  const everyYear = day.startsWith("--");
  const at = new Date(`${everyYear ? `2000-${day.slice(2)}` : day}T12:00:00Z`);
  if (Number.isNaN(at.getTime())) return day;
  const form: Intl.DateTimeFormatOptions = everyYear ? { day: "numeric", month: "long" } : { dateStyle: "long" };
  return new Intl.DateTimeFormat(spoken.locale, { ...form, timeZone: "UTC" }).format(at);
}

/** A duration in its largest fitting unit, `seconds` rounded up. */
export function duration(seconds: number): string {
  if (seconds < 90) return t("time.seconds", { count: Math.max(1, Math.ceil(seconds)) });
  if (seconds < 5400) return t("time.minutes", { count: Math.round(seconds / 60) });
  return t("time.hours", { count: Math.round(seconds / 360) / 10 });
}

/** Short facts in one line, empty ones left out. A dot in the middle would read as a nought among Arabic figures. */
export const inLine = (...facts: readonly string[]): string => facts.filter((fact) => fact !== "").join(spoken.language === "ar" ? "، " : " · ");

/** A size in megabytes (10^6 bytes). */
export function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return figures({ style: "unit", unit: "megabyte", maximumFractionDigits: size < 10 ? 1 : 0 }).format(size);
}
