// What the last answered search found. Hits are kept by page, with gaps where nobody has scrolled yet.
// Asking for pages is actions/load-page.ts.
import type { CommandError } from "../ipc/client";
import type { Degraded, Hit, SearchRequest, SearchResponse, Understanding } from "../ipc/generated";
import { bandBreaks, type BandBreak } from "./bands";
import { belongs, held } from "./page";
import { searched } from "./request";

/** Hits in a page. */
export const pageSize = 40;

class Results {
  total = $state(0);
  degraded = $state.raw<Degraded | null>(null);
  /** How the words were read; null where there were none. */
  understood = $state.raw<Understanding | null>(null);
  /** Pages of hits by page number; a page that was not asked for yet is a hole. */
  pages = $state.raw<(readonly Hit[] | undefined)[]>([]);
  /** The request that these results answer; null before the first answer. */
  answered = $state.raw<SearchRequest | null>(null);
  /** True from the first keystroke until the newest search is answered. */
  pending = $state(true);
  failure = $state.raw<CommandError | null>(null);
  /** Whether any of the first hits says why it is there. */
  reasoned = $state(false);
  /** Counts result sets, so that late pages of an older set are told from the present one. */
  generation = $state(0);
  /** Counts the result sets that are read from the top. */
  fresh = $state(0);
  /** First and last rank on the screen. */
  visible = { first: 0, last: 0 };

  /** Whether the pieces stand by how well they answer a search. */
  readonly ranked = $derived(searched(this.answered) && (this.answered?.sort ?? "relevance") === "relevance");
  /** Where further bands begin. */
  readonly breaks: readonly BandBreak[] = $derived(this.ranked ? bandBreaks(this.pages, pageSize) : []);
  /** Whether even the first piece is no strong answer. */
  readonly weak = $derived(this.ranked && !["strong", null, undefined].includes(this.at(0)?.band));

  at(rank: number): Hit | undefined {
    return this.pages[Math.floor(rank / pageSize)]?.[rank % pageSize];
  }

  /** Takes a new result set whose first hit has the rank `offset`, a multiple of the page size. */
  replace(request: SearchRequest, response: SearchResponse, offset: number, fromTop: boolean): void {
    this.total = response.total;
    this.degraded = response.degraded;
    this.understood = response.understood;
    this.pages = paged([], response.hits, offset);
    this.reasoned = response.hits.some(({ reasons }) => reasons.length > 0);
    this.answered = request;
    this.failure = null;
    this.generation += 1;
    if (fromTop) this.fresh += 1;
  }

  /** Adds hits of the present result set. */
  add(hits: readonly Hit[], offset: number): void {
    this.pages = paged(this.pages, hits, offset);
  }

  /** Shows nothing until the next search is answered. */
  clear(): void {
    Object.assign(this, { total: 0, pages: [], answered: null, pending: true, failure: null });
    this.generation += 1;
  }

  fail(failure: CommandError): void {
    this.failure = failure;
    this.generation += 1;
  }
}

function paged(
  pages: readonly (readonly Hit[] | undefined)[],
  hits: readonly Hit[],
  offset: number,
): (readonly Hit[] | undefined)[] {
  const next = pages.slice();
  for (let start = 0; start < hits.length; start += pageSize) {
    next[(offset + start) / pageSize] = hits.slice(start, start + pageSize);
  }
  return next;
}

export let results: Results;
held(() => (results = new Results()));
belongs("client", () => results.clear());
