// The fake's answers about the library as a whole: its settings, its map, a backup of it.
import type { CommandName, Request, Response } from "../bridge";
import type { MapCell, Product } from "../generated";

type Named = "settings" | "set_setting" | "set_logo" | "newer_version" | "map" | "backup" | "restore";
export type LibraryAnswers = { [K in Named & CommandName]: (request: Request<K>) => Promise<Response<K>> };

export interface LibraryWorld {
  products: () => readonly Product[];
  thumbOf: (product: Product) => string;
  /** What is kept for the window from the start. */
  settings: Record<string, string>;
}

/** Lays products out by type and colour, which stands in for what pictures look like. */
function cellsOf(products: readonly Product[], columns: number, rows: number, thumbOf: LibraryWorld["thumbOf"]): MapCell[] {
  const key = ({ category, subcategory, type, colours }: Product): string => [category, subcategory, type, ...colours].join(" ");
  const ordered = products.toSorted((one, other) => (key(one) < key(other) ? -1 : 1));
  const cells = new Map<string, MapCell>();
  for (const [at, product] of ordered.entries()) {
    const place = Math.floor((at * columns * rows) / ordered.length);
    // Eight columns a band, each band filled from top to bottom, so that likes lie in patches and not in lines.
    const band = Math.floor(place / (8 * rows));
    const column = Math.min(columns - 1, band * 8 + (place % 8));
    const row = Math.floor((place % (8 * rows)) / 8);
    const { id, title, type: label } = product;
    const known = cells.get(`${column} ${row}`);
    if (known) known.count += 1;
    else cells.set(`${column} ${row}`, { column, row, count: 1, id, title, thumb: thumbOf(product), label });
  }
  return [...cells.values()];
}

export function libraryAnswers({ products, thumbOf, settings }: LibraryWorld): LibraryAnswers {
  let values = settings;
  return {
    settings: async () => ({ values }),
    set_setting: async ({ key, value }) => {
      const { [key]: _, ...others } = values;
      values = value === null ? others : { ...others, [key]: value };
      return { values };
    },
    newer_version: async () => ({ newer: null }),
    set_logo: async ({ file }) => {
      const { logo: _, ...others } = values;
      values = file ? { ...others, logo: "0123456789abcdef" } : others;
      return { values };
    },
    map: async () => {
      const side = Math.max(4, Math.min(32, Math.ceil(Math.sqrt(products().length / 1.6))));
      const [columns, rows] = [Math.min(48, Math.ceil((side * 1.5) / 8) * 8), side];
      return { columns, rows, cells: cellsOf(products(), columns, rows, thumbOf) };
    },
    backup: async ({ file }) => ({ file, bytes: 4_200_000, products: products().length, profiles: 1, pictures: 3 }),
    restore: async () => ({
      products: products().length, profiles: 2, pictures: 3, created: Date.UTC(2026, 9, 4), kept: "/home/you/.local/share/stylenova/before-restore",
      checked: [{ kind: "catalogue", products: 40 }],
    }),
  };
}
