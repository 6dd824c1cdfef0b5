// Looks whether the library knows of a newer version of the program, and tells of it. It comes from a file there and no network.
import { call } from "../ipc/client";
import { t } from "../i18n";
import { newer } from "../state/newer.svelte";
import { shell } from "../state/shell.svelte";

export async function lookForNewer(): Promise<void> {
  try {
    newer.version = (await call("newer_version", {})).newer;
  } catch {
    // A library that cannot be opened says so where it is asked for more.
    return;
  }
  if (newer.version) shell.tell(t("about.newer", { version: newer.version.version }));
}
