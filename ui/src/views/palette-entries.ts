// What the palette offers: actions, places, clients, boards, and earlier searches.
import type { Action } from "../actions/action";
import { chooseClient } from "../actions/clients";
import { keyed } from "../actions";
import { makeBackup, restoreBackup } from "../actions/backup";
import { openBoard } from "../actions/boards";
import { back, close } from "../actions/close";
import { go } from "../actions/go";
import { importDemo } from "../actions/import-catalogue";
import { checkLibrary } from "../actions/library";
import { openCommands, openLicences } from "../actions/palette";
import { planFolder } from "../actions/plan-import";
import { openQuiz } from "../actions/quiz";
import { searchAgain } from "../actions/recall";
import { printed } from "../actions/shortcuts";
import { chooseTheme } from "../actions/theme";
import { submitWords, typeWords } from "../actions/type-words";
import { t } from "../i18n";
import { boards } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { fit } from "../state/fit";
import { library } from "../state/library.svelte";
import { shell } from "../state/shell.svelte";
import { themes } from "../state/theme.svelte";
import { clientName } from "./client-text";
import { searchedSections } from "./searched-text";

/** Earlier searches among what the palette offers. */
const mostEarlier = 6;

export interface Entry {
  id: string;
  /** What kind of thing it is, as a word beside the label. */
  kind: string;
  label: string;
  /** Its shortcut as it is printed; empty without one. */
  keys: string;
  perform: () => unknown;
}

async function searchFor(words: string): Promise<void> {
  shell.place = "search";
  void typeWords.perform(words);
  await submitWords.perform();
}

const search = (words: string): Entry => ({
  id: `search ${words}`,
  kind: t("palette.search"),
  label: words,
  keys: "",
  perform: () => searchFor(words),
});

/** Earlier searches, the saved ones first. */
const earlier = (): Entry[] =>
  searchedSections()
    .flatMap(({ rows }) => rows)
    .slice(0, mostEarlier)
    .map(({ key, title, saved }) => ({
      id: `earlier ${key}`,
      kind: t(saved ? "searches.saved" : "palette.recent"),
      label: title,
      keys: "",
      perform: () => searchAgain.perform(key),
    }));

const isLead = ({ name }: Action): boolean => name.startsWith("go-");

function actions(): Entry[] {
  // A place's own actions only where that place is in sight, and nothing that only means something outside the palette.
  const idle = [openCommands, close, back];
  const offered = keyed.filter((action) => !idle.includes(action) && (action.place === undefined || action.place === shell.place));
  const leads = offered.filter(isLead);
  const others = offered.filter((action) => !isLead(action));
  const plain = [openQuiz, planFolder, checkLibrary, makeBackup, restoreBackup, openLicences, ...(library.stats?.demo_available && !library.stats.demo ? [importDemo] : [])];
  return [
    ...[...leads, ...others, ...plain].map((action) => ({
      id: action.name,
      kind: t(isLead(action) ? "palette.place" : "palette.action"),
      label: t(action.label),
      keys: action.shortcut?.[0] === undefined ? "" : printed(action.shortcut[0]),
      perform: () => action.perform(),
    })),
    ...themes.map((theme) => ({
      id: `theme ${theme}`,
      kind: t("settings.theme"),
      label: `${t("settings.theme")}: ${t(`settings.theme.${theme}`)}`,
      keys: "",
      perform: () => chooseTheme.perform(theme),
    })),
  ];
}

function people(): Entry[] {
  const others = clients.all.filter(({ name }) => name !== clients.current);
  return others.map(({ name }) => ({
    id: `client ${name}`,
    kind: t("palette.client"),
    label: clientName(name, clients.guest),
    keys: "",
    perform: async () => {
      await chooseClient.perform(name);
      await go.perform("discover");
    },
  }));
}

const shelves = (): Entry[] =>
  boards.list.map(({ name }) => ({
    id: `board ${name}`,
    kind: t("palette.board"),
    label: name,
    keys: "",
    perform: async () => {
      await openBoard.perform(name);
      await go.perform("boards");
    },
  }));

/** The entries that fit what was typed, the best first; as they stand where nothing was. */
export function entriesFor(typed: string): Entry[] {
  const known = [...earlier(), ...actions(), ...people(), ...shelves()];
  const words = typed.trim();
  if (!words) return known;
  const ranked = known.flatMap((entry) => {
    const points = fit(words, entry.label);
    return points === null ? [] : [{ entry, points }];
  });
  const best = ranked.sort((one, other) => other.points - one.points).map(({ entry }) => entry);
  return [...best, search(words)];
}
