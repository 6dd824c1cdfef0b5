import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { clearFilters, setPrice, toggleStock, toggleValue } from "../src/actions/filter";
import { loadPage } from "../src/actions/load-page";
import { mix } from "../src/actions/mix";
import { search } from "../src/actions/search";
import { submitWords, typeWords, typingPause } from "../src/actions/type-words";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { products } from "../src/ipc/fake/fixtures";
import type { SearchResponse } from "../src/ipc/generated";
import { query } from "../src/state/query.svelte";
import { pageSize, results } from "../src/state/results.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld, held, titles } from "./world";

let bridge: FakeBridge;
beforeEach(() => {
  bridge = freshWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

const answer = (title: string): SearchResponse => ({
  model: "nova-mini", total: 1, took_ms: 1, degraded: null, understood: null,
  hits: [{ id: title, title, score: 1, text_score: 1, image_score: null, band: null, variants: [], price: null, currency: "", brand: "", type: "", gender: "", colours: [], in_stock: true, image: null, thumb: null, reasons: [] }],
});

describe("search", () => {
  test("an empty query browses the whole catalogue", async () => {
    await search();
    expect(results.total, "every product is there").toBe(products.length);
    expect(bridge.asked("search")[0], "neither words nor photo are sent").not.toHaveProperty("text");
  });

  test("the newest search wins when an older one answers later", async () => {
    const older = held<SearchResponse>();
    const newer = held<SearchResponse>();
    bridge.answers.search = ({ text }) => (text === "red" ? older.promise : newer.promise);
    query.words = "red";
    const first = search();
    query.words = "red dress";
    const second = search();
    newer.release(answer("newer"));
    await second;
    older.release(answer("older"));
    await first;
    expect(titles(), "the late answer to the older search is dropped").toEqual(["newer"]);
  });

  test("an older search that fails late changes nothing", async () => {
    const older = held<SearchResponse>();
    bridge.answers.search = ({ text }) => (text === "red" ? older.promise : Promise.resolve(answer("newer")));
    query.words = "red";
    const first = search();
    query.words = "red dress";
    await search();
    older.fail(wireError("Cancelled"));
    await first;
    expect(results.failure, "a search that was overtaken has no error to show").toBeNull();
    expect(titles()).toEqual(["newer"]);
  });

  test("results are busy until the newest search is answered", async () => {
    const older = held<SearchResponse>();
    const newer = held<SearchResponse>();
    bridge.answers.search = ({ text }) => (text === "a" ? older.promise : newer.promise);
    query.words = "a";
    const first = search();
    query.words = "b";
    const second = search();
    older.release(answer("older"));
    await first;
    expect(results.pending, "the newest answer is still out").toBe(true);
    newer.release(answer("newer"));
    await second;
    expect(results.pending).toBe(false);
  });

  test("typing searches once, after the pause, and is busy from the first letter", async () => {
    vi.useFakeTimers();
    await search();
    const before = bridge.asked("search").length;
    for (const words of ["r", "re", "red"]) {
      void typeWords(words);
      await vi.advanceTimersByTimeAsync(typingPause - 1);
    }
    expect(results.pending, "what is shown no longer answers what is typed").toBe(true);
    expect(bridge.asked("search").length, "no search before the pause").toBe(before);
    await vi.advanceTimersByTimeAsync(typingPause);
    expect(bridge.asked("search").slice(before), "one search, for the last words").toMatchObject([{ text: "red" }]);
    expect(results.pending).toBe(false);
  });

  test("a search under way when typing goes on does not show its result", async () => {
    vi.useFakeTimers();
    const out = held<SearchResponse>();
    bridge.answers.search = ({ text }) => (text === "re" ? out.promise : Promise.resolve(answer(text ?? "")));
    void typeWords("re");
    await vi.advanceTimersByTimeAsync(typingPause);
    void typeWords("red");
    out.release(answer("stale"));
    await vi.advanceTimersByTimeAsync(typingPause - 1);
    expect(titles(), "the stale answer is dropped").toEqual([]);
    expect(results.pending, "still waiting for the last words").toBe(true);
    await vi.advanceTimersByTimeAsync(1);
    expect(titles()).toEqual(["red"]);
  });

  test("Enter searches at once and the pause brings no second search", async () => {
    vi.useFakeTimers();
    void typeWords("red dress");
    await submitWords();
    await vi.advanceTimersByTimeAsync(typingPause * 2);
    expect(bridge.asked("search")).toHaveLength(1);
    expect(titles()[0], "the best match comes first").toBe("Red Dress");
  });

  test("a failing search is kept with its code and a retry clears it", async () => {
    const { search: working } = bridge.answers;
    bridge.answers.search = () => Promise.reject(wireError("Busy", "the queue is full", "Wait a moment."));
    await search();
    expect(results.failure).toMatchObject({ code: "Busy", hint: "Wait a moment." });
    bridge.answers.search = working;
    await search();
    expect(results.failure).toBeNull();
  });

  test("a quiet refresh neither marks the results busy nor shows an error", async () => {
    await search();
    shell.announcement = "";
    bridge.answers.search = () => Promise.reject(wireError("Busy"));
    const refresh = search({ quiet: true, keepPlace: true });
    expect(results.pending).toBe(false);
    await refresh;
    expect(results.failure).toBeNull();
    expect(shell.announcement, "nothing is read aloud").toBe("");
  });

  test("the count is announced with what it is a count of", async () => {
    query.words = "red dress";
    await search();
    expect(shell.announcement).toBe("10 pieces for “red dress”".replace("10", String(results.total)));
  });
});

describe("the slider", () => {
  beforeEach(async () => {
    query.words = "red";
    query.photos = [{ path: "/pictures/4.jpg", preview: null, crop: null }];
    await search();
  });

  test("sends the same full request with another mix", async () => {
    await mix(80);
    const [before, after] = bridge.asked("search");
    expect(before?.mix, "half and half at first").toBe(0.5);
    expect(after, "nothing else differs").toEqual({ ...before, mix: 0.8 });
  });

  test("changes the order: words at one end, the photo at the other", async () => {
    await mix(0);
    const words = titles()[0];
    await mix(100);
    expect(words, "words alone put red first").toMatch(/^Red/);
    expect(titles()[0], "the photo alone puts its own piece first").toBe("Red Shirt");
    expect(titles().slice(0, 4).map((title) => title.split(" ").at(-1)), "then its look-alikes").toEqual(["Shirt", "Shirt", "Shirt", "Shirt"]);
  });

  test("never has more than one search out, and ends on the last position", async () => {
    let out = 0;
    let most = 0;
    const { search: answered } = bridge.answers;
    bridge.answers.search = async (request, onEvent) => {
      most = Math.max(most, (out += 1));
      await Promise.resolve();
      out -= 1;
      return answered(request, onEvent);
    };
    await Promise.all(Array.from({ length: 41 }, (_, at) => mix(40 + at)));
    expect(most).toBe(1);
    expect(bridge.asked("search").at(-1)?.mix).toBe(0.8);
    expect(bridge.asked("search").length, "positions in between are skipped").toBeLessThan(10);
  });

  test("is left out of the request when only one side is there", async () => {
    query.words = " ";
    await search();
    expect(bridge.asked("search").at(-1)).not.toHaveProperty("mix");
  });
});

describe("filters", () => {
  test("values of a field are joined, and fields are all required", async () => {
    await toggleValue({ field: "colour", value: "Red" });
    await toggleValue({ field: "colour", value: "White" });
    await toggleValue({ field: "type", value: "Shirt" });
    expect(bridge.asked("search").at(-1)?.filters).toEqual(["type=Shirt", "colour=Red,White"]);
    expect(titles().sort()).toEqual(["Red Shirt", "White Shirt"]);
  });

  test("price bounds and stock narrow the pieces, and clearing brings all back", async () => {
    await setPrice({ min: 30, max: 50 });
    await toggleStock();
    expect(bridge.asked("search").at(-1)?.filters).toEqual(["price>=30", "price<=50", "in_stock=true"]);
    expect(results.total, "five prices lie between, one of them sold out").toBe(4);
    await clearFilters();
    expect(results.total).toBe(products.length);
  });

  test("a value with a comma is looked for as text, since a comma separates values", async () => {
    await toggleValue({ field: "type", value: "Tops, Tees" });
    expect(bridge.asked("search").at(-1)?.filters).toEqual(["type~Tops, Tees"]);
  });
});

describe("pages", () => {
  const many = Array.from({ length: 500 }, (_, at) => ({ ...products[0]!, id: `m${at}`, title: `Piece ${at}`, image: null }));

  test("come as they are scrolled to, each once, anywhere in the catalogue", async () => {
    bridge = freshWorld({ products: many });
    await search();
    await loadPage({ first: 400, last: 425 });
    await loadPage({ first: 401, last: 426 });
    expect(bridge.asked("search").map(({ offset }) => offset)).toEqual([0, 400]);
    expect(results.at(425)?.title).toBe("Piece 425");
    expect(results.at(200), "what nobody looked at is not fetched").toBeUndefined();
  });

  test("of an older result set are dropped when they come late", async () => {
    bridge = freshWorld({ products: many });
    await search();
    const { search: answered } = bridge.answers;
    const late = held<SearchResponse>();
    bridge.answers.search = (request, onEvent) => (request.offset === pageSize ? late.promise : answered(request, onEvent));
    const page = loadPage({ first: pageSize, last: pageSize + 5 });
    query.sort = "title";
    await search();
    late.release(answer("late"));
    await page;
    expect(results.at(pageSize), "the late page belongs to the old order").toBeUndefined();
  });

  test("a moved slider asks again for what is in sight, not for the top", async () => {
    bridge = freshWorld({ products: many });
    await search();
    await loadPage({ first: 205, last: 230 });
    await mix(70);
    expect(bridge.asked("search").at(-1)).toMatchObject({ offset: 200, limit: pageSize });
    expect(results.at(210)?.title).toBe("Piece 210");
  });
});
