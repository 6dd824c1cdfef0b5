// The opened piece, and the pieces that were opened before it on the same walk.
import type { CommandError } from "../ipc/client";
import type { Hit, Product } from "../ipc/generated";
import { belongs, held } from "./page";
import type { Place } from "./shell.svelte";

export interface Opened {
  id: string;
  /** What the card knew, shown until the product itself is here. */
  hit: Hit | null;
  product: Product | null;
  /** Whether it can be had; null until that is known. */
  inStock: boolean | null;
  /** Absolute path of the picture file, for searching with it. */
  image: string | null;
  /** Ids of all pieces of its design, itself among them; empty where it was not folded. */
  family: readonly string[];
  similar: readonly Hit[];
  similarTotal: number;
  loading: boolean;
  failure: CommandError | null;
}

class Detail {
  /** The place from which the piece was opened, beside which it stands. */
  place = $state<Place>("search");
  walk = $state.raw<readonly Opened[]>([]);
  /** Whether its picture is seen as large as the window lets it be. */
  closer = $state(false);
  readonly current = $derived(this.walk.at(-1) ?? null);

  /** The opened piece, if it stands in that place. */
  in(place: Place): Opened | null {
    return this.place === place ? this.current : null;
  }

  /** Shows another piece in place of the opened one. */
  replace(opened: Opened): void {
    this.walk = [...this.walk.slice(0, -1), opened];
  }

  push(opened: Opened): void {
    this.walk = [...this.walk, opened];
  }

  /** Changes the facts about a piece wherever it is on the walk. */
  update(id: string, facts: Partial<Opened>): void {
    this.walk = this.walk.map((opened) => (opened.id === id ? { ...opened, ...facts } : opened));
  }

  back(): void {
    this.walk = this.walk.slice(0, -1);
  }

  close(): void {
    this.closer = false;
    this.walk = [];
  }
}

export let detail: Detail;
held(() => (detail = new Detail()));
belongs("library", () => detail.close());
