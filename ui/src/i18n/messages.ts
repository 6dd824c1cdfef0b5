// What a catalogue of texts has to hold: every key of the English one, with the plural forms of its own language.
import type { en } from "./en";

export type MessageKey = keyof typeof en;
/** A text with a number: the form for every number, and those that the language has beside it. */
export type Forms = { readonly other: string } & { readonly [Rule in Intl.LDMLPluralRule]?: string };
export type Messages = { readonly [K in MessageKey]: (typeof en)[K] extends string ? string : Forms };

type Names<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never;
type ValuesOf<M> = M extends string ? Names<M> : M extends { other: infer O } ? Names<O> | "count" : never;
/** The values that a text needs, by name. */
export type Values<K extends MessageKey> = { [Name in ValuesOf<(typeof en)[K]>]: string | number };
export type Arguments<K extends MessageKey> = [ValuesOf<(typeof en)[K]>] extends [never] ? [] : [Values<K>];
/** The keys of texts that need no values. */
export type PlainKey = { [K in MessageKey]: Arguments<K> extends [] ? K : never }[MessageKey];

/** Texts of a part of the page, to be put together with the others of the same language. */
export type PartOf<Part> = { readonly [K in keyof Part & MessageKey]: Messages[K] };
