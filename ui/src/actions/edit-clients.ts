// Makes a client, reads one from a file, erases one after a yes.
import { asCommandError, call, chooseCatalogue } from "../ipc/client";
import { t } from "../i18n";
import { clients } from "../state/clients.svelte";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";
import type { Action } from "./action";
import { chooseClient, loadClients } from "./clients";
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
export const createClient: Action = {
  name: "create-client",
  label: "clients.create",
  shortcut: null,
  perform: () =>
    guarded(async () => {
      const name = clients.draft.trim();
      if (!name) return;
      const made = await call("create_profile", { name });
      clients.draft = "";
      await loadClients.perform();
      await chooseClient.perform(made.name);
      await openQuiz.perform();
    }),
};

/** Reads a client from a file that an export wrote. */
export const importClient: Action = {
  name: "import-client",
  label: "clients.import",
  shortcut: null,
  perform: () =>
    guarded(async () => {
      const file = await chooseCatalogue();
      if (file === null) return;
      const made = await call("import_profile", { file });
      await loadClients.perform();
      await chooseClient.perform(made.name);
    }),
};

async function erase(name: string): Promise<void> {
  await guarded(async () => {
    await call("delete_profile", { profile: name });
    shell.announcement = t("clients.erased", { name });
    const turned = name === clients.current;
    // The guest is there again at once, with nothing known: turning away first drops what was on the screen.
    if (turned) clients.current = "";
    if (turned) await chooseClient.perform(clients.guest);
    await loadClients.perform();
  });
}

/** Asks whether to erase a client, and does so after a yes. */
export const deleteClient: Action<string> = {
  name: "delete-client",
  label: "clients.delete",
  shortcut: null,
  perform(name) {
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
  },
};

/** The guest by the language's own word, anybody else by name. */
export const nameOf = (name: string): string => (name === clients.guest ? t("clients.guest") : name);
