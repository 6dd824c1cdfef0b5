// Moves the weight between words and photo. While one order is on its way the next position waits,
// and only the last position asked for is searched: the slider never runs ahead of the engine.
import { query } from "../state/query.svelte";
import type { Action } from "./action";
import { search } from "./search";

let running = false;
let moved = false;

export const mix: Action<number> = {
  name: "mix",
  label: "action.mix",
  shortcut: null,
  async perform(percent) {
    query.mix = percent;
    moved = true;
    if (running) return;
    running = true;
    try {
      while (moved) {
        moved = false;
        await search.perform({ keepPlace: true });
      }
    } finally {
      running = false;
    }
  },
};
