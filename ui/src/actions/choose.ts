// Chooses pieces together: one by one, or all from the last one that was chosen; and sets two to four side by side.
import { asCommandError, call } from "../ipc/client";
import type { Hit } from "../ipc/generated";
import { t } from "../i18n";
import { carried } from "../state/carried.svelte";
import { chosen } from "../state/chosen.svelte";
import { held } from "../state/page";
import { results } from "../state/results.svelte";
import { shell } from "../state/shell.svelte";

/** The rank of the piece that was chosen last, and the results in which it has that rank. */
let last: { rank: number; generation: number } | null;
held(() => (last = null));

/** Chooses the piece of a rank among the results, or no longer; with `through` all from the last one to it. */
export function pick({ rank, through }: { rank: number; through: boolean }): void {
  const { generation } = results;
  const from = through && last?.generation === generation ? last.rank : null;
  last = { rank, generation };
  const hits = Array.from({ length: from === null ? 1 : Math.abs(rank - from) + 1 }, (_, at) => results.at(Math.min(rank, from ?? rank) + at));
  const there = hits.filter((hit): hit is Hit => hit !== undefined);
  const [only] = there;
  if (from !== null) chosen.add(there);
  else if (only) chosen.toggle(only);
  shell.announcement = t("chosen.count", { count: chosen.hits.length });
}

/** Chooses the pieces of these ranks, together with those that were chosen before where they are to join them. */
export function band(ranks: readonly number[], more: boolean): void {
  if (!more) chosen.clear();
  chosen.add(ranks.map((rank) => results.at(rank)).filter((hit): hit is Hit => hit !== undefined));
  last = null;
  shell.announcement = t("chosen.count", { count: chosen.hits.length });
}

/** Asks for the board on which all that are chosen are put. */
export function boardChosen(): void {
  const [hit] = chosen.hits;
  if (hit) Object.assign(carried, { hit, over: null, waits: true });
}

export async function compare(): Promise<void> {
  if (!chosen.comparable) return;
  try {
    chosen.compared = await Promise.all(chosen.hits.map(({ id }) => call("product", { id })));
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}
