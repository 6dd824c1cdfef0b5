// What each role sees and does. The server refuses the rest; here it is not shown.
import type { Role } from "../ipc/client";
import type { Place } from "./shell.svelte";

/** `clients`: their decks, boards and files. `import`: whatever brings data from files of the shop. `shop`: its settings,
 *  models, backups and the state of its library. `folders`: choosing one of the machine where the library lies. */
export type Right = "clients" | "catalogue" | "import" | "shop" | "devices" | "folders";

/** The window is the shop's own machine, and needs nobody's leave. */
export const rightsOf: { readonly [R in Role | "window"]: readonly Right[] } = {
  window: ["clients", "catalogue", "import", "shop", "folders"],
  owner: ["clients", "catalogue", "import", "shop", "devices"],
  stylist: ["clients", "catalogue"],
  floor: [],
  kiosk: ["clients"],
};

/** What one needs for a place; nothing where everybody may go there. */
export const neededFor: { readonly [P in Place]: Right | null } = {
  search: null, settings: null, catalogue: "catalogue",
  discover: "clients", boards: "clients", clients: "clients", file: "clients", taste: "clients", insights: "clients", quiz: "clients",
};
