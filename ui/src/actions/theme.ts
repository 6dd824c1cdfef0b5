// Chooses the theme.
import { theme, type Theme } from "../state/theme.svelte";
import { keep } from "./settings";

export async function chooseTheme(choice: Theme): Promise<void> {
  theme.choose(choice);
  await keep({ key: "theme", value: choice });
}
