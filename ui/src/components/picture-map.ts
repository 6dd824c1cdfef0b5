// The arithmetic of the map of pictures: where cells lie on the screen, which picture stands for several of them when
// they are small, and what a region is called. Pure. Lengths on the map are in widths of a cell, on the screen in pixels.
import type { MapResponse } from "../ipc/generated";

export type Cell = MapResponse["cells"][number];
export type Sheet = Pick<MapResponse, "columns" | "rows">;

/** Height of a cell in widths of one: pictures are 3:4. */
export const cellHeight = 4 / 3;

/** What is in sight: pixels a cell is wide, and where the map's corner lies on the screen. */
export interface View {
  zoom: number;
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** Cells that are shown as one, by the picture of the fullest. */
export interface Block {
  /** That of its picture's cell, so that the picture stays when blocks grow or shrink. */
  key: string;
  column: number;
  row: number;
  /** Cells along an edge. */
  size: number;
  cell: Cell;
  /** Products in all of them. */
  count: number;
}

export interface Region {
  label: string;
  /** Its middle, in cells. */
  column: number;
  row: number;
  count: number;
}

/** A region's name, with its middle on the screen. */
export interface Name {
  key: string;
  label: string;
  x: number;
  y: number;
}

/** Pixels below which a picture tells nothing. */
const least = 64;
/** Pixels a cell is wide at most. */
const largest = 190;
/** Pixels between two names of regions. */
const apart = 190;
const margin = 24;

/** Columns and rows with those that blocks at the edge reach beyond the map. */
function reach({ columns, rows }: Sheet, zoom: number): Sheet {
  const edge = blockSize(zoom);
  return { columns: Math.ceil(columns / edge) * edge, rows: Math.ceil(rows / edge) * edge };
}

function zoomToFit(sheet: Sheet, { width, height }: Size): number {
  const fit = ({ columns, rows }: Sheet): number =>
    Math.max(1, Math.min((width - 2 * margin) / columns, (height - 2 * margin) / (rows * cellHeight), largest));
  const zoom = fit(sheet);
  // Smaller cells may want larger blocks, which reach farther.
  return fit(reach(sheet, fit(reach(sheet, zoom))));
}

/** All of the map, in the middle. */
export const fitted = (sheet: Sheet, size: Size): View => clamped({ zoom: zoomToFit(sheet, size), x: 0, y: 0 }, sheet, size);

/** The nearest view in which the map does not leave the screen, neither too small nor too large. */
export function clamped(view: View, sheet: Sheet, size: Size): View {
  const zoom = Math.min(Math.max(view.zoom, zoomToFit(sheet, size)), largest);
  const along = (offset: number, length: number, room: number): number =>
    length + 2 * margin <= room ? (room - length) / 2 : Math.min(margin, Math.max(offset, room - length - margin));
  const { columns, rows } = reach(sheet, zoom);
  return { zoom, x: along(view.x, columns * zoom, size.width), y: along(view.y, rows * cellHeight * zoom, size.height) };
}

/** Closer or farther by `factor`, with what lies at `at` staying there. */
export function zoomed(view: View, factor: number, at: { x: number; y: number }, sheet: Sheet, size: Size): View {
  const { zoom } = clamped({ ...view, zoom: view.zoom * factor }, sheet, size);
  const by = zoom / view.zoom;
  return clamped({ zoom, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, sheet, size);
}

/** Cells along the edge of a block, a power of two, so that its picture can be recognised. */
export function blockSize(zoom: number): number {
  let size = 1;
  while (size * zoom < least) size *= 2;
  return size;
}

function grouped(cells: readonly Cell[], size: number): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = `${size} ${Math.floor(cell.column / size)} ${Math.floor(cell.row / size)}`;
    const group = groups.get(key);
    if (group) group.push(cell);
    else groups.set(key, [cell]);
  }
  return groups;
}

const sum = (cells: readonly Cell[]): number => cells.reduce((total, { count }) => total + count, 0);

