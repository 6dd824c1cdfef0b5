// What an action is: one thing a user can want, by whatever button, key or gesture it comes.
import type { PlainKey } from "../i18n";
import type { Place } from "../state/shell.svelte";

export interface Action<Argument = void> {
  /** Stable name, in kebab case. */
  readonly name: string;
  readonly label: PlainKey;
  /** Keys such as "Mod+K" (Mod is Control, or Command on a Mac) or "/"; null where there are none. */
  readonly shortcut: readonly string[] | null;
  /** The only place where its shortcut counts; everywhere when left out. */
  readonly place?: Place;
  perform(argument: Argument): void | Promise<void>;
}
