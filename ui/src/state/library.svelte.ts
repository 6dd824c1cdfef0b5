// The state of the library: counts, what was left out, the last check.
import type { CommandError } from "../ipc/client";
import type { DoctorResponse, QuarantineEntry, StatsResponse } from "../ipc/generated";
import { held } from "./page";

class Library {
  stats = $state.raw<StatsResponse | null>(null);
  failure = $state.raw<CommandError | null>(null);
  leftOut = $state.raw<{ total: number; entries: readonly QuarantineEntry[] }>({ total: 0, entries: [] });
  check = $state.raw<DoctorResponse | null>(null);
  checking = $state(false);
}

export let library: Library;
held(() => (library = new Library()));
