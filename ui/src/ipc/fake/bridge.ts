// A bridge without a window: answers from memory, keeps what it was asked, and lets a test answer in its place.
// It is imported by tests and by the development page only, and so is in no build.
import type { Bridge, CommandName, CrashReport, DialogWords, FileDrag, JobEvent, PastedPhoto, Request, Response, SaveKind } from "../bridge";
import type { ChosenPiece, ImportEvent, ImportResponse, ImportStep, ModelInfo, Product, StatsResponse, WireError } from "../generated";
import { FakeEngine, inStock, insteadOf } from "./engine";
import { fileAnswers } from "./file-answers";
import { products as fixtures } from "./fixtures";
import { keptAnswers } from "./kept";
import { kioskAnswers } from "./kiosk-answers";
import { learnt } from "./learnt";
import { libraryAnswers } from "./library-answers";
import { clientsCame, looksCame, ordersOf } from "./orders";
import { previewOf } from "./preview";
import type { Server } from "../server";
import { tasteAnswers } from "./taste-answers";

type Answers = {
  [K in CommandName]: (request: Request<K>, onEvent: (event: JobEvent<K>) => void) => Promise<Response<K>>;
};

/** A failure as it comes over the wire. */
export const wireError = (code: WireError["code"], message = code as string, hint = ""): WireError => ({ code, message, hint });

const model: ModelInfo = {
  name: "nova-mini", family: "nova", dim: 512, size: 61_300_000, hash: "9f2c41d07ab3e655c1", device: "cpu", device_reason: "this build has no support for graphics processors", active: true, built_in: true,
};

export interface FakeOptions {
  products?: readonly Product[];
  /** Starts with nothing in the library, so that the demo is imported. */
  empty?: boolean;
  /** What the library keeps for the window. */
  settings?: Record<string, string>;
  thumbOf?: (product: Product) => string;
  pictureUrl?: (key: string) => string;
  /** Waits between two events of an import; a test leaves it out. */
  pause?: () => Promise<void>;
  /** Makes the page one in a browser, with a server. */
  server?: Server;
}

export class FakeBridge implements Bridge {
  /** Every command in the order it was called. */
  readonly calls: { name: CommandName; request: unknown }[] = [];
  /** What the dialogs and the clipboard answer. */
  chosenPhoto: string | null = null;
  chosenFile: string | null = null;
  chosenFolder: string | null = null;
  chosenSave: string | null = null;
  chosenBackup: string | null = null;
  /** What an earlier run left behind, and what this one reported. */
  crash: CrashReport | null = null;
  readonly reported: string[] = [];
  clipboard: PastedPhoto | null = null;
  readonly pictureUrl: (key: string) => string;
  readonly server?: Server;
  /** Replace an entry to answer in its place. */
  readonly answers: Answers;

  readonly all: readonly Product[];
  private readonly pause: () => Promise<void>;
  private readonly thumbOf: (product: Product) => string;
  private present: number;
  /** Products before the last import, while it can be taken back. */
  private before: number | null = null;
  private engine: FakeEngine;
  private cancelled = new Set<string>();
  private drags = new Set<(drag: FileDrag) => void>();

  constructor({ products = fixtures, empty = false, settings = {}, thumbOf, pictureUrl, pause, server }: FakeOptions = {}) {
    if (server) this.server = server;
    this.all = products;
    this.present = empty ? 0 : products.length;
    this.thumbOf = thumbOf ?? ((product) => `${product.id}.jpg`);
    this.pictureUrl = pictureUrl ?? ((key) => `nova://localhost/${key}`);
    this.pause = pause ?? (() => Promise.resolve());
    this.engine = this.engineOf(this.present);
    this.answers = this.defaults(settings);
  }

  rpc<K extends CommandName>(name: K, request: Request<K>, onEvent: (event: JobEvent<K>) => void): Promise<Response<K>> {
    this.calls.push({ name, request });
    return this.answers[name](request, onEvent);
  }

