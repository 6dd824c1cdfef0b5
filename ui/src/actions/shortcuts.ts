// From a key press to an action. The list of actions is the only source of shortcuts.
import type { Place } from "../state/shell.svelte";
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
  // A plus is printed on the key of the equals sign on some keyboards, and on a key of its own on others.
  const pressed = press.key === "+" ? "=" : press.key.toLowerCase();
  if (pressed !== key.toLowerCase() || other) return false;
  // Some keyboards need Shift for a sign such as "/"; with letters and named keys it makes another shortcut.
  const shifted = /^[a-z]$|../i.test(key) ? press.shiftKey : parts.includes("Shift");
  return mod === parts.includes("Mod") && press.altKey === parts.includes("Alt") && shifted === parts.includes("Shift");
}

/** The action whose shortcut was pressed. A bare character is text while `typing`, and so are the keys of a single
 *  place's actions; what is typed has an undo of its own. Those count in `place` alone; null is nowhere, and leaving it out is everywhere. */
export function actionFor(actions: readonly Action[], press: KeyPress, typing: boolean, place?: Place | null): Action | undefined {
  if (typing && press.key.length === 1 && !press.ctrlKey && !press.metaKey) return undefined;
  if (typing && press.key.toLowerCase() === "z") return undefined;
  return actions
    .filter((action) => action.place === undefined || (!typing && (place === undefined || action.place === place)))
    .find((action) => action.shortcut?.some((shortcut) => matches(shortcut, press)));
}

const glyphs: Record<string, string> = { Escape: "Esc", ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", Shift: "⇧", "=": "+", "-": "−" };

/** A shortcut as it is printed on the screen. */
export function printed(shortcut: string): string {
  const parts = shortcut.split("+").map((part) => {
    if (part === "Mod") return isMac() ? "⌘" : "Ctrl";
    return glyphs[part] ?? part;
  });
  return parts.join(isMac() ? "" : " ");
}
