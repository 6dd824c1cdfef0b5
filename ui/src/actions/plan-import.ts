// Chooses what to import. Nothing is read before the plan is confirmed.
import { asCommandError, chooseCatalogue, chooseFolder } from "../ipc/client";
import { importing, type Plan } from "../state/importing.svelte";
import { library } from "../state/library.svelte";
import type { Action } from "./action";

async function chosen(dialog: () => Promise<string | null>, take: (path: string) => void): Promise<void> {
  try {
    const path = await dialog();
    if (path !== null) take(path);
  } catch (thrown) {
    library.failure = asCommandError(thrown);
  }
}

export const planFile: Action = {
  name: "plan-file",
  label: "action.import.file",
  shortcut: ["Mod+I"],
  perform: () =>
    chosen(chooseCatalogue, (source) => {
      importing.plan = { source, folder: false, images: null, copy: false };
    }),
};

export const planFolder: Action = {
  name: "plan-folder",
  label: "action.import.folder",
  shortcut: null,
  perform: () =>
    chosen(chooseFolder, (source) => {
      importing.plan = { source, folder: true, images: null, copy: false };
    }),
};

/** Chooses the folder that the catalogue's picture names refer to. */
export const planImages: Action = {
  name: "plan-images",
  label: "action.import.images",
  shortcut: null,
  perform: () =>
    chosen(chooseFolder, (images) => {
      if (importing.plan) importing.plan = { ...importing.plan, images };
    }),
};

/** Changes the plan that waits for a yes. */
export const changePlan: Action<Partial<Plan>> = {
  name: "change-plan",
  label: "action.import",
  shortcut: null,
  perform(change) {
    if (importing.plan) importing.plan = { ...importing.plan, ...change };
  },
};
