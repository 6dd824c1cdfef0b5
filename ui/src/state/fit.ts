// How well typed letters fit a label: all of them in their order, and better where they begin words. Pure.

/** Small letters without their accents, so that "amelie" finds Amélie. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Points of the best way to find `typed` in `label` from `from` on; null where it cannot be found. */
function points(typed: string, label: string, from: number, before: number): number | null {
  if (typed === "") return 0;
  let best: number | null = null;
  for (let at = label.indexOf(typed.charAt(0), from); at >= 0; at = label.indexOf(typed.charAt(0), at + 1)) {
    const begins = at === 0 || !/[\p{L}\p{N}]/u.test(label.charAt(at - 1));
    const here = at === before + 1 && before >= 0 ? 3 : begins ? 2 : 0;
    const rest = points(typed.slice(1), label, at + 1, at);
    if (rest === null) break;
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
