// Crashes: looks for the report of an earlier one, shows, copies and puts it away, and writes down what goes wrong now.
import { asCommandError, crashReport, dismissCrash, reportCrash } from "../ipc/client";
import { t } from "../i18n";
import { crash } from "../state/crash.svelte";
import { palette } from "../state/palette.svelte";
import { shell } from "../state/shell.svelte";

export async function lookForCrash(): Promise<void> {
  try {
    crash.report = await crashReport();
  } catch {
    // A report that cannot be read is no reason to stop anybody.
    crash.report = null;
  }
}

export function showCrash(): void {
  crash.copied = false;
  palette.open = "crash";
}

export async function copyCrash(): Promise<void> {
  try {
    await navigator.clipboard.writeText(crash.report?.text ?? "");
    crash.copied = true;
    shell.announcement = t("crash.copied");
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

export async function putCrashAway(): Promise<void> {
  crash.report = null;
  if (palette.open === "crash") palette.open = null;
  try {
    await dismissCrash();
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

/** Reports of one sitting: an error in a loop must not fill the disk. */
const most = 5;

/** Writes down errors that nobody caught, from here on. The answer ends that. */
export function watchErrors(): () => void {
  const told = new Set<string>();
  const tell = (thrown: unknown, message: string): void => {
    const text = (thrown instanceof Error && thrown.stack) || message || String(thrown);
    // Browsers say so when an element was measured later than they hoped; nothing is wrong.
    if (told.size >= most || told.has(text) || /ResizeObserver loop/.test(text)) return;
    told.add(text);
    reportCrash(text).catch(() => undefined);
  };
  const onerror = (event: ErrorEvent): void => tell(event.error, event.message);
  const onrejection = (event: PromiseRejectionEvent): void => tell(event.reason, "");
  addEventListener("error", onerror);
  addEventListener("unhandledrejection", onrejection);
  return () => {
    removeEventListener("error", onerror);
    removeEventListener("unhandledrejection", onrejection);
  };
}
