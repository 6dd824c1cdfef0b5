// Runs the present query. The newest search wins: answers to older ones are dropped.
import { asCommandError } from "../ipc/client";
import { t } from "../i18n";
import { detail } from "../state/detail.svelte";
import { headline } from "../state/headline";
import { query } from "../state/query.svelte";
import { requestOf } from "../state/request";
import { pageSize, results } from "../state/results.svelte";
import { shell } from "../state/shell.svelte";
import { ask } from "./ask";
import { settle, unsettle } from "./settle";

export interface SearchManner {
  /** Stay where the user has scrolled to, as when only the order changes. */
  keepPlace?: boolean;
  /** Leave the opened piece where it is, as when both are brought back. */
  keepPiece?: boolean;
  /** Refresh behind the user's back: nothing is marked busy or read aloud, and errors change nothing. */
  quiet?: boolean;
}

let newest = 0;

/** Makes the answers of all searches so far count for nothing, as when the words have changed since. None of them is
 *  remembered any more, unless it was already. */
export function supersede(): void {
  newest += 1;
  results.pending = true;
  unsettle();
}

export async function search({ keepPlace = false, keepPiece = keepPlace, quiet = false }: SearchManner = {}): Promise<void> {
  if (quiet) newest += 1;
  else supersede();
  // A piece of another search would take the room that the pieces of this one need.
  if (!keepPiece && !quiet && detail.place === "search") detail.close();
  const turn = newest;
  const firstPage = keepPlace ? Math.floor(results.visible.first / pageSize) : 0;
  const lastPage = keepPlace ? Math.floor(results.visible.last / pageSize) : 0;
  const offset = firstPage * pageSize;
  const request = requestOf(query, offset, (lastPage - firstPage + 1) * pageSize);
  try {
    const response = await ask(request);
    if (turn !== newest) return;
    results.replace(request, response, offset, !keepPlace);
    if (!quiet) {
      settle(requestOf(query, 0, pageSize));
      shell.announcement = t("count.announce", { count: response.total, what: headline(request) });
    }
  } catch (thrown) {
    if (turn !== newest || quiet) return;
    results.fail(asCommandError(thrown));
  } finally {
    if (turn === newest && !quiet) results.pending = false;
  }
}
