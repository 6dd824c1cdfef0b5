// Fetches the pages of hits that have come into sight and are not here yet.
import { held } from "../state/page";
import { pageSize, results } from "../state/results.svelte";
import { ask } from "./ask";

/** Ranks of the first and the last hit in sight. */
export interface Sight {
  first: number;
  last: number;
}

let onTheWay: Set<string>;
held(() => (onTheWay = new Set()));

async function load(page: number): Promise<void> {
  const { answered, generation } = results;
  const key = `${generation}:${page}`;
  if (!answered || results.pages[page] || onTheWay.has(key)) return;
  onTheWay.add(key);
  const offset = page * pageSize;
  try {
    const response = await ask({ ...answered, offset, limit: pageSize });
    if (generation === results.generation) results.add(response.hits, offset);
  } catch {
    // The page stays a hole and is asked for again when it next comes into sight.
  } finally {
    onTheWay.delete(key);
  }
}

export async function loadPage({ first, last }: Sight): Promise<void> {
  results.visible = { first, last };
  const pages: Promise<void>[] = [];
  for (let page = Math.floor(first / pageSize); page * pageSize <= Math.min(last, results.total - 1); page += 1) {
    pages.push(load(page));
  }
  await Promise.all(pages);
}
