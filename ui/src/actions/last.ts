// Takes up where one was when the window was closed, and keeps where one is. A value that is out of date never stops
// the start: what is gone is left out.
import { call } from "../ipc/client";
import { askedOf, withKnown } from "../state/asked";
import { clients } from "../state/clients.svelte";
import { facets } from "../state/facets.svelte";
import { last, lastKey, readLast } from "../state/last.svelte";
import { query } from "../state/query.svelte";
import { requestOf } from "../state/request";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { recall } from "./recall";

/** Pause in milliseconds after which a change is written down. */
export const keepingPause = 600;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Where one is, as it is kept. */
export function whereNow(): string {
  const { limit: _limit, offset: _offset, ...request } = requestOf(query, 0, 0);
  return JSON.stringify({ place: shell.place, client: clients.current, request });
}

/** Reads where one was. `loaded` resolves once the facets of the catalogue are known. */
export async function takeUpLast(loaded: Promise<unknown>): Promise<void> {
  if (last.read) return;
  let found: ReturnType<typeof readLast>;
  const untouched = whereNow();
  try {
    const { values } = await call("settings", {});
    last.kept = values[lastKey] ?? "";
    found = readLast(values[lastKey]);
  } catch {
    // Without the library there is nothing to take up; the start itself tells what is wrong.
    return;
  }
  // Whoever is quicker than the library wants what they asked for now.
  if (found && whereNow() === untouched) {
    if (found.client) clients.choose(found.client);
    const asked = askedOf(found.request);
    if (Object.keys(asked.chosen).length > 0) await loaded;
    await recall(withKnown(asked, (field) => facets.all?.fields[field]?.map(({ value }) => value) ?? null));
    shell.place = found.place;
  }
  last.read = true;
}

function write(text: string): void {
  last.kept = text;
  // That it could not be kept costs no more than finding the place again.
  call("set_setting", { key: lastKey, value: text }).catch(() => undefined);
}

export const keepLast: Action<string> = {
  name: "keep-last",
  label: "action.start",
  shortcut: null,
  perform(text) {
    clearTimeout(timer);
    if (!last.read || text === last.kept) return;
    // A client's name is not kept longer than it is wanted: one that was erased is gone at once.
    if (readLast(last.kept)?.client !== clients.current) write(text);
    else timer = setTimeout(() => write(text), keepingPause);
  },
};

/** Writes nothing more of what has changed so far. */
export const dropLast = (): void => clearTimeout(timer);
