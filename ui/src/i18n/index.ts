// Texts in the user's language: t(key, values). Keys and the values each text needs are checked by the compiler.
// English is the only catalogue so far; numbers and prices are written as in the user's region.
import { en } from "./en";

export type MessageKey = keyof typeof en;
type Text = string | { readonly one: string; readonly other: string };
/** What a catalogue of another language has to hold. */
export type Messages = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : Text };

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type ValuesOf<M> = M extends string ? Names<M> : M extends { other: infer O } ? Names<O> | "count" : never;
/** The values that a text needs, by name. */
export type Values<K extends MessageKey> = { [Name in ValuesOf<(typeof en)[K]>]: string | number };
type Arguments<K extends MessageKey> = [ValuesOf<(typeof en)[K]>] extends [never] ? [] : [Values<K>];
/** The keys of texts that need no values. */
export type PlainKey = { [K in MessageKey]: Arguments<K> extends [] ? K : never }[MessageKey];

const messages: Messages = en;
// Figures follow the texts' language, in the region's manner. The default of Intl will not do: where a system
// has no language set, it writes neither separators nor currencies as people do.
const locale = navigator.language.startsWith("en") ? navigator.language : "en-GB";
const plurals = new Intl.PluralRules(locale);
const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const fine = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });

/** The text of `key`, its {names} filled in. Numbers are written with separators. */
export function t<K extends MessageKey>(key: K, ...rest: Arguments<K>): string {
  const values = (rest[0] ?? {}) as Record<string, string | number>;
  const message: Text = messages[key];
  const text =
    typeof message === "string" ? message : plurals.select(Number(values["count"])) === "one" ? message.one : message.other;
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? number(value) : (value ?? "");
  });
}

/** A text as it stands by itself: shops and programs also write such texts in lower case. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);

/** A number for reading; below ten with one decimal where it has one. */
export const number = (value: number): string => (Math.abs(value) < 10 ? fine : whole).format(value);

const weights = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: "exceptZero" });
/** A weight or a change of one: two decimals and always its sign. */
export const signed = (value: number): string => weights.format(value).replace("-", "−");

/** A price in its currency; a currency that is no ISO code stands behind the figure. */
export function price(value: number | null, currency: string): string {
  if (value === null) return "";
  const minimumFractionDigits = Number.isInteger(value) ? 0 : 2;
  if (/^[A-Za-z]{3}$/.test(currency)) {
    const style = { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits } as const;
    return new Intl.NumberFormat(locale, style).format(value);
  }
  const figure = new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits: 2 }).format(value);
  return currency ? `${figure} ${currency}` : figure;
}

const shares = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 });
/** A share, 0..1, in percent. */
export const percent = (share: number): string => shares.format(share);

const days = new Intl.DateTimeFormat(locale, { day: "numeric", month: "long" });
/** The day of a moment that is given in milliseconds since 1970. */
export const day = (at: number): string => days.format(at);

/** A duration in its largest fitting unit, `seconds` rounded up. */
export function duration(seconds: number): string {
  if (seconds < 90) return t("time.seconds", { count: Math.max(1, Math.ceil(seconds)) });
  if (seconds < 5400) return t("time.minutes", { count: Math.round(seconds / 60) });
  return t("time.hours", { count: Math.round(seconds / 360) / 10 });
}

/** A size in megabytes (10^6 bytes). */
export const megabytes = (bytes: number): string => `${number(bytes / 1e6)} MB`;
