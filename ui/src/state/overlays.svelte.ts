// What lies over the page, in the order in which it came: sheets, opened pieces, panels, lists. Whatever lies over
// something else lays itself here while it is shown (`over`); what lies on top is what Escape closes.
import { untrack } from "svelte";
import { held } from "./page";

export interface Overlay {
  /** Takes it away. */
  close: () => void;
  /** It wants its answer first: nothing below it can be reached. */
  modal: boolean;
}

class Overlays {
  #stack = $state.raw<readonly Overlay[]>([]);
  readonly modal = $derived(this.#stack.some(({ modal }) => modal));
  /** What had the focus before the first of those came that want their answer first. */
  home: Element | null = null;

  /** Lays one on top of the others. The answer takes it out again. */
  over(overlay: Overlay): () => void {
    untrack(() => {
      if (overlay.modal && !this.modal) this.home = document.activeElement;
      this.#stack = [...this.#stack, overlay];
    });
    return () => (this.#stack = this.#stack.filter((other) => other !== overlay));
  }

  /** Closes what lies on top; false where nothing does. */
  close(): boolean {
    const top = this.#stack.at(-1);
    top?.close();
    return top !== undefined;
  }
}

export let overlays: Overlays;
held(() => (overlays = new Overlays()));
