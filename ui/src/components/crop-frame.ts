// The arithmetic of a frame over a photo, in shares of its width and height. Pure.

export interface Frame {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Which edges a handle holds: −1 the left or upper one, 1 the right or lower one. */
export interface Corner {
  across: -1 | 1;
  down: -1 | 1;
}

export const corners: readonly Corner[] = [
  { across: -1, down: -1 }, { across: 1, down: -1 }, { across: 1, down: 1 }, { across: -1, down: 1 },
];

export const whole: Frame = { x: 0, y: 0, width: 1, height: 1 };

/** Least width and height: a part smaller than this says little of a garment. */
export const least = 0.08;
/** Share of the photo that an arrow key moves by. */
export const keyStep = 0.02;

const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The frame moved, as far as the photo goes. */
export const moved = (frame: Frame, dx: number, dy: number): Frame => ({
  ...frame, x: within(frame.x + dx, 0, 1 - frame.width), y: within(frame.y + dy, 0, 1 - frame.height),
});

function stretched(from: number, size: number, by: number, side: -1 | 1): [number, number] {
  const end = from + size;
  if (side === 1) return [from, within(end + by, from + least, 1) - from];
  const start = within(from + by, 0, end - least);
  return [start, end - start];
}

/** The frame with one corner moved; the opposite one stays. */
export function resized({ x, y, width, height }: Frame, { across, down }: Corner, dx: number, dy: number): Frame {
  const [left, wide] = stretched(x, width, dx, across);
  const [top, high] = stretched(y, height, dy, down);
  return { x: left, y: top, width: wide, height: high };
}

/** The frame between two points, never smaller than the least. */
export function spanned(x: number, y: number, toX: number, toY: number): Frame {
  const [fromX, fromY, endX, endY] = [x, y, toX, toY].map((value) => within(value, 0, 1)) as [number, number, number, number];
  const width = Math.max(least, Math.abs(endX - fromX));
  const height = Math.max(least, Math.abs(endY - fromY));
  return { x: within(Math.min(fromX, endX), 0, 1 - width), y: within(Math.min(fromY, endY), 0, 1 - height), width, height };
}

/** Whether the frame leaves out next to nothing. */
export const isWhole = ({ width, height }: Frame): boolean => width > 0.985 && height > 0.985;

/** Rounded to a thousandth, so that frames that look alike are one to the engine's cache, and within the photo. */
export function rounded({ x, y, width, height }: Frame): Frame {
  const at = (value: number): number => Math.round(value * 1000) / 1000;
  const [left, top] = [at(x), at(y)];
  return { x: left, y: top, width: at(Math.min(at(width), 1 - left)), height: at(Math.min(at(height), 1 - top)) };
}
