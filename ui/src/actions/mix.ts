// Moves the weight between words and photo. While one order is on its way the next position waits,
// and only the last position asked for is searched: the slider never runs ahead of the engine.
import { held } from "../state/page";
import { query } from "../state/query.svelte";
import { search } from "./search";

let running: boolean;
let moved: boolean;
held(() => (running = moved = false));

export async function mix(percent: number): Promise<void> {
  query.mix = percent;
  moved = true;
  if (running) return;
  running = true;
  try {
    while (moved) {
      moved = false;
      await search({ keepPlace: true });
    }
  } finally {
    running = false;
  }
}
