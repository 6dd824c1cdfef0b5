// How well typed letters fit a label: in their order, each beginning a word or following the one before. Pure.

/** Small letters without their accents, so that "amelie" finds Amélie. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Whether a word begins there: after what is no letter, with each Chinese sign, and after the Arabic article. */
function begins(label: string, at: number): boolean {
  const word = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);
  const starts = (from: number): boolean => from === 0 || !word(label.charAt(from - 1));
  return starts(at) || /\p{Script=Han}/u.test(label.charAt(at)) || (at >= 2 && label.slice(at - 2, at) === "ال" && starts(at - 2));
}

/** Points of the best way to find `typed` in `label` from `from` on; null where it cannot be found. */
function points(typed: string, label: string, from: number, before: number): number | null {
  if (typed === "") return 0;
  let best: number | null = null;
  for (let at = label.indexOf(typed.charAt(0), from); at >= 0; at = label.indexOf(typed.charAt(0), at + 1)) {
    const follows = at === before + 1 && before >= 0;
    // Letters from within words would find anything in anything.
    if (!follows && !begins(label, at)) continue;
    const here = follows ? 3 : 2;
    const rest = points(typed.slice(1), label, at + 1, at);
    if (rest === null) continue;
    if (best === null || here + rest > best) best = here + rest;
  }
  return best;
}

/** Whether each word that was typed begins a word of `label`, as a title is sought: single letters of it are everywhere. */
export function holds(typed: string, label: string): boolean {
  const words = plain(label).split(/[^\p{L}\p{N}]+/u);
  return plain(typed).split(/\s+/).every((word) => words.some((own) => own.startsWith(word)));
}

/** How well `typed` fits `label`, higher is better; null where it does not. Spaces in it count for nothing. */
export function fit(typed: string, label: string): number | null {
  const letters = plain(typed).replace(/\s+/g, "").slice(0, 24);
  const found = points(letters, plain(label), 0, -1);
  return found === null ? null : found - label.length / 100;
}
