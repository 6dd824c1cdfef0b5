// Brings the file of the client at hand, and writes into it.
import { asCommandError, call } from "../ipc/client";
import type { ClientFile } from "../ipc/generated";
import { t } from "../i18n";
import { blank, clientFile, type EntryKind } from "../state/client-file.svelte";
import { clients } from "../state/clients.svelte";
import { deck } from "../state/deck.svelte";
import { shell } from "../state/shell.svelte";
import { askPhoto } from "./dialogs";
import { inTurn } from "./turns";

async function loadVisit(profile: string): Promise<void> {
  const visit = await call("prepare_visit", { profile });
  if (profile === clients.current) clientFile.visit = visit;
}

export async function loadFile(): Promise<void> {
  const profile = clients.current;
  try {
    const now = await call("client_file", { profile });
    if (profile !== clients.current) return;
    Object.assign(clientFile, { now, failure: null });
    await loadVisit(profile);
  } catch (thrown) {
    if (profile === clients.current) clientFile.failure = asCommandError(thrown);
  }
}

/** Begins an entry of a kind. */
export function beginEntry(kind: EntryKind): void {
  Object.assign(clientFile, { draft: { id: null, entry: blank(kind) }, refused: null });
}

/** Takes an entry up again. */
export function editEntry(id: number): void {
  const own = clientFile.now?.entries.find((entry) => entry.id === id);
  if (own) Object.assign(clientFile, { draft: { id, entry: structuredClone(own.entry) }, refused: null });
}

export function leaveEntry(): void {
  Object.assign(clientFile, { draft: null, refused: null });
}

async function changed(work: (profile: string) => Promise<ClientFile>): Promise<boolean> {
  const profile = clients.current;
  try {
    const now = await work(profile);
    if (profile !== clients.current) return true;
    Object.assign(clientFile, { now, refused: null });
    // What fits and what is avoided limits the cards as well.
    deck.layDown();
    await loadVisit(profile);
    return true;
  } catch (thrown) {
    if (profile === clients.current) clientFile.refused = asCommandError(thrown);
    return false;
  }
}

/** Writes the draft into the file. */
export function writeEntry(): Promise<void> {
  return inTurn(async () => {
    const draft = $state.snapshot(clientFile.draft);
    if (!draft) return;
    const { id, entry } = draft;
    const written = await changed((profile) => call("set_entry", { profile, entry, ...(id === null ? {} : { id }) }));
    if (written) leaveEntry();
  });
}

/** Ticks something to do or an appointment off, or puts it back. */
export function tickEntry(id: number, done: boolean): Promise<void> {
  return inTurn(async () => {
    const own = clientFile.now?.entries.find((entry) => entry.id === id);
    if (!own || !("done" in own.entry)) return;
    const entry = { ...own.entry, done };
    await changed((profile) => call("set_entry", { profile, id, entry }));
  });
}

/** Takes a photo to the piece of the wardrobe that is being written, or begins one with it. */
export function takeOwnPhoto(path: string): void {
  if (clientFile.draft?.entry.kind !== "wardrobe") beginEntry("wardrobe");
  if (clientFile.draft?.entry.kind === "wardrobe") clientFile.draft.entry.photo = path;
}

export async function chooseOwnPhoto(): Promise<void> {
  try {
    const path = await askPhoto();
    if (path !== null) takeOwnPhoto(path);
  } catch (thrown) {
    clientFile.refused = asCommandError(thrown);
  }
}

/** Takes an entry out; it can be put back for a moment, unless its photo is gone with it. */
export function removeEntry(id: number): Promise<void> {
  return inTurn(async () => {
    const own = clientFile.now?.entries.find((entry) => entry.id === id);
    if (!own || !(await changed((profile) => call("remove_entry", { profile, id })))) return;
    if (own.entry.kind === "wardrobe" && own.entry.photo) {
      shell.tell(t("file.removed"));
      return;
    }
    shell.tell(t("file.removed"), () => {
      void inTurn(async () => void (await changed((profile) => call("set_entry", { profile, entry: own.entry }))));
    });
  });
}
