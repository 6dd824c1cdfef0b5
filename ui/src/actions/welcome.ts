// The welcome: finds pictures for it, and puts it away.
import { call } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import { welcome } from "../state/welcome.svelte";
import { keep } from "./settings";

export async function loadCover(): Promise<void> {
  if (welcome.full) return;
  try {
    welcome.fill((await call("quiz_options", {})).examples);
  } catch {
    // The welcome is as good without pictures; what went wrong is said where the pieces are.
  }
}

/** Puts the welcome away for good, and goes to the search box. */
export async function lookAround(): Promise<void> {
  await keep({ key: "welcomed", value: "true" });
  shell.focusSearch += 1;
}
