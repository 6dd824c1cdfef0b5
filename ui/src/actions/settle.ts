// Notices which searches the user stays on: those whose answer stood for a while, or of which a piece was opened.
// What is remembered is kept by the engine; here is only when.
import { call } from "../ipc/client";
import type { SearchRequest } from "../ipc/generated";
import { clients } from "../state/clients.svelte";
import { device } from "../state/device.svelte";
import { held } from "../state/page";
import { query, type Liked } from "../state/query.svelte";
import { searched } from "../state/request";
import { searches } from "../state/searches.svelte";

/** Time in milliseconds after which an answered search counts as one that was meant. */
export const settling = 1500;

let timer: ReturnType<typeof setTimeout> | undefined;
let waiting: { request: SearchRequest; profile: string; piece: Liked | null } | null = null;

/** Drops the search that is waiting, as when the words change before it has settled. */
export function unsettle(): void {
  clearTimeout(timer);
  waiting = null;
}

held(unsettle);

/** Remembers the search that is waiting, now. */
export async function settleNow(): Promise<void> {
  const settled = waiting;
  unsettle();
  if (!settled) return;
  try {
    const { profile, request, piece } = settled;
    const answer = await call("remember_search", { profile, request });
    if (profile !== clients.current) return;
    searches.take(answer);
    if (piece) searches.titles = new Map([...searches.titles, [piece.id, piece.title]]);
  } catch {
    // A history with a gap is no reason to disturb a search that succeeded.
  }
}

/** Waits whether the user stays on a search that was answered. The collection itself is nothing to remember. */
export function settle(request: SearchRequest): void {
  unsettle();
  if (!device.may("clients")) return;
  if (!searched(request) && (request.filters ?? []).length === 0) return;
  waiting = { request: { ...request, offset: 0 }, profile: clients.current, piece: query.like };
  timer = setTimeout(() => void settleNow(), settling);
}
