// The running import, the plan that waits for a yes, and what the last import did.
import type { CommandError } from "../ipc/client";
import type { Column, ImportPreviewResponse, ImportRequest, ImportResponse, StatsResponse } from "../ipc/generated";
import { RunningJob } from "./job.svelte";

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
  /** The header of the column for a field, where the user named it. */
  map: Readonly<Partial<Record<Column, string>>>;
}

/** The plan of importing a path, as long as nothing more was said. */
export const planOf = (source: string, folder: boolean): Plan => ({ source, folder, images: null, copy: false, map: {} });

/** What a plan and a request of the engine have in common. */
export function askedBy({ source, images, map }: Plan): { source: string; images?: string; map: string[] } {
  const asked = { source, map: Object.entries(map).map(([field, header]) => `${field}=${header}`) };
  return images === null ? asked : { ...asked, images };
}

/** What was imported last, so that it can be read again; undefined where nobody knows. */
export function lastSource(outcome: Outcome | null, stats: StatsResponse | null): ImportSource | undefined {
  if (outcome) return outcome.source;
  if (stats?.demo) return null;
  return stats?.source ? { source: stats.source } : undefined;
}

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

export const importing = new Importing();
