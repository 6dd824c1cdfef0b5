// Closes what lies on top, or goes one piece back on the walk.
import { carried } from "../state/carried.svelte";
import { cropping } from "../state/cropping.svelte";
import { detail } from "../state/detail.svelte";
import { importing } from "../state/importing.svelte";
import { palette } from "../state/palette.svelte";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";

export const close: Action = {
  name: "close",
  label: "action.close",
  shortcut: ["Escape"],
  perform() {
    if (question.asked) question.asked = null;
    else if (importing.plan) importing.plan = null;
    else if (palette.open) palette.open = null;
    else if (detail.closer) detail.closer = false;
    else if (carried.waits) carried.clear();
    else if (cropping.path !== null) cropping.path = null;
    else if (detail.in(shell.place)) detail.close();
    else shell.notice = null;
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

export const dismissNotice: Action = {
  name: "dismiss-notice",
  label: "action.dismiss",
  shortcut: null,
  perform() {
    shell.notice = null;
  },
};
