// Learns the catalogue's own words, or goes back to the model as it came. Learning is a job that can be stopped.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { learning } from "../state/learning.svelte";
import { shell } from "../state/shell.svelte";
import { search } from "./search";

let jobs = 0;

export async function refreshLearning(): Promise<void> {
  try {
    learning.known = await call("learning", {});
  } catch (thrown) {
    learning.failure = asCommandError(thrown);
  }
}

async function change(run: () => Promise<unknown>): Promise<void> {
  if (learning.busy) return;
  Object.assign(learning, { busy: true, failure: null });
  try {
    await run();
    shell.announcement = t("learning.done");
  } catch (thrown) {
    const failure = asCommandError(thrown);
    if (failure.code !== "Cancelled") learning.failure = failure;
  }
  Object.assign(learning, { busy: false, job: null });
  await refreshLearning();
  // What is on the screen was found with what served before.
  await search({ keepPlace: true });
}

export async function learnShop(): Promise<void> {
  jobs += 1;
  const job = `learn-${Date.now().toString(36)}-${jobs}`;
  await change(() => {
    learning.begin(job);
    return call("learn", { job }, (event) => learning.hear(event, performance.now()));
  });
}

export const useModelAsItCame = (): Promise<void> => change(() => call("learn", { off: true }));

export async function stopLearning(): Promise<void> {
  if (!learning.job) return;
  learning.stopping();
  try {
    await call("cancel", { job: learning.job.id });
  } catch (thrown) {
    learning.failure = asCommandError(thrown);
  }
}
