// A drag by mouse or pen that begins on one thing and ends on another. A finger scrolls instead.

/** Pixels from which on a press is a drag. */
const slack = 8;

export interface Carrying {
  begin: () => void;
  move: (x: number, y: number) => void;
  /** The drag has ended: well, or by Escape or because the system took it. */
  end: (dropped: boolean) => void;
}

/** Follows the pointer from a press on; nothing begins before it has moved. A drag is never a click as well. */
export function carry(press: PointerEvent, { begin, move, end }: Carrying): void {
  if (press.button !== 0 || press.pointerType === "touch") return;
  let begun = false;

  function moved(event: PointerEvent): void {
    if (!begun && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < slack) return;
    if (!begun) begin();
    begun = true;
    move(event.clientX, event.clientY);
  }
  function finish(dropped: boolean): void {
    window.removeEventListener("pointermove", moved);
    window.removeEventListener("pointerup", up);
    window.removeEventListener("pointercancel", cancel);
    window.removeEventListener("keydown", key, true);
    if (!begun) return;
    const swallow = (event: MouseEvent): void => event.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    // Where no click follows, the next one is meant.
    setTimeout(() => window.removeEventListener("click", swallow, true));
    end(dropped);
  }
  const up = (): void => finish(true);
  const cancel = (): void => finish(false);
  function key(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !begun) return;
    event.preventDefault();
    event.stopPropagation();
    finish(false);
  }
  window.addEventListener("pointermove", moved);
  window.addEventListener("pointerup", up);
  window.addEventListener("pointercancel", cancel);
  window.addEventListener("keydown", key, true);
}
