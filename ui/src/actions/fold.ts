// Shows one piece for all colours of a design, and what stands behind it.
import { call } from "../ipc/client";
import type { Hit } from "../ipc/generated";
import { hitOfProduct } from "../state/card-hit";
import { detail } from "../state/detail.svelte";
import { held } from "../state/page";
import { query } from "../state/query.svelte";
import { results } from "../state/results.svelte";
import { variants } from "../state/variants.svelte";
import { replaceOpened } from "./open-product";
import { search } from "./search";

/** Swatches on a card: more would not be told apart. */
export const mostSwatches = 4;
/** Products asked for at a time, so that nothing else waits for them. */
const atATime = 6;
/** Variants that an opened piece offers. */
export const mostVariants = 24;

let onTheWay: Set<string>;
held(() => (onTheWay = new Set()));

async function lookUp(ids: readonly string[]): Promise<void> {
  const missing = ids.filter((id) => !variants.known.has(id) && !onTheWay.has(id));
  for (const id of missing) onTheWay.add(id);
  for (let at = 0; at < missing.length; at += atATime) {
    const part = missing.slice(at, at + atATime);
    const answers = await Promise.allSettled(part.map((id) => call("product", { id })));
    variants.add(answers.flatMap((answer) => (answer.status === "fulfilled" ? [hitOfProduct(answer.value)] : [])));
    for (const id of part) onTheWay.delete(id);
  }
}

export function toggleFold(): Promise<void> {
  query.fold = !query.fold;
  return search();
}

/** Looks up the colours behind the folded pieces in sight. */
export async function loadSwatches(): Promise<void> {
  const { first, last } = results.visible;
  const ids: string[] = [];
  for (let rank = first; rank <= last; rank += 1) ids.push(...(results.at(rank)?.variants.slice(0, mostSwatches) ?? []));
  await lookUp(ids);
}

/** Looks up all variants of the opened piece. */
export async function loadVariants(): Promise<void> {
  await lookUp((detail.current?.family ?? []).slice(0, mostVariants));
}

/** Shows a variant in place of the opened piece. */
export const switchVariant = (hit: Hit): Promise<void> => replaceOpened(hit);
