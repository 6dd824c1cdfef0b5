// Adds a model, changes over to one, removes one. Long work is a job that can be stopped and gone on with.
import { asCommandError, call, chooseFolder } from "../ipc/client";
import type { ImportEvent } from "../ipc/generated";
import { t } from "../i18n";
import { models } from "../state/models.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
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
  await refreshLibrary.perform();
}

export const useModel: Action<string> = {
  name: "use-model",
  label: "models.use",
  shortcut: null,
  async perform(name) {
    await work(name, (job, hear) => call("use_model", { name, job }, hear));
    await search.perform({ keepPlace: true });
  },
};

/** Downloads a model from where the manifest says. */
export const downloadModel: Action<{ source: string; name: string }> = {
  name: "download-model",
  label: "models.download",
  shortcut: null,
  perform: ({ source, name }) => work(source, (job, hear) => call("add_model", { source, name, job }, hear)),
};

/** Chooses a model's folder and copies it into the library. */
export const addModelFolder: Action = {
  name: "add-model-folder",
  label: "models.add",
  shortcut: null,
  async perform() {
    try {
      const source = await chooseFolder();
      if (source !== null) await work(source, (job, hear) => call("add_model", { source, job }, hear));
    } catch (thrown) {
      models.failure = asCommandError(thrown);
    }
  },
};

export const removeModel: Action<string> = {
  name: "remove-model",
  label: "models.remove",
  shortcut: null,
  perform: (name) => work(name, () => call("remove_model", { name })),
};

export const stopModelWork: Action = {
  name: "stop-model-work",
  label: "action.import.cancel",
  shortcut: null,
  async perform() {
    if (!models.job) return;
    models.stopping();
    try {
      await call("cancel", { job: models.job.id });
    } catch (thrown) {
      models.failure = asCommandError(thrown);
    }
  },
};
