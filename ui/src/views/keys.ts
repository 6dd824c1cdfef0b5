// Every key and what it does, as Settings and the sheet of keys list them.
import { allowed, keyed } from "../actions";
import { printed } from "../actions/shortcuts";
import { t } from "../i18n";

export const keyRows = (): { label: string; keys: string[] }[] => [
  ...allowed(keyed).map(({ label, shortcut }) => ({ label: t(label), keys: (shortcut ?? []).map(printed) })),
  { label: t("settings.keys.move"), keys: [t("settings.keys.arrows")] },
  { label: t("settings.keys.open"), keys: ["Enter"] },
];
