// Small things that the window keeps in the library, by name. Reading and writing them is actions/settings.ts.
import { belongs, held } from "./page";

/** What is kept. Values are text. */
export type Setting = "theme" | "language" | "client" | "welcomed" | "last" | "zoom" | "pictures" | "shop" | "logo" | "currency";

class Settings {
  values = $state.raw<Readonly<Record<string, string>>>({});
  /** Whether the library has been asked. */
  known = $state(false);

  get(setting: Setting): string | null {
    return this.values[setting] ?? null;
  }
}

export let settings: Settings;
held(() => (settings = new Settings()));
belongs("library", () => void (settings.known = false));
