// Earlier searches: when one is remembered, the list under the box by keys and pointer, saving, forgetting, and making
// one again exactly.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { openProduct } from "../src/actions/open-product";
import { search } from "../src/actions/search";
import { settling } from "../src/actions/settle";
import { typeWords } from "../src/actions/type-words";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import type { SearchRequest } from "../src/ipc/generated";
import { askedOf } from "../src/state/asked";
import { nothingAsked, query, type Asked } from "../src/state/query.svelte";
import { requestOf } from "../src/state/request";
import { results } from "../src/state/results.svelte";
import { essence } from "../src/state/searches.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
const remembered = (): (string | undefined)[] => bridge.asked("remember_search").map(({ request }) => request.text);

describe("a search is remembered", () => {
  beforeEach(() => {
    bridge = freshWorld();
    vi.useFakeTimers();
  });
  afterEach(() => vi.useRealTimers());

  test("once the user has stayed on it, and not while typing goes on", async () => {
    void typeWords("red");
    await vi.advanceTimersByTimeAsync(settling);
    void typeWords("red dress");
    await vi.advanceTimersByTimeAsync(settling - 1);
    expect(remembered(), "the first was left before it had settled").toEqual([]);
    await vi.advanceTimersByTimeAsync(settling);
    expect(remembered()).toEqual(["red dress"]);
    await vi.advanceTimersByTimeAsync(settling * 3);
    expect(remembered(), "once").toHaveLength(1);
  });

  test("as soon as one of its pieces is opened", async () => {
    query.words = "red";
    await search();
    void openProduct(results.at(0)!);
    await vi.advanceTimersByTimeAsync(1);
    expect(remembered()).toEqual(["red"]);
  });

  test("but not the collection itself, nor what was refreshed behind the user's back", async () => {
    await search();
    query.words = "red";
    await search({ quiet: true });
    await vi.advanceTimersByTimeAsync(settling * 2);
    expect(remembered()).toEqual([]);
  });
});

describe("a request leads back to what was asked", () => {
  const photo = (path: string) => ({ path, preview: null, crop: null });
  test.each<[string, Partial<Asked>]>([
    ["words", { words: "red dress", sort: "price-asc" }],
    ["filters", { chosen: { colour: ["Red", "Navy Blue"], size: ["M"] }, price: { min: 20, max: 80.5 }, inStock: true }],
    ["a lone value with a comma", { chosen: { type: ["Tops, Tees"] } }],
    ["one bound of the price", { price: { min: null, max: 99 } }],
    ["photos, one with a part", { photos: [{ ...photo("/b.jpg"), crop: { x: 0.1, y: 0.2, width: 0.3, height: 0.4 } }, photo("/a.jpg")] }],
    ["a piece and words, mixed, folded, for an occasion", { words: "red", like: { id: "p1", title: "", thumb: null }, mix: 73, fold: true, context: "Party" }],
  ])("%s", (_, part) => {
    const asked = { ...nothingAsked, ...part };
    const request = requestOf(asked, 0, 40);
    expect(requestOf(askedOf(JSON.parse(JSON.stringify(request))), 0, 40)).toEqual(request);
    expect(askedOf(request)).toEqual(asked);
  });

  test.each<[string, unknown]>([
    ["nothing", null], ["a number", 7], ["a text", "red"], ["fields of other kinds", { text: 5, image: {}, images: "a", mix: "x", filters: "colour=red", crop: [1], like: 3 }],
    ["filters of another version", { filters: ["fabric=silk", "price>=cheap", "colour", "in_stock=false", "price=5", 12] }],
    ["a part that is none", { crop: { x: 0.9, y: 0, width: 0.5, height: 1 } }],
  ])("and what it does not understand is left out: %s", (_, request) => {
    expect(askedOf(request)).toEqual(nothingAsked);
  });

  test("requests that ask the same are the same", () => {
    const one: SearchRequest = { text: "red", filters: [], sort: "relevance", offset: 40, limit: 40 };
    expect(essence(one)).toBe(essence({ fold: false, text: "red" }));
    expect(essence(one)).not.toBe(essence({ text: "red", sort: "title" }));
  });
});

