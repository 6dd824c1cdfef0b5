// Looks up what can be sold in place of pieces that are sold out, and opens it.
import { asCommandError, call } from "../ipc/client";
import type { Instead } from "../ipc/generated";
import { hitOfLiked } from "../state/card-hit";
import { instead } from "../state/instead.svelte";
import { results } from "../state/results.svelte";
import { goDeeper } from "./open-product";

async function lookUp(ids: readonly string[]): Promise<void> {
  const missing = ids.filter((id) => !instead.known.has(id));
  if (missing.length === 0) return;
  try {
    const { instead: found } = await call("instead", { ids: missing });
    instead.add(missing, found);
  } catch (thrown) {
    // The pieces stand there without it, and are sold out all the same.
    console.warn(asCommandError(thrown).message);
  }
}

/** For the pieces in sight. */
export async function loadInstead(): Promise<void> {
  const { first, last } = results.visible;
  const ids: string[] = [];
  for (let rank = first; rank <= last; rank += 1) {
    const hit = results.at(rank);
    if (hit && !hit.in_stock) ids.push(hit.id);
  }
  await lookUp(ids);
}

/** For one piece. */
export const loadInsteadOf = (id: string): Promise<void> => lookUp([id]);

export const openInstead = (found: Instead): Promise<void> => goDeeper(hitOfLiked(found));
