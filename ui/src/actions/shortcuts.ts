// From a key press to an action. The list of actions is the only source of shortcuts.
import type { Action } from "./action";

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

export const isMac = (): boolean => /Mac/.test(navigator.platform);

function matches(shortcut: string, press: KeyPress): boolean {
  const parts = shortcut.split("+");
  const key = parts.at(-1) ?? "";
  const mod = isMac() ? press.metaKey : press.ctrlKey;
  const other = isMac() ? press.ctrlKey : press.metaKey;
  if (press.key.toLowerCase() !== key.toLowerCase() || other) return false;
  return mod === parts.includes("Mod") && press.altKey === parts.includes("Alt");
}

/** The action whose shortcut was pressed. A bare character is text while `typing`. */
export function actionFor(actions: readonly Action[], press: KeyPress, typing: boolean): Action | undefined {
  if (typing && press.key.length === 1 && !press.ctrlKey && !press.metaKey) return undefined;
  return actions.find((action) => action.shortcut?.some((shortcut) => matches(shortcut, press)));
}

const glyphs: Record<string, string> = { Escape: "Esc", ArrowLeft: "←" };

/** A shortcut as it is printed on the screen. */
export function printed(shortcut: string): string {
  const parts = shortcut.split("+").map((part) => {
    if (part === "Mod") return isMac() ? "⌘" : "Ctrl";
    return glyphs[part] ?? part;
  });
  return parts.join(isMac() ? "" : " ");
}
