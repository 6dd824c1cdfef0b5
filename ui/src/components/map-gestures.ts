// From pointers on the map to movements of it: one pointer drags, two pinch. What moves is the caller's.

interface Spot {
  x: number;
  y: number;
}

export interface Moves {
  /** Moves by so many pixels. */
  pan: (dx: number, dy: number) => void;
  /** Closer or farther, about a spot in the element. */
  zoom: (factor: number, at: Spot) => void;
}

/** Pixels that a pointer may tremble while it clicks. */
const tremble = 5;

/** Listens on an element. After a drag, the click that ends it is no click. */
export function mapGestures(element: HTMLElement, { pan, zoom }: Moves): { destroy: () => void } {
  const down = new Map<number, Spot>();
  let begun: Spot | null = null;
  let dragged = false;

  const spotOf = (event: MouseEvent): Spot => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const middle = ([one, other]: Spot[]): Spot => ({ x: ((one?.x ?? 0) + (other?.x ?? 0)) / 2, y: ((one?.y ?? 0) + (other?.y ?? 0)) / 2 });
  const span = ([one, other]: Spot[]): number => Math.max(1, Math.hypot((one?.x ?? 0) - (other?.x ?? 0), (one?.y ?? 0) - (other?.y ?? 0)));

  function ondown(event: PointerEvent): void {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    if (down.size === 0) {
      begun = spotOf(event);
      dragged = false;
    }
    down.set(event.pointerId, spotOf(event));
  }

  function onmove(event: PointerEvent): void {
    const before = down.get(event.pointerId);
    if (!before || !begun) return;
    const now = spotOf(event);
    const spotsBefore = [...down.values()];
    if (!dragged && down.size === 1 && Math.hypot(now.x - begun.x, now.y - begun.y) < tremble) return;
    if (!dragged) {
      dragged = true;
      // Only now: a captured pointer would take the click away from the picture under it.
      for (const id of down.keys()) element.setPointerCapture(id);
    }
    down.set(event.pointerId, now);
    const spots = [...down.values()];
    if (spots.length === 1) pan(now.x - before.x, now.y - before.y);
    else {
      const [from, to] = [middle(spotsBefore), middle(spots)];
      pan(to.x - from.x, to.y - from.y);
      zoom(span(spots) / span(spotsBefore), to);
    }
  }

  const onup = (event: PointerEvent): void => void down.delete(event.pointerId);

  function onclick(event: MouseEvent): void {
    if (!dragged) return;
    dragged = false;
    event.stopPropagation();
    event.preventDefault();
  }

  function onwheel(event: WheelEvent): void {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // A pinch on a touchpad comes as a wheel with Control held, in small steps.
    const step = event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0018);
    zoom(Math.exp(-Math.max(-0.6, Math.min(0.6, step))), spotOf(event));
  }

  element.addEventListener("pointerdown", ondown);
  element.addEventListener("pointermove", onmove);
  element.addEventListener("pointerup", onup);
  element.addEventListener("pointercancel", onup);
  element.addEventListener("click", onclick, true);
  element.addEventListener("wheel", onwheel, { passive: false });
  return {
    destroy() {
      element.removeEventListener("pointerdown", ondown);
      element.removeEventListener("pointermove", onmove);
      element.removeEventListener("pointerup", onup);
      element.removeEventListener("pointercancel", onup);
      element.removeEventListener("click", onclick, true);
      element.removeEventListener("wheel", onwheel);
    },
  };
}
