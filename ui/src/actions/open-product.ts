// Opens a piece: its facts and its look-alikes are asked for together. From an open piece it goes deeper.
import { asCommandError, call } from "../ipc/client";
import type { Hit } from "../ipc/generated";
import { detail, type Opened } from "../state/detail.svelte";
import { recent } from "../state/recent.svelte";
import { shell } from "../state/shell.svelte";
import { settleNow } from "./settle";

/** Look-alikes asked for at a time. */
export const similarPage = 12;

async function facts(id: string): Promise<void> {
  try {
    const { product, image, in_stock: inStock, family } = await call("product", { id });
    // A folded hit brings its variants along; any other piece hears of them here.
    detail.update(id, { product, image, inStock, ...(family.length > 1 && { family }), loading: false, failure: null });
  } catch (thrown) {
    detail.update(id, { loading: false, failure: asCommandError(thrown) });
  }
}

async function lookAlikes(id: string): Promise<void> {
  try {
    const { hits, total } = await call("similar", { id, limit: similarPage, same_wearer: true });
    detail.update(id, { similar: hits, similarTotal: total });
  } catch {
    // The product's own error says it all; without look-alikes the piece is still worth showing.
    detail.update(id, { similar: [], similarTotal: 0 });
  }
}

async function load(id: string): Promise<void> {
  detail.update(id, { loading: true, failure: null });
  await Promise.all([facts(id), lookAlikes(id)]);
}

function openedOf(hit: Hit, family: readonly string[]): Opened {
  const { id, image } = hit;
  return { id, hit, image, family, product: null, inStock: null, similar: [], similarTotal: 0, loading: true, failure: null };
}

/** Shows another piece of the same design in place of the opened one. */
export async function replaceOpened(hit: Hit): Promise<void> {
  const before = detail.current;
  if (!before || before.id === hit.id) return;
  detail.replace(openedOf(hit, before.family));
  await load(hit.id);
}

/** Opens a piece from the grid: a new walk begins. */
export function openProduct(hit: Hit): Promise<void> {
  // A search of which a piece is opened is one that was meant.
  if (shell.place === "search") void settleNow();
  detail.close();
  detail.place = shell.place;
  return goDeeper(hit);
}

/** Shows the picture of the opened piece as large as the window lets it be. */
export function lookCloser(): void {
  detail.closer = detail.in(shell.place) !== null;
}

/** Opens a look-alike of the open piece; back leads to where it came from. */
export async function goDeeper(hit: Hit): Promise<void> {
  recent.add(hit);
  detail.push(openedOf(hit, hit.variants.length > 0 ? [hit.id, ...hit.variants] : []));
  await load(hit.id);
}

/** Asks again for a piece that could not be loaded. */
export const reloadProduct = load;

/** Adds the next look-alikes of the open piece. */
export async function moreSimilar(): Promise<void> {
  const opened = detail.current;
  if (!opened) return;
  try {
    const offset = opened.similar.length;
    const { hits } = await call("similar", { id: opened.id, limit: similarPage, offset, same_wearer: true });
    const known = new Set(opened.similar.map(({ id }) => id));
    detail.update(opened.id, { similar: [...opened.similar, ...hits.filter(({ id }) => !known.has(id))] });
  } catch (thrown) {
    detail.update(opened.id, { failure: asCommandError(thrown) });
  }
}
