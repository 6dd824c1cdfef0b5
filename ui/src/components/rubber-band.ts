// A rubber band: a drag from where no piece lies draws a frame, and what it touches is chosen. Scrolls along at the edges.
interface Taken {
  /** Hears of the ranks that the frame touches once it is let go; Control or Shift keeps what was chosen before. */
  take: (ranks: number[], more: boolean) => void;
}

/** Pixels that a press must move before it is a frame. */
const slack = 6;
/** Pixels from an edge within which the list scrolls, and by how much at a time. */
const edge = 36;
const step = 14;

const isEmpty = (target: EventTarget | null): boolean =>
  target instanceof Element && !target.closest("button, a, input, select, textarea, [role=slider], [data-testid=card]");

export function rubberBand(list: HTMLElement, given: Taken): { update: (given: Taken) => void; destroy: () => void } {
  let taken = given;
  let from: { x: number; y: number; id: number } | null = null;
  let frame: HTMLElement | null = null;

  // In pixels of what scrolls, so that a frame stays where it began while the list moves below it.
  const place = ({ clientX, clientY }: PointerEvent): { x: number; y: number } => {
    const box = list.getBoundingClientRect();
    return { x: clientX - box.left + list.scrollLeft, y: clientY - box.top + list.scrollTop };
  };

  function stop(): void {
    frame?.remove();
    frame = null;
    from = null;
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === "touch" || !isEmpty(event.target)) return;
    from = { ...place(event), id: event.pointerId };
  }

  function move(event: PointerEvent): void {
    if (!from || event.pointerId !== from.id) return;
    const to = place(event);
    if (!frame) {
      if (Math.hypot(to.x - from.x, to.y - from.y) < slack) return;
      frame = document.createElement("div");
      frame.className = "rubber-band";
      frame.dataset["testid"] = "rubber-band";
      list.append(frame);
      list.setPointerCapture(from.id);
    }
    event.preventDefault();
    Object.assign(frame.style, {
      left: `${Math.min(from.x, to.x)}px`, top: `${Math.min(from.y, to.y)}px`,
      width: `${Math.abs(to.x - from.x)}px`, height: `${Math.abs(to.y - from.y)}px`,
    });
    const box = list.getBoundingClientRect();
    if (event.clientY < box.top + edge) list.scrollTop -= step;
    else if (event.clientY > box.bottom - edge) list.scrollTop += step;
  }

  function release(event: PointerEvent): void {
    if (!from || event.pointerId !== from.id) return;
    const box = frame?.getBoundingClientRect();
    stop();
    if (!box) return;
    const touched = [...list.querySelectorAll<HTMLElement>("[data-rank]")].filter((card) => {
      const own = card.getBoundingClientRect();
      return own.left < box.right && own.right > box.left && own.top < box.bottom && own.bottom > box.top;
    });
    taken.take(touched.map(({ dataset }) => Number(dataset["rank"])), event.ctrlKey || event.shiftKey || event.metaKey);
  }

  list.addEventListener("pointerdown", press);
  list.addEventListener("pointermove", move);
  list.addEventListener("pointerup", release);
  list.addEventListener("pointercancel", stop);
  return {
    update: (given) => (taken = given),
    destroy() {
      stop();
      list.removeEventListener("pointerdown", press);
      list.removeEventListener("pointermove", move);
      list.removeEventListener("pointerup", release);
      list.removeEventListener("pointercancel", stop);
    },
  };
}
