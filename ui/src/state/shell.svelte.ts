// What surrounds the views: the place, the drag over the window, a passing error, what is read aloud.
import type { CommandError } from "../ipc/client";

export const places = ["discover", "search", "boards", "clients", "taste", "insights", "quiz", "catalogue", "settings"] as const;
export type Place = (typeof places)[number];

/** What kind of thing a dragged or dropped file is, as far as its name tells. */
export type DropKind = "photo" | "catalogue" | "unknown";

/** Pixels from which on an opened piece stands beside the pieces; below, it lies over them. */
const besideFrom = 1240;

/** Milliseconds for which is told what was done: long enough to read it and to take it back. */
const moment = 6000;

class Shell {
  place = $state<Place>("search");
  /** Width of the window in pixels. */
  width = $state(besideFrom);
  readonly narrow = $derived(this.width < besideFrom);
  /** How large the page is; 1 is its own size. */
  zoom = $state(1);
  dragging = $state<DropKind | null>(null);
  /** An error that belongs to no place on the screen, shown under the search box until dismissed. */
  notice = $state.raw<CommandError | null>(null);
  /** Read aloud by screen readers when it changes. */
  announcement = $state("");
  /** What was just done, shown for a moment, with a way to take it back where there is one. */
  told = $state.raw<{ text: string; undo: (() => void) | null } | null>(null);
  /** Grows when the search box should take the focus. */
  focusSearch = $state(0);

  /** Tells of what was done, to eyes and to screen readers. */
  tell(text: string, undo: (() => void) | null = null): void {
    const told = { text, undo };
    this.told = told;
    this.announcement = text;
    setTimeout(() => {
      if (this.told === told) this.told = null;
    }, moment);
  }
}

export const shell = new Shell();