describe("the list under the box", () => {
  let user: ReturnType<typeof userEvent.setup>;
  const rows = (): HTMLElement[] => screen.queryAllByTestId("searched-row");
  const names = (): (string | null | undefined)[] => rows().map((row) => row.querySelector(".name")?.textContent);
  const box = (): HTMLInputElement => screen.getByTestId("search-input");
  const keep = (request: SearchRequest) => bridge.answers.remember_search({ request }, () => undefined);
  beforeEach(async () => {
    bridge = freshWorld();
    user = userEvent.setup();
    await keep({ text: "red dress", filters: ["price<=60", "in_stock=true"], sort: "price-asc", context: "Evening" });
    await keep({ like: "p1", text: "white", mix: 0.3 });
    await keep({ image: "/pictures/4.jpg", crop: { x: 0.1, y: 0.1, width: 0.5, height: 0.5 } });
    render(App);
    await screen.findAllByTestId("card");
    await expect.poll(() => bridge.asked("searches").length).toBeGreaterThan(0);
  });

  test("opens on the empty box, says what each search was, and goes while one types", async () => {
    await user.click(box());
    expect(names()).toEqual(["Near your photo", "Like this piece, but “white”", "red dress"]);
    expect(rows()[2]?.textContent).toContain("up to 60 · In stock · For: Evening");
    await expect.poll(() => rows()[1]?.textContent).toContain("Navy Blue Dress");
    expect(box().getAttribute("aria-expanded")).toBe("true");
    await user.type(box(), "r");
    expect(rows()).toEqual([]);
    expect(box().getAttribute("aria-expanded")).toBe("false");
  });

  test("is walked by arrows, and beyond it lie the pieces", async () => {
    await user.click(box());
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(box().getAttribute("aria-activedescendant")).toBe(rows()[1]?.id);
    expect(rows().map(({ ariaSelected }) => ariaSelected)).toEqual(["false", "true", "false"]);
    await user.keyboard("{ArrowDown}{ArrowDown}");
    await expect.poll(() => (document.activeElement as HTMLElement).dataset["rank"]).toBe("0");
  });

  test("makes a search again with all that it had", async () => {
    await user.click(box());
    await user.keyboard("{ArrowUp}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}");
    await expect.poll(() => bridge.asked("search").at(-1)).toMatchObject({ text: "red dress", filters: ["price<=60", "in_stock=true"], sort: "price-asc", context: "Evening" });
    expect(rows(), "the list has gone").toEqual([]);
    await user.clear(box());
    await user.click(screen.getByTestId("filter-clear"));
    await user.click(box());
    await user.click(rows().find((row) => row.textContent?.includes("Near your photo"))!);
    await expect.poll(() => bridge.asked("search").at(-1)).toMatchObject({ image: "/pictures/4.jpg", crop: { x: 0.1, width: 0.5 }, sort: "relevance" });
    expect(bridge.asked("search").at(-1), "nothing of the one before is left").not.toHaveProperty("text");
    expect(screen.getByTestId("photo-chip")).toBeTruthy();
  });

  test("that names a photo which is gone makes the rest of it, and says so", async () => {
    bridge.photoPreview = () => Promise.reject(new Error("gone"));
    await user.click(box());
    await user.click(rows()[0]!);
    await expect.poll(() => shell.notice?.code).toBe("NotFound");
    expect(query.photos).toEqual([]);
    expect(screen.queryAllByTestId("card").length).toBeGreaterThan(0);
  });

  test("forgets by Delete, and all but the saved by a button", async () => {
    await user.click(box());
    await user.keyboard("{ArrowDown}{Delete}");
    await expect.poll(names).toEqual(["Like this piece, but “white”", "red dress"]);
    await bridge.answers.save_search({ key: 1, name: "Evenings" }, () => undefined);
    await user.click(screen.getByTestId("searched-clear"));
    await expect.poll(names).toEqual(["Evenings"]);
    await user.keyboard("{Delete}");
    // What was saved is only recent at first.
    await expect.poll(names).toEqual(["red dress"]);
    await user.keyboard("{Delete}");
    await expect.poll(names).toEqual([]);
  });

  test("saves under a name by the star, and takes it out again", async () => {
    await user.click(box());
    await user.click(within(rows()[2]!).getByTestId("searched-star"));
    const field = await screen.findByTestId<HTMLInputElement>("question-field");
    expect([document.activeElement === field, field.value]).toEqual([true, "red dress"]);
    await user.clear(field);
    expect(screen.getByTestId<HTMLButtonElement>("question-yes").disabled, "a name is needed").toBe(true);
    await user.type(field, "Evenings{Enter}");
    await expect.poll(() => bridge.asked("save_search")).toMatchObject([{ key: 1, name: "Evenings" }]);
    await user.click(box());
    await expect.poll(names).toEqual(["Evenings", "Near your photo", "Like this piece, but “white”"]);
    await user.click(within(rows()[0]!).getByTestId("searched-star"));
    await expect.poll(() => bridge.asked("save_search").at(-1)).toMatchObject({ key: 1, name: null });
  });

  test("and the star beside the count has no violation of accessibility", async () => {
    await user.click(box());
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false } } });
    expect(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  });

  test("a search in sight is saved by the star beside the count", async () => {
    await user.type(box(), "olive tote{Enter}");
    await expect.poll(() => results.answered?.text).toBe("olive tote");
    await user.click(await screen.findByTestId("save-search"));
    await user.click(await screen.findByTestId("question-yes"));
    await expect.poll(() => screen.getByTestId("save-search").getAttribute("aria-pressed")).toBe("true");
    await user.click(screen.getByTestId("save-search"));
    await expect.poll(() => screen.getByTestId("save-search").getAttribute("aria-pressed")).toBe("false");
  });
});
