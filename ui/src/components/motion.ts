// Whether things may move, and the keyframes of those that do.
import { cubicOut } from "svelte/easing";
import { flip, type AnimationConfig } from "svelte/animate";
import { fade, type TransitionConfig } from "svelte/transition";

/** True where the user asked for less motion. */
export const still = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves a card from its old place to its new one, where `moving()` says that places changed for a reason. */
export function glide(
  node: Element,
  rects: { from: DOMRect; to: DOMRect },
  { moving }: { moving: () => boolean },
): AnimationConfig {
  return flip(node, rects, { duration: moving() && !still() ? 420 : 0, easing: cubicOut });
}

/** Lets a card come or go softly, under the same condition. */
export function soften(node: Element, { moving }: { moving: () => boolean }): TransitionConfig {
  return fade(node, { duration: moving() && !still() ? 180 : 0 });
}
