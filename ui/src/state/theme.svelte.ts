// System, light or dark. "System" is resolved here and followed as it changes, so that the tokens know only light and
// dark. The library keeps the choice; the web view's storage has a copy of it, and nothing else, so that the first
// paint is in the right one.
import { held } from "./page";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "stylenova.theme";

class ThemeChoice {
  choice = $state<Theme>("system");

  /** Takes up the copy and follows the system from here on. */
  start(): void {
    const copy = localStorage.getItem(key);
    this.choice = themes.find((theme) => theme === copy) ?? "system";
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.apply());
    this.apply();
  }

  choose(theme: Theme): void {
    this.choice = theme;
    localStorage.setItem(key, theme);
    this.apply();
  }

  private apply(): void {
    const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
    document.documentElement.dataset["theme"] = this.choice === "system" ? system : this.choice;
  }
}

export let theme: ThemeChoice;
held(() => (theme = new ThemeChoice()));
