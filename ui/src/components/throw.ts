// The arithmetic of a card that is dragged: how it tilts, and whether and where it flies when it is let go. Pure.

export type Way = "left" | "right" | "up";

export interface Motion {
  /** Pixels from where the card lay. */
  dx: number;
  dy: number;
  /** Pixels a millisecond at the end. */
  vx: number;
  vy: number;
}

/** Part of the card's width from which on a slow drag counts. */
const farEnough = 0.3;
/** Pixels a millisecond from which on a short flick counts. */
const fastEnough = 0.55;
/** Pixels below which nothing was dragged. */
export const slack = 6;
const windowMs = 90;
const fullTilt = 13;

/** Where a card flies that is let go so, or null when it springs back. `width` is the card's. */
export function thrownWay({ dx, dy, vx, vy }: Motion, width: number): Way | null {
  const upwards = -dy > Math.abs(dx);
  const [way, speed] = upwards ? [-dy, -vy] : [Math.abs(dx), vx * Math.sign(dx)];
  // A card that is on its way back when it is let go was thought better of.
  if (speed < -fastEnough / 2) return null;
  const counts = way >= width * farEnough || (speed >= fastEnough && way > slack * 3);
  if (!counts || (dy > Math.abs(dx) && dy > 0)) return null;
  return upwards ? "up" : dx > 0 ? "right" : "left";
}

/** The way that a drag leans to and how decided it is, 0..1; at 1 letting go throws. */
export function leaning(dx: number, dy: number, width: number): { way: Way; by: number } {
  const upwards = -dy > Math.abs(dx);
  const by = Math.min(1, Math.max(0, upwards ? -dy : Math.abs(dx)) / (width * farEnough));
  return { way: upwards ? "up" : dx >= 0 ? "right" : "left", by };
}

/** Degrees of a card dragged `dx` to the side; held in its lower half it turns the other way round. */
export const tiltOf = (dx: number, width: number, low: boolean): number =>
  Math.max(-1, Math.min(1, dx / Math.max(1, width))) * fullTilt * (low ? -1 : 1);

/** Where a pointer was lately, for its speed. */
export class Track {
  #points: { x: number; y: number; at: number }[] = [];

  note(x: number, y: number, at: number): void {
    this.#points.push({ x, y, at });
    while (this.#points.length > 2 && (this.#points[0]?.at ?? at) < at - windowMs) this.#points.shift();
  }

  /** Pixels a millisecond over the last moments before `now`; zero for a pointer that has come to rest. */
  speed(now: number): { vx: number; vy: number } {
    const [first, last] = [this.#points[0], this.#points.at(-1)];
    if (!first || !last || last.at <= first.at || now - last.at > windowMs) return { vx: 0, vy: 0 };
    const span = last.at - first.at;
    return { vx: (last.x - first.x) / span, vy: (last.y - first.y) / span };
  }
}
