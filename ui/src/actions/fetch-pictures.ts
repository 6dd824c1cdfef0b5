// Looks which pictures the catalogue names by an address and has not here, and downloads them when the user asks for it.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { downloads } from "../state/downloads.svelte";
import { query } from "../state/query.svelte";
import { results } from "../state/results.svelte";
import { shell } from "../state/shell.svelte";
import { refreshLibrary } from "./library";
import { loadFacets } from "./load-facets";
import { search } from "./search";

/** Least time between two refreshes of what is on the screen, in milliseconds. */
const refreshPause = 2000;
let jobs = 0;

/** Asks what is missing; no connection is opened. */
export async function lookForPictures(): Promise<void> {
  try {
    downloads.missing = await call("fetch_pictures", { dry_run: true });
  } catch (thrown) {
    downloads.failure = asCommandError(thrown);
  }
}

async function showPictures(): Promise<void> {
  const waits = results.pending || query.words.trim() !== "" || query.shows;
  await Promise.all([refreshLibrary(), waits ? null : search({ keepPlace: true, quiet: true })]);
}

export async function fetchPictures(): Promise<void> {
  if (downloads.job) return;
  jobs += 1;
  const job = `pictures-${Date.now().toString(36)}-${jobs}`;
  downloads.begin(job);
  let refreshed = performance.now();
  try {
    downloads.came = await call("fetch_pictures", { job }, (event) => {
      const now = performance.now();
      downloads.hear(event, now);
      if (now - refreshed < refreshPause) return;
      refreshed = now;
      void showPictures();
    });
    shell.announcement = t("pictures.came", { count: downloads.came.fetched });
  } catch (thrown) {
    const failure = asCommandError(thrown);
    downloads.stopped = failure.code === "Cancelled";
    downloads.failure = downloads.stopped ? null : failure;
  }
  downloads.job = null;
  await Promise.all([lookForPictures(), showPictures(), loadFacets()]);
}

/** Asks the download to stop; it ends when the engine says so. */
export async function stopPictures(): Promise<void> {
  const { job } = downloads;
  if (!job) return;
  downloads.stopping();
  try {
    await call("cancel", { job: job.id });
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}
