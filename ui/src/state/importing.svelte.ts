// The running import, the plan that waits for a yes, and what the last import did.
import type { CommandError } from "../ipc/client";
import type { Column, ImportPreviewResponse, ImportRequest, ImportResponse, StatsResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";
import { belongs, held } from "./page";

/** What to import; null stands for the demo catalogue. */
export type ImportSource = ImportRequest | null;

/** An import that ended: well, stopped by the user, or with an error. */
export type Outcome =
  | { kind: "done"; source: ImportSource; response: ImportResponse }
  | { kind: "stopped"; source: ImportSource }
  | { kind: "failed"; source: ImportSource; failure: CommandError };

/** An import that waits for the user's yes. */
export interface Plan {
  source: string;
  folder: boolean;
  images: string | null;
  copy: boolean;
  /** Whether only what the file names changes; null where it is left to what the file looks like. */
  update: boolean | null;
  /** What the user said of columns, by their headers: the field that one fills, or that it fills none. */
  map: Readonly<Record<string, Column | "unused">>;
}

/** The plan of importing a path, as long as nothing more was said. */
export const planOf = (source: string, folder: boolean): Plan => ({ source, folder, images: null, copy: false, update: null, map: {} });

/** What a plan and a request of the engine have in common. */
export function askedBy({ source, images, map, update }: Plan): { source: string; images?: string; map: string[]; update?: boolean } {
  const asked = { source, map: Object.entries(map).map(([header, field]) => `${field}=${header}`) };
  return { ...asked, ...(images === null ? {} : { images }), ...(update === null ? {} : { update }) };
}

/** What was imported last, so that it can be read again; undefined where nobody knows. */
export function lastSource(outcome: Outcome | null, stats: StatsResponse | null): ImportSource | undefined {
  if (outcome) return outcome.source;
  if (stats?.demo) return null;
  return stats?.source ? { source: stats.source } : undefined;
}

type Changes = Pick<ImportPreviewResponse, "updated" | "unchanged" | "removed">;
/** Pieces that the library holds before an import. */
export const presentOf = ({ updated, unchanged, removed }: Changes): number => updated + unchanged + removed;
/** A few pieces that go are the usual course of things, however small the shop. */
const fewGone = 10;
/** Whether an import would take more of the catalogue away than it leaves. */
export const takesMost = (changes: Changes): boolean => changes.removed > fewGone && changes.removed * 2 > presentOf(changes);

class Importing extends RunningJob {
  /** What is being imported. */
  source = $state.raw<ImportSource>(null);
  outcome = $state.raw<Outcome | null>(null);
  plan = $state.raw<Plan | null>(null);
  /** What the plan would read; null until the engine has looked. */
  preview = $state.raw<ImportPreviewResponse | null>(null);
  previewFailure = $state.raw<CommandError | null>(null);

  override begin(id: string): void {
    super.begin(id);
    this.outcome = null;
  }

  end(outcome: Outcome): void {
    this.job = null;
    this.outcome = outcome;
  }
}

export let importing: Importing;
held(() => (importing = new Importing()));
belongs("library", () => void Object.assign(importing, { outcome: null, plan: null }));
