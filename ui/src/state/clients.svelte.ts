// The clients of the shop and the one at hand. Their tastes are taste.svelte.ts, their decks deck.svelte.ts.
import type { CommandError } from "../ipc/client";
import type { Profile } from "../ipc/generated";
import type { Opened } from "./detail.svelte";
import { belongs, held } from "./page";
import type { Asked } from "./query.svelte";
import type { Place } from "./shell.svelte";

/** What a client who goes leaves on the screen: it goes with them, and is there again when they come back. */
export interface Left {
  asked: Asked;
  walk: readonly Opened[];
  place: Place;
}

class Clients {
  /** Name of the client who is there without being made. */
  guest = $state("guest");
  listed = $state.raw<readonly Profile[]>([]);
  current = $state("guest");
  failure = $state.raw<CommandError | null>(null);
  /** Names of those who were erased since the program started and can be brought back, the last one first. */
  erased = $state.raw<readonly string[]>([]);
  /** What is typed for a new client's name. */
  draft = $state("");

  /** The guest is in the list from the start, and not only after the first use. */
  readonly all = $derived(
    this.listed.some(({ name }) => name === this.guest) ? this.listed : [nobody(this.guest), ...this.listed],
  );
  readonly profile = $derived(this.all.find(({ name }) => name === this.current) ?? nobody(this.current));

  /** What each client left in this sitting, by name. */
  readonly left = new Map<string, Left>();

  choose(name: string): void {
    this.current = name;
  }
}

const nobody = (name: string): Profile => ({
  name, created: 0, swipes: 0, likes: 0, favourites: 0, quiz_done: false, strategy: "", against: null,
});

export let clients: Clients;
held(() => (clients = new Clients()));
belongs("library", () => {
  clients.left.clear();
  clients.erased = [];
});
