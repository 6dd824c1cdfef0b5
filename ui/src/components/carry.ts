// A drag that begins on one thing and ends on another: at once with a mouse or a pen, and with a finger after it has
// rested on the thing, since a finger that moves at once scrolls.

/** Pixels from which on a press is a drag. */
const slack = 8;
/** Milliseconds that a finger rests before it carries. */
const patience = 420;
/** Milliseconds in which the system may still make a click of a lifted finger. */
const late = 350;

/** How a drag ended: let go somewhere, let go where it was picked up (by a finger alone), or called back. */
export type Ending = "dropped" | "rested" | "left";

export interface Carrying {
  begin: (x: number, y: number) => void;
  move: (x: number, y: number) => void;
  end: (how: Ending) => void;
}

/** Follows the pointer from a press on; nothing begins before it has moved or rested. A drag is never a click as well. */
export function carry(press: PointerEvent, { begin, move, end }: Carrying): void {
  if (press.button !== 0) return;
  const touch = press.pointerType === "touch";
  let begun = false;
  let moved = false;

  function start(): void {
    begun = true;
    begin(press.clientX, press.clientY);
  }
  const rest = touch ? setTimeout(start, patience) : undefined;

  function onmove(event: PointerEvent): void {
    if (event.pointerId !== press.pointerId) return;
    const far = Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) >= slack;
    if (!begun && !far) return;
    if (!begun && touch) return finish("left");
    if (!begun) start();
    moved ||= far;
    move(event.clientX, event.clientY);
  }
  function finish(how: Ending): void {
    clearTimeout(rest);
    for (const [type, listener] of heard) window.removeEventListener(type, listener as EventListener, true);
    if (!begun) return;
    const swallow = (event: MouseEvent): void => event.stopPropagation();
    window.addEventListener("click", swallow, { capture: true, once: true });
    // Where no click follows, the next one is meant.
    setTimeout(() => window.removeEventListener("click", swallow, true), touch ? late : 0);
    end(how);
  }
  const onup = (event: PointerEvent): void => {
    if (event.pointerId === press.pointerId) finish(begun && !moved ? "rested" : "dropped");
  };
  // A system that takes the finger away to scroll leaves the thing picked up, to be put somewhere by a tap.
  const oncancel = (event: PointerEvent): void => {
    if (event.pointerId === press.pointerId) finish(touch && begun ? "rested" : "left");
  };
  function onkey(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !begun) return;
    event.preventDefault();
    event.stopPropagation();
    finish("left");
  }
  // A finger that carries neither scrolls nor opens the menu of the system.
  const still = (event: Event): void => {
    if (begun) event.preventDefault();
  };
  const noMenu = (event: Event): void => {
    if (touch) event.preventDefault();
  };
  const heard: [string, (event: never) => void][] = [
    ["pointermove", onmove],
    ["pointerup", onup],
    ["pointercancel", oncancel],
    ["keydown", onkey],
    ["touchmove", still],
    ["contextmenu", noMenu],
  ];
  for (const [type, listener] of heard) window.addEventListener(type, listener as EventListener, { capture: true, passive: false });
}
