// How a sentence was read, as far as it is still the sentence in the box. Pure.
import type { ReadPart, SearchRequest, Understanding } from "../ipc/generated";

/** What a search's words were read as; null where there are none, or nothing in them to show. */
export const shown = (request: SearchRequest | null, understood: Understanding | null): Understanding | null =>
  request?.text && understood && understood.parts.length > 0 ? understood : null;

/** A sentence as the engine reads it, and counts its places: with single spaces and none around it. */
export const spaced = (sentence: string): string => sentence.replace(/[\s\p{Cc}]+/gu, " ").trim();

/** A sentence without some of its parts, with single spaces and no punctuation left hanging. */
export function without(sentence: string, parts: readonly Pick<ReadPart, "start" | "end">[]): string {
  const last = [...parts].sort((a, b) => b.start - a.start);
  const rest = last.reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, sentence);
  return rest
    .replace(/\s+([,;:.!?،；，。])/g, "$1")
    .replace(/([,;:،；，])(?=\s*[,;:،；，])/g, "")
    .replace(/\s+/g, " ")
    .replace(/^[\s,;:،；，-]+|[\s,;:،；，-]+$/g, "");
}
