// The client's recent and saved searches: brings them, saves one under a name, forgets one or all.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import type { SearchesResponse, SearchRequest } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { headline } from "../state/headline";
import { question } from "../state/question.svelte";
import { results } from "../state/results.svelte";
import { searches } from "../state/searches.svelte";
import { shell } from "../state/shell.svelte";

const longestName = 80;

async function taking(ask: (profile: string) => Promise<SearchesResponse>): Promise<SearchesResponse | null> {
  const profile = clients.current;
  try {
    const answer = await ask(profile);
    if (profile !== clients.current) return null;
    searches.take(answer);
    return answer;
  } catch (thrown) {
    if (profile === clients.current) shell.notice = asCommandError(thrown);
    return null;
  }
}

/** Finds out what the pieces are called that were searched with. */
async function name(): Promise<void> {
  const ids = [...searches.saved, ...searches.recent].flatMap(({ request: { like } }) => (like && !searches.titles.has(like) ? [like] : []));
  for (const id of new Set(ids)) {
    try {
      const { product } = await call("product", { id });
      searches.titles = new Map([...searches.titles, [id, product.title]]);
    } catch {
      // A piece that is gone has no title any more; its search is listed without one.
    }
  }
}

export async function loadSearches(): Promise<void> {
  const profile = clients.current;
  try {
    const answer = await call("searches", { profile });
    if (profile === clients.current) searches.take(answer);
  } catch {
    // The box works without them.
  }
  await name();
}

function askName(key: number, request: SearchRequest): void {
  const like = request.like ? searches.titles.get(request.like) : undefined;
  question.asked = {
    title: t("searches.save.title"),
    text: t("searches.save.text"),
    yes: t("searches.save"),
    no: t("searches.save.no"),
    field: { label: t("searches.name"), value: (request.text ?? like ?? headline(request)).slice(0, longestName), most: longestName },
    perform: (typed) => {
      const chosen = typed.trim();
      if (chosen) void taking((profile) => call("save_search", { profile, key, name: chosen }));
    },
  };
}

/** Saves a search under a name that is asked for, or no longer. */
export async function toggleSaved(key: number): Promise<void> {
  const found = searches.find(key);
  if (!found) return;
  if (found.name === null) askName(key, found.request);
  else await taking((profile) => call("save_search", { profile, key, name: null }));
}

/** Saves the search whose pieces are in sight, or no longer. */
export async function saveThis(): Promise<void> {
  const request = results.answered;
  if (!request) return;
  const saved = searches.savedAs(request);
  if (saved) {
    await toggleSaved(saved.key);
    return;
  }
  const answer = await taking((profile) => call("remember_search", { profile, request }));
  // What was remembered last comes first.
  const first = answer?.recent[0];
  if (first) askName(first.key, request);
}

/** Forgets a search; with null all that were not saved. A saved one is only recent first, so that one slip of the thumb
 *  loses nothing. */
export async function forgetSearches(key: number | null): Promise<void> {
  if (key !== null && searches.find(key)?.name != null) await toggleSaved(key);
  else await taking((profile) => call("forget_searches", key === null ? { profile } : { profile, key }));
}
