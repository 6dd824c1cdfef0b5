// What surrounds the views: the place, the drag over the window, a passing error, what is read aloud.
import type { CommandError } from "../ipc/client";
import { belongs, held } from "./page";

export const places = ["discover", "search", "boards", "clients", "file", "taste", "insights", "quiz", "catalogue", "settings"] as const;
export type Place = (typeof places)[number];

/** What kind of thing a dragged or dropped file is, as far as its name tells. */
export type DropKind = "photo" | "catalogue" | "backup" | "unknown";

/** Pixels from which on an opened piece stands beside the pieces; below, it lies over them. */
const besideFrom = 1240;

/** Pixels up to which the page is laid out as for a telephone; the styles say the same. */
const phoneTo = 600;

/** Milliseconds for which is told what was done: long enough to read it and to take it back. */
const moment = 6000;

class Shell {
  place = $state<Place>("search");
  /** Width of the window in pixels. */
  width = $state(besideFrom);
  readonly narrow = $derived(this.width < besideFrom);
  readonly phone = $derived(this.width <= phoneTo);
  /** How large the page is; 1 is its own size. */
  zoom = $state(1);
  /** How large the pictures of the grid are; 1 is usual. */
  pictures = $state(1);
  dragging = $state<DropKind | null>(null);
  /** An error that belongs to no place on the screen, shown under the search box until dismissed. */
  notice = $state.raw<CommandError | null>(null);
  /** Read aloud by screen readers when it changes. */
  announcement = $state("");
  /** What was just done, shown for a moment, with a way to take it back where there is one. */
  told = $state.raw<{ text: string; undo: (() => void) | null } | null>(null);
  /** Grows when the search box should take the focus. */
  focusSearch = $state(0);
  /** Words in the search box that are to be selected, by their place. */
  selectWords = $state.raw<{ start: number; end: number } | null>(null);

  #done: readonly (() => void)[] = [];

  /** Tells of what was done, to eyes and to screen readers. */
  tell(text: string, undo: (() => void) | null = null): void {
    const told = { text, undo };
    this.told = told;
    if (undo) this.#done = [...this.#done, undo];
    this.announcement = text;
    setTimeout(() => {
      if (this.told === told) this.told = null;
    }, moment);
  }

  /** Takes back what was done last of what can be taken back, and no longer tells of it. False where nothing is left. */
  takeBack(): boolean {
    const last = this.#done.at(-1);
    if (!last) return false;
    this.#done = this.#done.slice(0, -1);
    if (this.told?.undo === last) this.told = null;
    last();
    return true;
  }

  /** Lets what was told with `undo` be taken back no longer, because it was taken back elsewhere. */
  undone(undo: () => void): void {
    this.#done = this.#done.filter((other) => other !== undo);
    if (this.told?.undo === undo) this.told = null;
  }

  /** Lets nothing that was done so far be taken back, and tells no more of it. */
  forgetDone(): void {
    this.#done = [];
    this.told = null;
    this.notice = null;
  }
}

export let shell: Shell;
held(() => (shell = new Shell()));
belongs("client", () => shell.forgetDone());
