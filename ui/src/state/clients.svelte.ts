// The clients of the shop and the one at hand. Their tastes are taste.svelte.ts, their decks deck.svelte.ts.
import type { CommandError } from "../ipc/client";
import type { Profile } from "../ipc/generated";

class Clients {
  /** Name of the client who is there without being made. */
  guest = $state("guest");
  listed = $state.raw<readonly Profile[]>([]);
  current = $state("guest");
  failure = $state.raw<CommandError | null>(null);
  /** What is typed for a new client's name. */
  draft = $state("");

  /** The guest is in the list from the start, and not only after the first use. */
  readonly all = $derived(
    this.listed.some(({ name }) => name === this.guest) ? this.listed : [nobody(this.guest), ...this.listed],
  );
  readonly profile = $derived(this.all.find(({ name }) => name === this.current) ?? nobody(this.current));

  choose(name: string): void {
    this.current = name;
  }
}

const nobody = (name: string): Profile => ({
  name, created: 0, swipes: 0, likes: 0, favourites: 0, quiz_done: false, strategy: "", against: null,
});

export const clients = new Clients();
