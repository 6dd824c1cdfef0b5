import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { go } from "../src/actions/go";
import { cancelImport } from "../src/actions/end-import";
import { confirmImport, importDemo, resumeImport } from "../src/actions/import-catalogue";
import { changePlan, forgetColumns, lay, mapColumn, planFile, planFolder, planImages } from "../src/actions/plan-import";
import { start } from "../src/actions/start";
import { undoImport } from "../src/actions/undo-import";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { products } from "../src/ipc/fake/fixtures";
import { previewOf } from "../src/ipc/fake/preview";
import type { StatsResponse } from "../src/ipc/generated";
import { importing, lastSource, planOf } from "../src/state/importing.svelte";
import { library } from "../src/state/library.svelte";
import { Pace } from "../src/state/pace";
import { question } from "../src/state/question.svelte";
import { results } from "../src/state/results.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
beforeEach(() => {
  bridge = freshWorld();
});

describe("start", () => {
  test("an empty library gets the demo, and its pieces are shown", async () => {
    bridge = freshWorld({ empty: true });
    await start();
    expect(bridge.asked("import_demo")).toHaveLength(1);
    expect(results.total, "the collection is on the screen").toBe(products.length);
    expect(library.stats?.demo).toBe(true);
  });

  test("a library with products is left as it is", async () => {
    await start();
    expect(bridge.asked("import_demo")).toHaveLength(0);
  });

  test("an empty library without a demo at hand stays empty", async () => {
    bridge = freshWorld({ empty: true });
    const { stats } = bridge.answers;
    bridge.answers.stats = async (request, onEvent) => ({ ...(await stats(request, onEvent)), demo_available: false });
    await start();
    expect(bridge.asked("import_demo")).toHaveLength(0);
    expect(results.total).toBe(0);
  });
});

describe("an import that was a mistake", () => {
  test("is taken back after a yes, and the pieces from before are on the screen", async () => {
    await start();
    expect(library.stats?.can_undo_import, "nothing was imported yet").toBe(false);
    bridge.chosenFile = "/shop/spring.csv";
    await planFile.perform();
    await confirmImport();
    expect(library.stats?.can_undo_import).toBe(true);
    undoImport();
    expect(bridge.asked("undo_import"), "it is asked first").toHaveLength(0);
    question.asked?.perform("");
    await expect.poll(() => library.stats?.can_undo_import).toBe(false);
    expect(importing.outcome, "there is no import to tell of any more").toBeNull();
    expect(shell.told?.text).toBe("The last import was taken back");
  });
});

describe("an import that would take most of the catalogue away", () => {
  const losing = (bridge: FakeBridge): void => {
    bridge.answers.import_preview = async ({ update = false }) => ({ ...previewOf(products, products.length), update, added: 5, unchanged: update ? products.length : 1, removed: update ? 0 : products.length - 1 });
    const { stats } = bridge.answers;
    bridge.answers.stats = async (request, onEvent) => ({ ...(await stats(request, onEvent)), demo: false });
    bridge.chosenFile = "/shop/spring.csv";
  };

  test("is not what a press of Enter does, and says what would go", async () => {
    losing(bridge);
    const user = userEvent.setup();
    render(App);
    await expect.poll(() => library.stats?.demo).toBe(false);
    await planFile.perform();
    expect((await screen.findByTestId("import-loss")).textContent).toContain(`${products.length - 1} of your ${products.length} pieces are not in this file.`);
    expect(screen.getByTestId("import-confirm").textContent?.trim()).toBe("Replace the catalogue");
    await user.keyboard("{Enter}");
    expect(bridge.asked("import")).toEqual([]);
    await user.click(screen.getByTestId("import-keep"));
    await expect.poll(() => screen.queryByTestId("import-loss")).toBeNull();
    await user.click(screen.getByTestId("import-confirm"));
    await expect.poll(() => bridge.asked("import")).toMatchObject([{ update: true }]);
  });

  test("is none where the yes was said before anybody knew", async () => {
    losing(bridge);
    await start();
    void lay(planOf("/shop/spring.csv", false));
    await confirmImport();
    expect(bridge.asked("import")).toEqual([]);
    await confirmImport();
    expect(bridge.asked("import"), "a yes to what is in sight is one").toHaveLength(1);
  });

  test("and one with nothing in it cannot be confirmed", async () => {
    bridge.answers.import_preview = async () => ({ ...previewOf([], 0), total: 0 });
    bridge.chosenFile = "/shop/empty.csv";
    render(App);
    await planFile.perform();
    await screen.findByTestId("import-nothing");
    expect((screen.getByTestId("import-confirm") as HTMLButtonElement).disabled).toBe(true);
  });
});

