// Makes the whole page larger and smaller, as browsers do, and keeps how large it was.
import { asCommandError, zoomPage } from "../ipc/client";
import { percent, t } from "../i18n";
import { settings } from "../state/settings.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { keep } from "./settings";

const levels = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

async function show(level: number): Promise<boolean> {
  try {
    await zoomPage(level);
    shell.zoom = level;
    return true;
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
    return false;
  }
}

async function turn(level: number): Promise<void> {
  if (!(await show(level))) return;
  shell.tell(t("zoom.told", { percent: percent(level) }));
  await keep({ key: "zoom", value: level === 1 ? null : String(level) });
}

export const zoomIn: Action = {
  name: "zoom-in",
  label: "action.zoom.in",
  shortcut: ["Mod+="],
  perform: () => turn(levels.find((level) => level > shell.zoom) ?? levels[levels.length - 1] ?? 1),
};

export const zoomOut: Action = {
  name: "zoom-out",
  label: "action.zoom.out",
  shortcut: ["Mod+-"],
  perform: () => turn(levels.findLast((level) => level < shell.zoom) ?? levels[0]),
};

export const zoomReset: Action = {
  name: "zoom-reset",
  label: "action.zoom.reset",
  shortcut: ["Mod+0"],
  perform: () => turn(1),
};

/** Takes up the size that was left. */
export async function takeUpZoom(): Promise<void> {
  const level = levels.find((one) => String(one) === settings.get("zoom")) ?? 1;
  if (level !== shell.zoom) await show(level);
}
