// What the window itself can do: fill the screen, print.
import { asCommandError, printPage, toggleFullScreen } from "../ipc/client";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";

async function guarded(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

export const fullScreen: Action = { name: "full-screen", label: "action.full", shortcut: ["F11"], perform: () => guarded(toggleFullScreen) };
export const print: Action = { name: "print", label: "action.print", shortcut: ["Mod+P"], perform: () => guarded(printPage) };
