// What an action is: one thing a user can want that has a key, or is listed where everything that can be done is found.
// What only a button or a gesture does is a function beside it. All actions stand in index.ts.
import type { PlainKey } from "../i18n";
import type { Right } from "../state/roles";
import type { Place } from "../state/shell.svelte";

export interface Action {
  /** Stable name, in kebab case. */
  readonly name: string;
  readonly label: PlainKey;
  /** Keys such as "Mod+K" (Mod is Control, or Command on a Mac) or "/"; null where there are none. */
  readonly shortcut: readonly string[] | null;
  /** The only place where its shortcut counts; everywhere when left out. */
  readonly place?: Place;
  /** What one must be allowed for it; everybody may when left out. */
  readonly needs?: Right;
  perform(): void | Promise<void>;
}
