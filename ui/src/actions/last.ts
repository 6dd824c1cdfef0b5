// Takes up where one was when the window was closed, and keeps where one is. A value that is out of date never stops
// the start: what is gone is left out.
import { call } from "../ipc/client";
import { askedOf, withKnown } from "../state/asked";
import { device } from "../state/device.svelte";
import { facets } from "../state/facets.svelte";
import { last, lastKey, readLast } from "../state/last.svelte";
import { held } from "../state/page";
import { query } from "../state/query.svelte";
import { requestOf } from "../state/request";
import { settings } from "../state/settings.svelte";
import { shell } from "../state/shell.svelte";
import { recall } from "./recall";
import { loadSettings } from "./settings";

/** Pause in milliseconds after which a change is written down. */
export const keepingPause = 600;
let timer: ReturnType<typeof setTimeout> | undefined;
held(() => clearTimeout(timer));

/** Where one is, as it is kept. */
export function whereNow(): string {
  const { limit: _limit, offset: _offset, ...request } = requestOf(query, 0, 0);
  return JSON.stringify({ place: shell.place, request });
}

/** Reads where one was. `loaded` resolves once the facets of the catalogue are known. */
export async function takeUpLast(loaded: Promise<unknown>): Promise<void> {
  const untouched = whereNow();
  if (!settings.known) await loadSettings();
  if (last.read) return;
  // Without the library there is nothing to take up; the start itself tells what is wrong.
  if (!settings.known) return;
  last.kept = settings.get(lastKey) ?? "";
  const found = readLast(last.kept);
  // Whoever is quicker than the library wants what they asked for now.
  if (found && whereNow() === untouched) {
    const asked = askedOf(found.request);
    if (Object.keys(asked.chosen).length > 0) await loaded;
    await recall(withKnown(asked, (field) => facets.all?.fields[field]?.map(({ value }) => value) ?? null));
    if (device.mayGo(found.place)) shell.place = found.place;
  }
  last.read = true;
}

function write(text: string): void {
  last.kept = text;
  // That it could not be kept costs no more than finding the place again.
  call("set_setting", { key: lastKey, value: text }).catch(() => undefined);
}

export function keepLast(text: string): void {
  clearTimeout(timer);
  if (!last.read || text === last.kept) return;
  timer = setTimeout(() => write(text), keepingPause);
}
