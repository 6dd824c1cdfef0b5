// Imports a catalogue or the demo as a job: progress while it runs, pieces as they come, and the end told.
import { asCommandError, call } from "../ipc/client";
import { percent, t } from "../i18n";
import type { ImportEvent } from "../ipc/generated";
import { presentationOf } from "../state/failures";
import { askedBy, importing, takesMost, type ImportSource } from "../state/importing.svelte";
import { library } from "../state/library.svelte";
import { held } from "../state/page";
import { query } from "../state/query.svelte";
import { results } from "../state/results.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { cancelImport } from "./end-import";
import { refreshLibrary } from "./library";
import { looked } from "./plan-import";
import { search } from "./search";
import { showCatalogue } from "./undo-import";

/** Least time between two refreshes of what is on the screen, in milliseconds. */
const refreshPause = 1200;
let jobs = 0;

/** Shows what has come so far, unless the user is waiting for a search of their own. */
async function showNewPieces(): Promise<void> {
  if (results.pending || query.words.trim() || query.shows) return;
  await search({ keepPlace: true, quiet: true });
}

function listener(): (event: ImportEvent) => void {
  let refreshed = performance.now();
  let announced = -1;
  return (event) => {
    const now = performance.now();
    importing.hear(event, now);
    const tenths = event.total > 0 ? Math.floor((event.done * 10) / event.total) : 0;
    if (tenths !== announced) {
      announced = tenths;
      shell.announcement = t("import.announce", { step: t(`import.${event.step}`), percent: percent(tenths / 10) });
    }
    if (now - refreshed >= refreshPause) {
      refreshed = now;
      void Promise.all([showNewPieces(), refreshLibrary()]);
    }
  };
}

/** The import that was begun last, until nothing of it is left to do. */
let running: Promise<void>;
held(() => (running = Promise.resolve()));

function run(source: ImportSource): Promise<void> {
  if (!importing.job) running = bring(source);
  return running;
}

/** Stops the demo's import where that is what runs: what the user brings comes first. */
export async function stopDemo(): Promise<void> {
  if (!importing.job || importing.source !== null) return;
  await cancelImport();
  await running;
}

async function bring(source: ImportSource): Promise<void> {
  jobs += 1;
  const job = `import-${Date.now().toString(36)}-${jobs}`;
  importing.plan = null;
  importing.source = source;
  importing.begin(job);
  try {
    const hear = listener();
    const response = await (source ? call("import", { ...source, job }, hear) : call("import_demo", { job }, hear));
    importing.end({ kind: "done", source, response });
    shell.announcement = t("import.done");
  } catch (thrown) {
    const failure = asCommandError(thrown);
    const stopped = failure.code === "Cancelled";
    importing.end(stopped ? { kind: "stopped", source } : { kind: "failed", source, failure });
    shell.announcement = stopped ? t("import.stopped") : t(presentationOf(failure.code).title);
  }
  await showCatalogue();
}

/** Imports what the plan says, after the user's yes. A yes that was said before anybody knew what the plan would read waits
 *  for that, and is none to an import that takes most of the catalogue away. */
export async function confirmImport(): Promise<void> {
  const { plan, preview: seen } = importing;
  if (!plan) return;
  if (!seen) await looked();
  const { preview } = importing;
  if (importing.plan !== plan || preview === null || preview.total === 0) return;
  if (!seen && takesMost(preview) && !library.stats?.demo) return;
  const update = plan.update ?? preview.update;
  importing.plan = null;
  shell.place = "catalogue";
  await stopDemo();
  await run({ ...askedBy(plan), copy_images: plan.copy, update });
}

export const importDemo: Action = {
  name: "import-demo",
  label: "action.import.demo",
  shortcut: null,
  needs: "import",
  perform: () => run(null),
};

/** Runs an import again, as after a stop or an error; what is already there is not read twice. */
export const resumeImport = run;
