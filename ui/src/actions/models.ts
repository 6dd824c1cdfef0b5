// Adds a model, changes over to one, removes one. Long work is a job that can be stopped and gone on with.
import { asCommandError, call } from "../ipc/client";
import type { ImportEvent } from "../ipc/generated";
import { t } from "../i18n";
import { models } from "../state/models.svelte";
import { shell } from "../state/shell.svelte";
import { askModel } from "./dialogs";
import { refreshLibrary } from "./library";
import { search } from "./search";

let jobs = 0;

/** Runs one piece of work on the model called `name`; only one at a time. */
async function work(name: string, run: (job: string, hear: (event: ImportEvent) => void) => Promise<unknown>): Promise<void> {
  if (models.busy !== null) return;
  jobs += 1;
  const job = `model-${Date.now().toString(36)}-${jobs}`;
  Object.assign(models, { busy: name, failure: null });
  models.begin(job);
  try {
    await run(job, (event) => models.hear(event, performance.now()));
    shell.announcement = t("models.done", { name });
  } catch (thrown) {
    const failure = asCommandError(thrown);
    if (failure.code !== "Cancelled") models.failure = failure;
  }
  models.job = null;
  models.busy = null;
  await refreshLibrary();
}

export async function useModel(name: string): Promise<void> {
  await work(name, (job, hear) => call("use_model", { name, job }, hear));
  await search({ keepPlace: true });
}

/** Downloads a model from where the manifest says. */
export const downloadModel = ({ source, name }: { source: string; name: string }): Promise<void> => work(source, (job, hear) => call("add_model", { source, name, job }, hear));

/** Chooses a model's folder and copies it into the library. */
export async function addModelFolder(): Promise<void> {
  try {
    const source = await askModel();
    if (source !== null) await work(source, (job, hear) => call("add_model", { source, job }, hear));
  } catch (thrown) {
    models.failure = asCommandError(thrown);
  }
}

export const removeModel = (name: string): Promise<void> => work(name, () => call("remove_model", { name }));

export async function stopModelWork(): Promise<void> {
  if (!models.job) return;
  models.stopping();
  try {
    await call("cancel", { job: models.job.id });
  } catch (thrown) {
    models.failure = asCommandError(thrown);
  }
}
