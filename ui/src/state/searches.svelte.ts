// What the client searched before: the recent searches, and those that were saved under a name.
import type { RememberedSearch, SearchesResponse, SearchRequest } from "../ipc/generated";
import { belongs, held } from "./page";

/** What a request asks for, without its page and without what says nothing: equal texts are equal searches. */
export function essence(request: SearchRequest): string {
  const fields = Object.entries(request).filter(([name, value]) => {
    const empty = value === null || value === undefined || value === false || value === "" || (Array.isArray(value) && value.length === 0);
    // Without another order it is the usual one.
    return !empty && !["limit", "offset", "exact"].includes(name) && !(name === "sort" && value === "relevance");
  });
  return JSON.stringify(Object.fromEntries(fields.toSorted(([one], [other]) => one.localeCompare(other))));
}

class Searches {
  recent = $state.raw<readonly RememberedSearch[]>([]);
  saved = $state.raw<readonly RememberedSearch[]>([]);
  /** Titles of pieces that were shown to search by, by id. */
  titles = $state.raw<ReadonlyMap<string, string>>(new Map());

  /** Those that are recent and were not saved. */
  readonly passing = $derived(this.recent.filter(({ name }) => name === null));

  take({ recent, saved }: SearchesResponse): void {
    this.recent = recent;
    this.saved = saved;
  }

  find(key: number): RememberedSearch | undefined {
    return [...this.saved, ...this.recent].find((search) => search.key === key);
  }

  /** The saved search that asks the same. */
  savedAs(request: SearchRequest): RememberedSearch | undefined {
    const asked = essence(request);
    return this.saved.find((search) => essence(search.request) === asked);
  }

  clear(): void {
    Object.assign(this, { recent: [], saved: [], titles: new Map() });
  }
}

export let searches: Searches;
held(() => (searches = new Searches()));
belongs("client", () => searches.clear());
