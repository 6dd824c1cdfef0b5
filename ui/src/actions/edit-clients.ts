// Makes a client, reads one from a file, erases one after a yes, and brings one back who was erased.
import { asCommandError, call } from "../ipc/client";
import { t } from "../i18n";
import { clients } from "../state/clients.svelte";
import { held } from "../state/page";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";
import { chooseClient, loadClients } from "./clients";
import { askClient } from "./dialogs";
import { openQuiz } from "./quiz";

async function guarded(work: () => Promise<void>): Promise<void> {
  clients.failure = null;
  try {
    await work();
  } catch (thrown) {
    clients.failure = asCommandError(thrown);
  }
}

/** Makes the client whose name was typed and begins the quiz. */
export function createClient(): Promise<void> {
  return guarded(async () => {
    const name = clients.draft.trim();
    if (!name) return;
    const made = await call("create_profile", { name });
    clients.draft = "";
    await loadClients();
    await chooseClient(made.name);
    await openQuiz();
  });
}

/** Reads a client from a file that an export wrote. */
export function importClient(): Promise<void> {
  return guarded(async () => {
    const file = await askClient();
    if (file === null) return;
    const made = await call("import_profile", { file });
    await loadClients();
    await chooseClient(made.name);
  });
}

async function rename(name: string, to: string): Promise<string> {
  const { name: renamed } = await call("rename_profile", { name, to });
  if (name === clients.current) clients.current = renamed;
  const left = clients.left.get(name);
  if (left !== undefined) {
    clients.left.delete(name);
    clients.left.set(renamed, left);
  }
  await loadClients();
  return renamed;
}

/** Gives a client the name that was typed. That can be undone. */
export function renameClient(name: string, to: string): Promise<void> {
  return guarded(async () => {
    if (to.trim() === "" || to.trim() === name) return;
    const renamed = await rename(name, to);
    shell.tell(t("clients.renamed", { name: renamed }), () => void guarded(async () => void (await rename(renamed, name))));
  });
}

/** What would bring each client back who was erased, as the window told of it. */
let ways: Map<string, () => void>;
held(() => (ways = new Map()));

async function erase(name: string): Promise<void> {
  await guarded(async () => {
    await call("delete_profile", { profile: name });
    clients.left.delete(name);
    clients.erased = [name, ...clients.erased.filter((other) => other !== name)];
    const turned = name === clients.current;
    // The guest is there again at once, with nothing known: turning away first drops what was on the screen.
    if (turned) clients.current = "";
    if (turned) await chooseClient(clients.guest);
    await loadClients();
    // Turning to another client lets nothing be taken back that was told of before.
    const way = (): void => void bringBack(name);
    ways.set(name, way);
    shell.tell(t("clients.erased", { name: nameOf(name) }), way);
  });
}

/** Brings a client back who was erased since the program started. */
export function bringBack(name: string): Promise<void> {
  return guarded(async () => {
    await call("undo_delete_profile", { name });
    clients.erased = clients.erased.filter((other) => other !== name);
    const way = ways.get(name);
    if (way) shell.undone(way);
    await loadClients();
    if (name === clients.current) {
      clients.current = "";
      await chooseClient(name);
    }
    shell.announcement = t("clients.brought-back", { name: nameOf(name) });
  });
}

/** Asks whether to erase a client, and does so after a yes. */
export function deleteClient(name: string): void {
  const profile = clients.all.find((other) => other.name === name);
  question.asked = {
    title: t("clients.delete.title", { name: nameOf(name) }),
    text: t("clients.delete.text", {
      swipes: t("clients.counts.swipes", { count: profile?.swipes ?? 0 }),
      favourites: t("clients.counts.favourites", { count: profile?.favourites ?? 0 }),
    }),
    yes: t("clients.delete.yes"),
    perform: () => void erase(name),
  };
}

/** The guest by the language's own word, anybody else by name. */
export const nameOf = (name: string): string => (name === clients.guest ? t("clients.guest") : name);
