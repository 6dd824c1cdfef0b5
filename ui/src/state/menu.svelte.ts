// The piece whose menu is open, and where.
import { held } from "./page";

class Menu {
  at = $state.raw<{ id: string; title: string; x: number; y: number } | null>(null);
}

export let menu: Menu;
held(() => (menu = new Menu()));
