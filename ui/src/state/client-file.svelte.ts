// The file of the client at hand: what is written down, what was bought, and what to know before the next visit.
import type { CommandError } from "../ipc/client";
import type { ClientFile, Entry, Visit } from "../ipc/generated";
import { belongs, held } from "./page";

export type EntryKind = Entry["kind"];
/** The kinds of entries, in the order in which they are shown. */
export const entryKinds = [
  "contact", "birthday", "occasion", "size", "avoid", "appointment", "follow_up", "note", "wardrobe", "consent",
] as const satisfies readonly EntryKind[];

/** An entry that is being written: one of those that are there, or a new one. */
export interface Draft {
  id: number | null;
  entry: Entry;
}

class FileState {
  now = $state.raw<ClientFile | null>(null);
  visit = $state.raw<Visit | null>(null);
  failure = $state.raw<CommandError | null>(null);
  draft = $state<Draft | null>(null);
  /** Why the draft could not be written. */
  refused = $state.raw<CommandError | null>(null);

  clear(): void {
    Object.assign(this, { now: null, visit: null, failure: null, draft: null, refused: null });
  }
}

export let clientFile: FileState;
held(() => (clientFile = new FileState()));
belongs("client", () => clientFile.clear());

/** An entry of a kind that says nothing yet. */
export function blank(kind: EntryKind): Entry {
  switch (kind) {
    case "contact":
      return { kind, channel: "email", value: "" };
    case "birthday":
      return { kind, day: "" };
    case "occasion":
      return { kind, name: "", day: "" };
    case "size":
      return { kind, size: "" };
    case "avoid":
      return { kind, what: "" };
    case "note":
      return { kind, text: "" };
    case "wardrobe":
      return { kind, name: "" };
    case "appointment":
      return { kind, day: "", text: "", pieces: [], done: false };
    case "follow_up":
      return { kind, text: "", done: false };
    case "consent":
      return { kind, to: "", given: true };
  }
}
