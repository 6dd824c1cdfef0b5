// The state of the library: counts, model, what was left out, the last check.
import type { CommandError } from "../ipc/client";
import type { DoctorResponse, ModelInfo, QuarantineEntry, StatsResponse } from "../ipc/generated";

class Library {
  stats = $state.raw<StatsResponse | null>(null);
  failure = $state.raw<CommandError | null>(null);
  models = $state.raw<readonly ModelInfo[]>([]);
  leftOut = $state.raw<{ total: number; entries: readonly QuarantineEntry[] }>({ total: 0, entries: [] });
  check = $state.raw<DoctorResponse | null>(null);
  checking = $state(false);
}

export const library = new Library();