test("a good end is told at the foot of the pieces until one goes elsewhere, and stands in Catalogue", async () => {
  render(App);
  await start();
  await resumeImport({ source: "/shop/spring.csv" });
  expect(await screen.findByTestId("import-summary")).toBeTruthy();
  await go("boards");
  await go("search");
  await expect.poll(() => screen.queryByTestId("import-summary")).toBeNull();
  await go("catalogue");
  expect(await screen.findByTestId("import-summary")).toBeTruthy();
});

describe("what was left out", () => {
  test("can be read again from where it came", async () => {
    bridge.chosenFile = "/shop/spring.csv";
    await planFile.perform();
    await confirmImport();
    await resumeImport(lastSource(importing.outcome, library.stats) ?? null);
    expect(bridge.asked("import").map(({ source }) => source)).toEqual(["/shop/spring.csv", "/shop/spring.csv"]);
  });

  test("is of the demo, of the last file, or of nobody knows what", () => {
    const stats = { demo: false, source: "/shop/spring.csv" } as StatsResponse;
    expect(lastSource(null, stats)).toEqual({ source: "/shop/spring.csv" });
    expect(lastSource(null, { ...stats, demo: true })).toBeNull();
    expect(lastSource(null, { ...stats, source: null })).toBeUndefined();
  });
});

