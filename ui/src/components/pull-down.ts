// A sheet at the foot of the screen that is pulled down by its upper edge, and goes when it is let go far or fast enough.
import type { Action } from "svelte/action";

/** Pixels from which on a slow pull counts. */
const far = 110;
/** Pixels a millisecond from which on a short one counts. */
const fast = 0.6;
const slack = 6;

interface Pulling {
  /** The sheet that follows the finger. */
  sheet: HTMLElement | undefined;
  /** Nothing is pulled where it is no sheet. */
  on: boolean;
  done: () => void;
}

export const pullDown: Action<HTMLElement, Pulling> = (edge, given) => {
  let { sheet, on, done } = given;
  let from: { y: number; at: number; pointer: number } | null = null;
  let moved = false;

  function begin(event: PointerEvent): void {
    if (!on || event.pointerType === "mouse" || from) return;
    from = { y: event.clientY, at: event.timeStamp, pointer: event.pointerId };
    moved = false;
  }
  function move(event: PointerEvent): void {
    if (!from || !sheet || event.pointerId !== from.pointer) return;
    const by = Math.max(0, event.clientY - from.y);
    if (!moved && by > slack) edge.setPointerCapture(event.pointerId);
    moved ||= by > slack;
    if (moved) sheet.style.translate = `0 ${by}px`;
  }
  function end(event: PointerEvent): void {
    if (!from || event.pointerId !== from.pointer) return;
    const by = event.clientY - from.y;
    const speed = by / Math.max(1, event.timeStamp - from.at);
    from = null;
    if (sheet) sheet.style.translate = "";
    if (moved && event.type === "pointerup" && (by > far || (speed > fast && by > slack * 4))) done();
  }
  const heard = { pointerdown: begin, pointermove: move, pointerup: end, pointercancel: end } as const;
  for (const [type, listener] of Object.entries(heard)) edge.addEventListener(type, listener as EventListener);
  return {
    update: (next) => ({ sheet, on, done } = next),
    destroy() {
      for (const [type, listener] of Object.entries(heard)) edge.removeEventListener(type, listener as EventListener);
    },
  };
};
