// The arithmetic of the results grid: how many columns, how tall a row, which ranks are in sight. Pure.

export interface GridLayout {
  columns: number;
  cellWidth: number;
  rowHeight: number;
  columnGap: number;
  /** Rows that have a rule above them. */
  rules: readonly number[];
}

const columnGap = 20;
const rowGap = 26;
/** Height that a rule across the grid takes, with what is clear around it. */
export const ruleHeight = 64;

/** Columns for a grid `width` pixels wide, with pictures of a size: cards grow a little with the window before one more fits. `breaks` are ranks
 *  before which a rule is drawn; it stands above the first row that lies behind the rank as a whole, so that no row has
 *  a gap. */
export function gridLayout(width: number, captionHeight: number, breaks: readonly number[] = [], size = 1): GridLayout {
  const least = Math.min(270, Math.max(150, 200 + (width - 868) * 0.09)) * size;
  // A telephone has two columns, or one where pictures are to be large.
  const fewest = width < 480 && size > 1 ? 1 : 2;
  const columns = Math.max(fewest, Math.floor((width + columnGap) / (least + columnGap)));
  const cellWidth = Math.max(1, (width - columnGap * (columns - 1)) / columns);
  const rowHeight = Math.round((cellWidth * 4) / 3) + captionHeight + rowGap;
  return { columns, cellWidth, rowHeight, columnGap, rules: breaks.map((rank) => Math.ceil(rank / columns)) };
}

/** Upper edge of a row. */
export const rowTop = ({ rowHeight, rules }: GridLayout, row: number): number =>
  row * rowHeight + ruleHeight * new Set(rules.filter((ruled) => ruled <= row)).size;

/** The row at a height; a rule belongs to the row below it. */
export function rowAt(layout: GridLayout, y: number): number {
  let row = Math.floor(y / layout.rowHeight);
  while (row > 0 && rowTop(layout, row) - (layout.rules.includes(row) ? ruleHeight : 0) > y) row -= 1;
  return row;
}

/** Height of the grid for `total` cells. */
export function planeHeight(layout: GridLayout, total: number): number {
  const rows = Math.ceil(total / layout.columns);
  return rows === 0 ? 0 : rowTop(layout, rows - 1) + layout.rowHeight;
}

/** Ranks in sight with `overscan` rows around them; `last` is inclusive and -1 where there is nothing. */
export function visibleRange(
  layout: GridLayout,
  total: number,
  top: number,
  height: number,
  overscan = 1,
): { first: number; last: number } {
  if (total === 0 || height <= 0) return { first: 0, last: -1 };
  const lastRow = Math.ceil(total / layout.columns) - 1;
  const row = (y: number): number => Math.min(lastRow, Math.max(0, rowAt(layout, y)));
  const first = Math.max(0, row(top) - overscan) * layout.columns;
  const last = Math.min(total, (Math.min(lastRow, row(top + height) + overscan) + 1) * layout.columns) - 1;
  return { first, last };
}

/** Top left corner of a rank's cell. */
export function cellPlace(layout: GridLayout, rank: number): { x: number; y: number } {
  const column = rank % layout.columns;
  const row = Math.floor(rank / layout.columns);
  return { x: column * (layout.cellWidth + layout.columnGap), y: rowTop(layout, row) };
}

/** The rank that a key leads to from `rank`; null for keys that do not move. `pageRows` rows fit the screen. */
export function movedRank(key: string, rank: number, columns: number, total: number, pageRows: number): number | null {
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
    PageUp: -columns * pageRows,
    PageDown: columns * pageRows,
    Home: -rank,
    End: total - 1 - rank,
  };
  const step = steps[key];
  if (step === undefined || total === 0) return null;
  const next = rank + step;
  // Single steps stop at the edge where they are; long ones go to the first or the last.
  const long = key.startsWith("Page");
  if (next < 0) return long ? 0 : rank;
  if (next >= total) return long ? total - 1 : rank;
  return next;
}