describe("import", () => {
  test("reads nothing before the plan is confirmed, then what the plan says", async () => {
    bridge.chosenFile = "/shop/spring.csv";
    bridge.chosenFolder = "/shop/pictures";
    await planFile.perform();
    await planImages();
    expect(bridge.asked("import"), "only planned so far").toHaveLength(0);
    await confirmImport();
    expect(bridge.asked("import")).toMatchObject([{ source: "/shop/spring.csv", images: "/shop/pictures", copy_images: false }]);
    expect(importing.plan, "the sheet is gone").toBeNull();
  });

  test("a plan shows what it would read, and a column that was named otherwise is read anew and imported so", async () => {
    bridge.chosenFile = "/shop/spring.csv";
    await planFile.perform();
    await expect.poll(() => importing.preview?.total).toBe(products.length);
    await mapColumn({ header: "Lagerplatz", field: "tags" });
    await mapColumn({ header: "Bezeichnung", field: "description" });
    await mapColumn({ header: "Lagerplatz", field: null });
    await changePlan({ copy: true });
    const maps = bridge.asked("import_preview").map(({ map }) => map);
    expect(maps, "a copy is not read for again").toEqual([
      [], ["tags=Lagerplatz"], ["tags=Lagerplatz", "description=Bezeichnung"], ["description=Bezeichnung", "unused=Lagerplatz"],
    ]);
    await confirmImport();
    expect(bridge.asked("import")).toMatchObject([{ map: ["description=Bezeichnung", "unused=Lagerplatz"], copy_images: true }]);
  });

  test("what was said of such a file before can be forgotten, and the file is read anew without it", async () => {
    bridge.chosenFile = "/shop/spring.csv";
    await planFile.perform();
    await expect.poll(() => importing.preview?.columns.length).toBeGreaterThan(0);
    await mapColumn({ header: "Lagerplatz", field: "tags" });
    const headers = importing.preview?.columns.map(({ header }) => header);
    await forgetColumns();
    expect(bridge.asked("forget_columns")).toEqual([{ headers }]);
    expect(bridge.asked("import_preview").at(-1)).toMatchObject({ map: [] });
    expect(importing.plan?.source, "the plan still waits").toBe("/shop/spring.csv");
  });

  test("a plan whose file cannot be read says so before anything is imported", async () => {
    bridge.answers.import_preview = () => Promise.reject(wireError("CatalogInvalid", "spring.csv has no rows", "Add some."));
    bridge.chosenFile = "/shop/spring.csv";
    await planFile.perform();
    await expect.poll(() => importing.previewFailure?.message).toBe("spring.csv has no rows");
    expect(importing.preview).toBeNull();
  });

  test("a closed dialog plans nothing", async () => {
    await planFolder.perform();
    expect(importing.plan).toBeNull();
  });

  test("tells each step's progress, then the sum and what was left out", async () => {
    const seen: string[] = [];
    bridge = freshWorld({
      empty: true,
      pause: async () => {
        const { job } = importing;
        if (job?.step) seen.push(`${job.step} ${job.done}/${job.total}`);
      },
    });
    await importDemo.perform();
    expect(seen).toContain("reading 10/20");
    expect(seen).toContain("embedding 20/20");
    expect(importing.job, "nothing runs any more").toBeNull();
    expect(importing.outcome).toMatchObject({ kind: "done", response: { added: 20, quarantined: 2 } });
    expect(library.leftOut.entries[1]?.reason).toBe("the row has no id");
  });

  test("a stopped import is told as stopped, keeps what came, and can go on", async () => {
    let events = 0;
    bridge = freshWorld({
      empty: true,
      pause: async () => {
        if ((events += 1) === 30) await cancelImport();
      },
    });
    await importDemo.perform();
    const [job] = bridge.asked("import_demo");
    expect(bridge.asked("cancel"), "the running job is named").toEqual([{ job: job?.job }]);
    expect(importing.outcome?.kind).toBe("stopped");
    expect(results.total, "what was read before the stop is shown").toBeGreaterThan(0);
    expect(results.total).toBeLessThan(products.length);
    const { outcome } = importing;
    await resumeImport(outcome?.source ?? null);
    expect(importing.outcome?.kind).toBe("done");
    expect(results.total).toBe(products.length);
  });

  test("a failed import keeps its error and the library goes on", async () => {
    bridge.answers.import = () => Promise.reject(wireError("CatalogInvalid", "spring.csv has no column id", "Add one."));
    await lay(planOf("/shop/spring.csv", false));
    await confirmImport();
    expect(importing.outcome).toMatchObject({ kind: "failed", failure: { code: "CatalogInvalid", hint: "Add one." } });
    expect(results.total).toBe(products.length);
  });

  test("events of another job are ignored", () => {
    importing.begin("mine");
    importing.hear({ job: "other", step: "saving", done: 5, total: 9, quarantined: 0 }, 0);
    expect(importing.job?.step).toBeNull();
  });

  test("a second import does not start while one runs", async () => {
    await Promise.all([importDemo.perform(), importDemo.perform()]);
    expect(bridge.asked("import_demo")).toHaveLength(1);
  });
});

describe("pace", () => {
  test("is the rate over the last seconds and the time that is left at it", () => {
    const pace = new Pace();
    for (let second = 0; second <= 4; second += 1) pace.note(second * 50, second * 1000);
    expect(pace.rate).toBe(50);
    expect(pace.left(300), "100 items at 50 a second").toBe(2);
  });

  test("forgets an old, slower rate", () => {
    const pace = new Pace();
    for (let second = 0; second <= 30; second += 1) pace.note(second < 15 ? second : 15 + (second - 15) * 100, second * 1000);
    expect(pace.rate).toBeCloseTo(100, 0);
  });

  test("is not told before there is something to measure", () => {
    const pace = new Pace();
    pace.note(0, 0);
    pace.note(40, 100);
    expect(pace.rate, "a tenth of a second says too little").toBeNull();
    expect(pace.left(100)).toBeNull();
  });
});
