// Whether things may move, and the keyframes of those that do.
import { cubicOut } from "svelte/easing";
import type { AnimationConfig } from "svelte/animate";
import { fade, type TransitionConfig } from "svelte/transition";

/** True where the user asked for less motion. */
export const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves a card from its old place to its new one, where `moving()` says that places changed for a reason.
 *  First, last, invert, play; the size is taken at once, since text that is scaled cannot be read. */
export function glide(
  _node: Element,
  { from, to }: { from: DOMRect; to: DOMRect },
  { moving }: { moving: () => boolean },
): AnimationConfig {
  const dx = from.left - to.left;
  const dy = from.top - to.top;
  if (!moving() || still() || (dx === 0 && dy === 0)) return { duration: 0 };
  return { duration: 420, easing: cubicOut, css: (_, left) => `transform: translate(${dx * left}px, ${dy * left}px)` };
}

/** Lets a card come softly, under the same condition. One that goes is gone at once: searches that follow each other
 *  quickly bring it back while it fades, and then it would stand beside itself. */
export function soften(node: Element, { moving }: { moving: () => boolean }): TransitionConfig {
  return fade(node, { duration: moving() && !still() ? 180 : 0 });
}
