// A fresh start for each test: the page's state as at start-up, over a new fake.
import { connect } from "../src/ipc/client";
import { FakeBridge, type FakeOptions } from "../src/ipc/fake/bridge";
import { dropLast } from "../src/actions/last";
import { unsettle } from "../src/actions/settle";
import { boards } from "../src/state/boards.svelte";
import { clients } from "../src/state/clients.svelte";
import { carried } from "../src/state/carried.svelte";
import { cropping } from "../src/state/cropping.svelte";
import { backup } from "../src/state/backup.svelte";
import { crash } from "../src/state/crash.svelte";
import { deck } from "../src/state/deck.svelte";
import { detail } from "../src/state/detail.svelte";
import { handed } from "../src/state/handed.svelte";
import { facets } from "../src/state/facets.svelte";
import { importing } from "../src/state/importing.svelte";
import { last } from "../src/state/last.svelte";
import { library } from "../src/state/library.svelte";
import { models } from "../src/state/models.svelte";
import { look } from "../src/state/look.svelte";
import { question } from "../src/state/question.svelte";
import { quiz } from "../src/state/quiz.svelte";
import { insights } from "../src/state/insights.svelte";
import { palette } from "../src/state/palette.svelte";
import { nothingAsked, query } from "../src/state/query.svelte";
import { results } from "../src/state/results.svelte";
import { searches } from "../src/state/searches.svelte";
import { shell } from "../src/state/shell.svelte";
import { taste } from "../src/state/taste.svelte";
import { variants } from "../src/state/variants.svelte";
import { settings } from "../src/state/settings.svelte";
import { welcome } from "../src/state/welcome.svelte";

export function freshWorld(options: FakeOptions = {}): FakeBridge {
  // Somebody has been here before, but for tests of the welcome.
  const bridge = new FakeBridge({ settings: { welcomed: "true" }, ...options });
  connect(bridge);
  unsettle();
  dropLast();
  Object.assign(last, { read: false, kept: "" });
  query.take(nothingAsked);
  cropping.path = null;
  carried.clear();
  searches.clear();
  variants.clear();
  Object.assign(results, { total: 0, pages: [], answered: null, pending: true, failure: null, degraded: null, reasoned: false });
  results.visible = { first: 0, last: 0 };
  Object.assign(shell, { place: "search", width: 1600, zoom: 1, dragging: null, notice: null, told: null, announcement: "", focusSearch: 0 });
  Object.assign(library, { stats: null, failure: null, leftOut: { total: 0, entries: [] }, check: null, checking: false });
  Object.assign(importing, { job: null, source: null, outcome: null, plan: null });
  Object.assign(settings, { values: {}, known: false });
  Object.assign(backup, { busy: null, outcome: null, failure: null });
  Object.assign(crash, { report: null, copied: false });
  welcome.cover = [];
  Object.assign(models, { job: null, installed: [], known: [], busy: null, failure: null });
  Object.assign(facets, { all: null, open: null });
  Object.assign(clients, { listed: [], guest: "guest", failure: null, draft: "" });
  clients.choose("guest");
  Object.assign(quiz, { options: null, answers: {}, step: "categories", pending: false, failure: null });
  Object.assign(look, { id: null, pieces: new Map(), held: new Set(), pending: false, failure: null });
  question.asked = null;
  handed.last = null;
  palette.open = null;
  deck.clear();
  taste.clear();
  boards.clear();
  insights.clear();
  Object.assign(insights, { view: "client", map: null, mapFailure: null, mapListed: false });
  detail.close();
  return bridge;
}

/** A promise and the handle that settles it. */
export function held<T>(): { promise: Promise<T>; release: (value: T) => void; fail: (reason: unknown) => void } {
  let release!: (value: T) => void;
  let fail!: (reason: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    release = resolve;
    fail = reject;
  });
  return { promise, release, fail };
}

/** The titles that the page holds, from the top. */
export const titles = (): string[] => (results.pages[0] ?? []).map(({ title }) => title);
