// Chooses what to import, and looks at what that would read. Nothing is changed before the plan is confirmed.
import { asCommandError, call } from "../ipc/client";
import type { Column } from "../ipc/generated";
import { askedBy, importing, planOf, type Plan } from "../state/importing.svelte";
import { library } from "../state/library.svelte";
import { held } from "../state/page";
import type { Action } from "./action";
import { askCatalogue, askPictures } from "./dialogs";

async function chosen(dialog: () => Promise<string | null>, take: (path: string) => void): Promise<void> {
  try {
    const path = await dialog();
    if (path !== null) take(path);
  } catch (thrown) {
    library.failure = asCommandError(thrown);
  }
}

let looking: Promise<void>;
held(() => (looking = Promise.resolve()));

/** Ends when the plan that waits for a yes has been looked at. */
export const looked = (): Promise<void> => looking;

/** Lays a plan before the user, and beside it what it would read. The newest plan wins. */
export function lay(plan: Plan): Promise<void> {
  return (looking = look(plan));
}

async function look(plan: Plan): Promise<void> {
  // A copy changes nothing in what is read, and a look at a large catalogue takes seconds.
  const seen = importing.plan !== null && JSON.stringify(askedBy(importing.plan)) === JSON.stringify(askedBy(plan));
  const before = looking;
  importing.plan = plan;
  if (seen) return before;
  importing.preview = null;
  importing.previewFailure = null;
  try {
    const preview = await call("import_preview", askedBy(plan));
    if (importing.plan === plan) importing.preview = preview;
  } catch (thrown) {
    if (importing.plan === plan) importing.previewFailure = asCommandError(thrown);
  }
}

export const planFile: Action = {
  name: "plan-file",
  label: "action.import.file",
  shortcut: ["Mod+I"],
  needs: "import",
  perform: () =>
    chosen(askCatalogue, (source) => {
      void lay(planOf(source, false));
    }),
};

export const planFolder: Action = {
  name: "plan-folder",
  label: "action.import.folder",
  shortcut: null,
  needs: "folders",
  perform: () =>
    chosen(askPictures, (source) => {
      void lay(planOf(source, true));
    }),
};

/** Chooses the folder that the catalogue's picture names refer to. */
export function planImages(): Promise<void> {
  return chosen(askPictures, (images) => {
    if (importing.plan) void lay({ ...importing.plan, images });
  });
}

/** Changes the plan that waits for a yes. */
export async function changePlan(change: Partial<Plan>): Promise<void> {
  if (importing.plan) await lay({ ...importing.plan, ...change });
}

/** Lets a column fill a field, in place of the one that would be taken for it; null lets it fill none. */
export async function mapColumn({ header, field }: { header: string; field: Column | null }): Promise<void> {
  if (!importing.plan) return;
  const kept = Object.entries(importing.plan.map).filter(([other, its]) => other !== header && its !== field);
  const map = Object.fromEntries([...kept, [header, field ?? ("unused" as const)]]);
  await lay({ ...importing.plan, map });
}

/** Forgets what was said of the columns of a table with the same headings, and looks at the file anew. */
export async function forgetColumns(): Promise<void> {
  const { plan, preview } = importing;
  if (!plan || !preview) return;
  try {
    await call("forget_columns", { headers: preview.columns.map(({ header }) => header) });
    if (importing.plan !== plan) return;
    importing.plan = null;
    await lay({ ...plan, map: {} });
  } catch (thrown) {
    importing.previewFailure = asCommandError(thrown);
  }
}
