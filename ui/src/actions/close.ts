// Closes what lies on top, or goes one piece back on the walk.
import { detail } from "../state/detail.svelte";
import { overlays } from "../state/overlays.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";

export const close: Action = {
  name: "close",
  label: "action.close",
  shortcut: ["Escape"],
  perform() {
    if (!overlays.close()) shell.notice = null;
  },
};

export const back: Action = {
  name: "back",
  label: "action.back",
  shortcut: ["Alt+ArrowLeft"],
  perform() {
    if (detail.in(shell.place) && detail.walk.length > 1) detail.back();
  },
};

export function dismissNotice(): void {
  shell.notice = null;
}