  /** The requests that a command was called with. */
  asked<K extends CommandName>(name: K): Request<K>[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.request as Request<K>);
  }

  /** Lets the listeners hear a drag, as the window would. */
  drag(drag: FileDrag): void {
    for (const listener of this.drags) listener(drag);
  }

  pastePhoto = async (): Promise<PastedPhoto | null> => this.clipboard;
  savePasted = async (name: string): Promise<{ path: string }> => ({ path: `/pasted/${name}` });
  choosePhoto = async (): Promise<string | null> => this.chosenPhoto;
  chooseLogo = async (): Promise<string | null> => this.chosenPhoto;
  chooseCatalogue = async (): Promise<string | null> => this.chosenFile;
  chooseFolder = async (): Promise<string | null> => this.chosenFolder;
  /** The kinds of files that were to be saved, and the names that were offered for them. */
  readonly offered: [kind: SaveKind, name: string][] = [];
  /** The titles of the dialogs that were opened to save. */
  readonly titles: string[] = [];
  chooseSave = async (kind: SaveKind, name: string, { title }: DialogWords): Promise<string | null> => {
    this.offered.push([kind, name]);
    this.titles.push(title);
    return this.chosenSave;
  };
  chooseBackup = async (): Promise<string | null> => this.chosenBackup;
  crashReport = async (): Promise<CrashReport | null> => this.crash;
  dismissCrash = async (): Promise<void> => void (this.crash = null);
  reportCrash = async (text: string): Promise<void> => void this.reported.push(text);
  /** The products whose pictures were copied. */
  readonly copied: string[] = [];
  copyPicture = async (id: string): Promise<void> => void this.copied.push(id);
  /** What the window was asked to do. */
  readonly done: string[] = [];
  toggleFullScreen = async (): Promise<void> => void this.done.push("full-screen");
  printPage = async (): Promise<void> => void this.done.push("print");
  /** How large the page was made, in the order in which that was asked. */
  readonly zooms: number[] = [];
  zoomPage = async (factor: number): Promise<void> => void this.zooms.push(factor);
  photoPreview = async (path: string): Promise<string> => path.split("/").at(-1) ?? path;

  async onFileDrag(listener: (drag: FileDrag) => void): Promise<() => void> {
    this.drags.add(listener);
    return () => this.drags.delete(listener);
  }

  /** What was chosen of pieces by hand. The fake's searches take no notice of it. */
  private readonly chosen = new Map<string, Omit<ChosenPiece, "id" | "title" | "thumb">>();

  private chosenPieces(): ChosenPiece[] {
    return [...this.chosen].flatMap(([id, choice]) => {
      const product = this.engine.product(id);
      const nothing = !choice.hidden && !choice.first && Object.keys(choice.corrected).length === 0;
      return nothing ? [] : [{ id, title: product?.title ?? "", thumb: product ? this.thumbOf(product) : null, ...choice }];
    });
  }

  private engineOf(count: number): FakeEngine {
    return new FakeEngine(this.all.slice(0, count), this.thumbOf);
  }

  private stats(): StatsResponse {
    const products = this.present;
    return {
      library: "/home/you/.local/share/stylenova", source: null, products, pictures: products, embedded: products, pending: 0,
      quarantined: 2, model, index: "exact", demo: products > 0, demo_available: true,
      can_undo_import: this.before !== null,
    };
  }

  private async bring(job: string, onEvent: (event: ImportEvent) => void): Promise<ImportResponse> {
    const before = this.present;
    const steps: ImportStep[] = ["reading", "saving", "embedding", "indexing"];
    const total = this.all.length;
    for (const step of steps) {
      for (let part = 0; part <= 10; part += 1) {
        await this.pause();
        if (this.cancelled.has(job)) throw wireError("Cancelled", "The import was stopped");
        const done = Math.floor((total * part) / 10);
        if (step === "embedding") this.engine = this.engineOf((this.present = Math.max(before, done)));
        onEvent({ job, step, done, total, quarantined: step === "reading" ? 0 : 2 });
      }
    }
    const added = total - before;
    this.before = before > 0 ? before : null;
    return { added, updated: 0, unchanged: before, removed: 0, quarantined: 2, images: added, without_picture: 0, took_ms: 8200, quarantine_file: null };
  }

  private defaults(settings: Record<string, string>): Answers {
    const ofClients = tasteAnswers({
      products: () => this.all.slice(0, this.present),
      thumbOf: this.thumbOf,
      hit: (product, score) => this.engine.hit(product, score, null, score),
    });
    return {
      ...ofClients,
      ...fileAnswers((profile) => ofClients.export_profile({ file: "", ...(profile === undefined ? {} : { profile }) }), () => ofClients.profiles({})),
      ...kioskAnswers(),
      ...keptAnswers((request) => this.engine.search(request)),
      ...libraryAnswers({ products: () => this.all.slice(0, this.present), thumbOf: this.thumbOf, settings }),
      search: async (request) => this.engine.search(request),
      similar: async ({ id, limit, offset }) => this.engine.similar(id, limit, offset),
      product: async ({ id }) => {
        const product = this.engine.product(id);
        if (!product) throw wireError("NotFound", `There is no product ${id}`);
        return { product, thumb: this.thumbOf(product), image: this.engine.pathOf(product), embedded: true, in_stock: inStock(product), family: [] };
      },
      instead: async ({ ids }) => ({
        instead: Object.fromEntries(
          ids.flatMap((id) => {
            const product = this.engine.product(id);
            const found = product && !inStock(product) ? insteadOf(product, this.all, this.thumbOf) : null;
            return found ? [[id, found] as const] : [];
          }),
        ),
      }),
      chosen_pieces: async () => ({ pieces: this.chosenPieces() }),
      set_piece: async ({ id, hidden, first, correct }) => {
        const before = this.chosen.get(id) ?? { hidden: false, first: false, corrected: {} };
        const corrected: Record<string, string[]> = { ...before.corrected, ...(correct && { [correct.field]: correct.values }) };
        if (correct?.values.length === 0) delete corrected[correct.field];
        this.chosen.set(id, { hidden: hidden ?? before.hidden, first: first ?? before.first, corrected });
        return { pieces: this.chosenPieces() };
      },
      import: ({ job = "" }, onEvent) => this.bring(job, onEvent),
      undo_import: async () => {
        if (this.before === null) throw wireError("InvalidInput", "no import can be taken back");
        this.engine = this.engineOf((this.present = this.before));
        this.before = null;
        return { products: this.present };
      },
      import_preview: async () => previewOf(this.all, this.present),
      forget_columns: async () => ({ forgotten: [] }),
      import_demo: ({ job = "" }, onEvent) => this.bring(job, onEvent),
      fetch_pictures: async () => ({ wanted: 0, fetched: 0, failed: [], bytes: 0, hosts: [], took_ms: 0 }),
      cancel: async ({ job = "" }) => {
        this.cancelled.add(job);
        return { cancelled: [job] };
      },
      quarantine: async () => ({
        total: 2,
        entries: [
          { row: 14, id: "b-204", file: "b-204.jpg", reason: "the picture ends too early", why: { kind: "file", problem: { kind: "picture", name: "b-204.jpg", fault: { kind: "cut-off" } } } },
          { row: 91, id: null, file: null, reason: "the row has no id", why: { kind: "row", fault: { kind: "no-id" } } },
        ],
      }),
      facets: async ({ filters }) => this.engine.facets(filters),
      stats: async () => this.stats(),
      models: async () => ({ models: [model], known: [] }),
      add_model: async () => ({ model, models: [model] }),
      use_model: async () => ({ model, images: 0, quarantined: 0, took_ms: 1 }),
      verify_models: async () => ({ ok: true, models: [] }),
      remove_model: async () => ({ models: [model], known: [] }),
      learn: async ({ off }) => learnt(off ? "off" : "adopted"),
      learning: async () => ({ active: true, off: false, running: false, last: learnt("adopted"), left_aside: null }),
      import_orders: async ({ dates }) => ordersOf(dates === undefined),
      import_clients: async () => clientsCame,
      import_looks: async () => looksCame,
      doctor: async () => ({ ok: true, checks: [{ name: "catalog.db", ok: true, detail: "integrity check passed" }] }),
    };
  }
}
