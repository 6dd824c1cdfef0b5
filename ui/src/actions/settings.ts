// Reads what the library keeps for the window, and writes it there.
import { asCommandError, call } from "../ipc/client";
import { languages, spoken, systemLanguage } from "../i18n/spoken.svelte";
import { clients } from "../state/clients.svelte";
import { kiosk } from "../state/kiosk.svelte";
import { pictureSizes } from "../state/pictures";
import { settings, type Setting } from "../state/settings.svelte";
import { shell } from "../state/shell.svelte";
import { theme, themes } from "../state/theme.svelte";

/** Takes up theme, language and client as they were left. A library that cannot be opened leaves things as they are:
 *  what is asked of it besides says why. */
export async function loadSettings(): Promise<void> {
  try {
    settings.values = (await call("settings", {})).values;
  } catch {
    return;
  }
  settings.known = true;
  theme.choose(themes.find((one) => one === settings.get("theme")) ?? "system");
  shell.pictures = pictureSizes.find((size) => String(size) === settings.get("pictures")) ?? 1;
  // Who has the window stays the one at hand.
  if (!kiosk.active) clients.choose(settings.get("client") ?? clients.guest);
  await spoken.speak(languages.find((one) => one === settings.get("language")) ?? systemLanguage());
}

/** Takes the shop's mark from a file, or takes the one that is there out. */
export async function setLogo(file: string | null): Promise<void> {
  try {
    settings.values = (await call("set_logo", file === null ? {} : { file })).values;
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}

/** Keeps a value, or none. */
export async function keep({ key, value }: { key: Setting; value: string | null }): Promise<void> {
  if (settings.get(key) === value) return;
  try {
    settings.values = (await call("set_setting", { key, value })).values;
  } catch (thrown) {
    shell.notice = asCommandError(thrown);
  }
}
