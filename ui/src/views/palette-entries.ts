// What the palette offers: actions, places, clients, boards, earlier searches, and pieces by name.
import type { Action } from "../actions/action";
import { chooseClient } from "../actions/clients";
import { allowed, keyed, listed } from "../actions";
import { openBoard } from "../actions/boards";
import { back, close } from "../actions/close";
import { go } from "../actions/go";
import { importDemo } from "../actions/import-catalogue";
import { openCommands } from "../actions/palette";
import { openProduct } from "../actions/open-product";
import { searchAgain } from "../actions/recall";
import { printed } from "../actions/shortcuts";
import { submitWords, typeWords } from "../actions/type-words";
import { t } from "../i18n";
import type { Hit } from "../ipc/generated";
import { boards, favouritesName } from "../state/boards.svelte";
import { clients } from "../state/clients.svelte";
import { device } from "../state/device.svelte";
import { fit, holds } from "../state/fit";
import { library } from "../state/library.svelte";
import { recent } from "../state/recent.svelte";
import { shell } from "../state/shell.svelte";
import { clientName } from "./client-text";
import { commands, type Entry } from "./palette-commands";
import { searchedSections } from "./searched-text";

/** Earlier searches among what the palette offers. */
const mostEarlier = 6;
/** Pieces that were opened before, and pieces that a search finds. */
const mostOpened = 4;
const mostPieces = 6;

async function searchFor(words: string): Promise<void> {
  shell.place = "search";
  void typeWords(words);
  await submitWords();
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
      perform: () => searchAgain(key),
    }));

const isLead = ({ name }: Action): boolean => name.startsWith("go-");

function actions(): Entry[] {
  // A place's own actions only where that place is in sight, and nothing that only means something outside the palette.
  const idle = [openCommands, close, back];
  const offered = allowed(keyed).filter((action) => !idle.includes(action) && (action.place === undefined || action.place === shell.place));
  const leads = offered.filter(isLead);
  const others = offered.filter((action) => !isLead(action));
  const demo = library.stats?.demo_available && !library.stats.demo;
  const plain = allowed(listed).filter((action) => action !== importDemo || demo);
  return [
    ...[...leads, ...others, ...plain].map((action) => ({
      id: action.name,
      kind: t(isLead(action) ? "palette.place" : "palette.action"),
      label: t(action.label),
      keys: action.shortcut?.[0] === undefined ? "" : printed(action.shortcut[0]),
      perform: () => action.perform(),
    })),
  ];
}

function people(): Entry[] {
  // Whoever is here already is turned to by their file; the guest has next to nothing in one.
  const shown = clients.all.filter(({ name }) => name !== clients.current || name !== clients.guest);
  return shown.map(({ name }) => ({
    id: `client ${name}`,
    kind: t(name === clients.current ? "clients.current" : "palette.client"),
    label: clientName(name, clients.guest),
    keys: "",
    perform: async () => {
      if (name === clients.current) return go("file");
      await chooseClient(name);
      await go("discover");
    },
  }));
}

const shelves = (): Entry[] =>
  [favouritesName, ...boards.list.map(({ name }) => name)].map((name) => ({
    id: `board ${name}`,
    kind: t("palette.board"),
    label: name === favouritesName ? t("boards.favourites") : name,
    keys: "",
    perform: async () => {
      await openBoard(name);
      await go("boards");
    },
  }));

const piece = (hit: Hit, kind: "palette.piece" | "palette.opened"): Entry => ({
  id: `piece ${hit.id}`,
  kind: t(kind),
  label: hit.title,
  keys: "",
  perform: async () => {
    await go("search");
    await openProduct(hit);
  },
});

/** How well an entry fits what was typed: by its label, or with the word for what kind of thing it is. Whole beginnings of
 *  words come before letters that are only first ones; null where it does not fit. */
function pointsOf(words: string, { kind, label }: Entry): { whole: boolean; points: number } | null {
  const texts = [label, `${kind} ${label}`];
  const found = texts.flatMap((text) => fit(words, text) ?? []);
  return found.length === 0 ? null : { whole: texts.some((text) => holds(words, text)), points: Math.max(...found) };
}

/** The entries that fit what was typed, the best first; as they stand where nothing was. `found` are pieces that a search
 *  for it answers with. */
export function entriesFor(typed: string, found: readonly Hit[]): Entry[] {
  const opened = recent.pieces.slice(0, mostOpened).map((hit) => piece(hit, "palette.opened"));
  const ofClients = device.may("clients") ? [...people(), ...shelves()] : [];
  const [searched, named] = [earlier(), [...actions(), ...commands(), ...ofClients]];
  const words = typed.trim();
  if (!words) return [...searched, ...opened, ...named];
  const ranked = [...searched, ...named].flatMap((entry) => {
    const points = pointsOf(words, entry);
    return points === null ? [] : [{ entry, ...points }];
  });
  const best = ranked.sort((one, other) => other.points - one.points);
  const those = (whole: boolean): Entry[] => best.filter((own) => own.whole === whole).map(({ entry }) => entry);
  const again = opened.filter(({ label }) => holds(words, label));
  const pieces = found.filter(({ title }) => holds(words, title)).map((hit) => piece(hit, "palette.piece"));
  const fresh = pieces.filter(({ id }) => !again.some((entry) => entry.id === id)).slice(0, mostPieces);
  return [...those(true), ...again, ...fresh, ...those(false), search(words)];
}
