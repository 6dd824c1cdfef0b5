// The welcome: whether it is shown, and the pictures on it.
import type { QuizOptionsResponse } from "../ipc/generated";
import { library } from "./library.svelte";
import { held } from "./page";
import { settings } from "./settings.svelte";

type Example = QuizOptionsResponse["examples"][number];
/** Pictures on it at most. */
const most = 8;

class Welcome {
  cover = $state.raw<readonly Example[]>([]);

  /** Shown while there is nothing here, or nothing but the demo, and nobody has said that they have seen it. */
  readonly shown = $derived(
    settings.known && settings.get("welcomed") === null && library.stats !== null && (library.stats.products === 0 || library.stats.demo),
  );

  get full(): boolean {
    return this.cover.length >= most;
  }

  /** Fills what is still free: a picture that is there stays where it is while others come. */
  fill(examples: readonly Example[]): void {
    const pictured = examples.filter(({ thumb }) => thumb !== null);
    const there = new Set(this.cover.map(({ id }) => id));
    this.cover = [...this.cover, ...pictured.filter(({ id }) => !there.has(id))].slice(0, most);
  }
}

export let welcome: Welcome;
held(() => (welcome = new Welcome()));