export function blocksOf(cells: readonly Cell[], size: number): Block[] {
  return [...grouped(cells, size).values()].map((group) => {
    const pictured = group.filter(({ thumb }) => thumb !== null);
    const cell = (pictured.length > 0 ? pictured : group).reduce((one, other) => (other.count > one.count ? other : one));
    const [column, row] = [Math.floor(cell.column / size) * size, Math.floor(cell.row / size) * size];
    return { key: `${cell.column} ${cell.row}`, column, row, size, cell, count: sum(group) };
  });
}

/** Those of the blocks that can be seen, and half a block around them. */
export function inSight(blocks: readonly Block[], { zoom, x, y }: View, { width, height }: Size): Block[] {
  return blocks.filter(({ column, row, size }) => {
    const [left, top, wide] = [column * zoom + x, row * zoom * cellHeight + y, size * zoom];
    const tall = wide * cellHeight;
    return left < width + wide / 2 && left > -1.5 * wide && top < height + tall / 2 && top > -1.5 * tall;
  });
}

function commonest(cells: readonly Cell[]): string {
  const counts = new Map<string, number>();
  for (const { label, count } of cells) if (label) counts.set(label, (counts.get(label) ?? 0) + count);
  return [...counts].reduce((one, other) => (other[1] > one[1] ? other : one), ["", 0] as [string, number])[0];
}

/** Neighbouring blocks of `size` cells that have the same commonest type, as one region each, the largest first. */
export function regionsOf(cells: readonly Cell[], size: number): Region[] {
  const labels = new Map<string, { label: string; cells: Cell[] }>();
  for (const [key, group] of grouped(cells, size)) labels.set(key, { label: commonest(group), cells: group });
  const regions: Region[] = [];
  for (const [start, { label }] of labels) {
    if (!labels.has(start)) continue;
    const own: Cell[] = [];
    const open = [start];
    for (let key = open.pop(); key !== undefined; key = open.pop()) {
      const found = labels.get(key);
      if (!found || found.label !== label) continue;
      labels.delete(key);
      own.push(...found.cells);
      const [, column = 0, row = 0] = key.split(" ").map(Number);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) open.push(`${size} ${column + dx} ${row + dy}`);
    }
    const count = sum(own);
    const middle = (of: (cell: Cell) => number): number => own.reduce((total, cell) => total + of(cell) * cell.count, 0) / count + 0.5;
    if (label) regions.push({ label, column: middle(({ column }) => column), row: middle(({ row }) => row), count });
  }
  return regions.sort((one, other) => other.count - one.count);
}

/** Cells along an edge of the blocks whose types name the regions at this zoom. */
export function regionSize(zoom: number): number {
  let size = 1;
  while (size * zoom < apart * 0.6) size *= 2;
  return size;
}

/** Names with their places on the screen, the largest regions first, none over another. */
export function namesOf(regions: readonly Region[], { zoom, x, y }: View, { width, height }: Size): Name[] {
  const placed: Name[] = [];
  for (const { label, column, row } of regions) {
    const spot = { key: `${label} ${column} ${row}`, label, x: column * zoom + x, y: row * zoom * cellHeight + y };
    const outside = spot.x < 40 || spot.x > width - 40 || spot.y < 16 || spot.y > height - 16;
    const wide = (other: string): number => 22 + other.length * 7.2;
    const free = placed.every((other) => Math.abs(other.x - spot.x) > (wide(other.label) + wide(label)) / 2 + 6 || Math.abs(other.y - spot.y) > 34);
    if (!outside && free) placed.push(spot);
  }
  return placed;
}

/** Cells by type, for whoever reads a list better than a map: the commonest types first, their fullest cells first. */
export function listed(cells: readonly Cell[]): { label: string; count: number; cells: Cell[] }[] {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) groups.set(cell.label, [...(groups.get(cell.label) ?? []), cell]);
  return [...groups]
    .map(([label, own]) => ({ label, count: sum(own), cells: own.toSorted((one, other) => other.count - one.count) }))
    .sort((one, other) => other.count - one.count);
}
