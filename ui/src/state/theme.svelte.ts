// System, light or dark; kept between starts. "System" is resolved here and followed as it changes,
// so that the tokens know only light and dark.
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

const key = "stylenova.theme";

function kept(): Theme {
  const found = localStorage.getItem(key);
  return themes.find((theme) => theme === found) ?? "system";
}

class ThemeChoice {
  choice = $state<Theme>("system");

  /** Reads the kept choice and follows the system from here on. */
  start(): void {
    this.choice = kept();
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

export const theme = new ThemeChoice();
