// What an earlier run left behind when it crashed, until the user has said that they know.
import type { CrashReport } from "../ipc/client";

class Crash {
  report = $state.raw<CrashReport | null>(null);
  /** Whether the report was copied since it was opened. */
  copied = $state(false);
}

export const crash = new Crash();
