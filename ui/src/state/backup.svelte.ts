// The last backup that was made or taken up in this sitting, and whether one is under way.
import type { CommandError } from "../ipc/client";
import type { BackupResponse, RestoreResponse } from "../ipc/generated";
import { held } from "./page";

export type BackupOutcome = { kind: "made"; response: BackupResponse } | { kind: "restored"; file: string; response: RestoreResponse };

class Backup {
  busy = $state<"making" | "restoring" | null>(null);
  outcome = $state.raw<BackupOutcome | null>(null);
  failure = $state.raw<CommandError | null>(null);
}

export let backup: Backup;
held(() => (backup = new Backup()));
