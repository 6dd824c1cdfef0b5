// Several boards that become one lookbook: which, and how.
import { boards, favouritesName } from "./boards.svelte";
import { belongs, held } from "./page";

class Several {
  open = $state(false);
  title = $state("");
  prices = $state(true);
  /** Names of the boards that were chosen. */
  chosen = $state.raw<readonly string[]>([]);

  /** The boards that have something on them, in their order; the favourites first. */
  readonly offered = $derived(
    [favouritesName, ...boards.list.map(({ name }) => name)].filter((name) => boards.itemsOf(name).some(({ gone, in_stock }) => !gone && in_stock)),
  );

  /** Asks for boards, beginning with all looks, or with the board in sight where there are none. */
  ask(title: string): void {
    const looks = boards.list.filter(({ name, look }) => look && this.offered.includes(name)).map(({ name }) => name);
    Object.assign(this, { open: true, title, chosen: looks.length > 0 ? looks : [boards.open] });
  }

  toggle(name: string): void {
    const chosen = this.chosen.includes(name) ? this.chosen.filter((other) => other !== name) : [...this.chosen, name];
    // The parts are in the order of the boards, not in that of the clicks.
    this.chosen = this.offered.filter((other) => chosen.includes(other));
  }
}

export let several: Several;
held(() => (several = new Several()));
belongs("client", () => void (several.open = false));
