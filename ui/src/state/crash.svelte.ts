// What an earlier run left behind when it crashed, until the user has said that they know.
import type { CrashReport } from "../ipc/client";
import { held } from "./page";

class Crash {
  report = $state.raw<CrashReport | null>(null);
  /** Whether the report was copied since it was opened. */
  copied = $state(false);
}

export let crash: Crash;
held(() => (crash = new Crash()));
