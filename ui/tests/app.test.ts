// The whole page over the fake: what a person sees and does.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { products } from "../src/ipc/fake/fixtures";
import { library } from "../src/state/library.svelte";
import { query } from "../src/state/query.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld, held } from "./world";

const many = Array.from({ length: 2000 }, (_, at) => ({ ...products[at % 20]!, id: `m${at}`, title: `Piece ${at}` }));

async function open(bridge: FakeBridge): Promise<FakeBridge> {
  document.documentElement.removeAttribute("data-ready");
  render(App);
  await expect.poll(() => document.documentElement.dataset["ready"]).toBe("true");
  await expect.poll(() => screen.getByTestId("results").dataset["busy"]).toBeUndefined();
  return bridge;
}
const cards = (): HTMLElement[] => screen.queryAllByTestId("card");
const shownTitles = (): string[] =>
  cards()
    .sort((a, b) => Number(a.dataset["rank"]) - Number(b.dataset["rank"]))
    .map((card) => within(card).getByTestId("card-title").textContent);

let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  user = userEvent.setup();
});

describe("the grid", () => {
  test("holds only the pieces in sight of a large catalogue", async () => {
    await open(freshWorld({ products: many }));
    expect(screen.getByTestId("result-count").textContent).toContain("2,000 pieces");
    expect(cards().length, "some are there").toBeGreaterThan(7);
    expect(cards().length, "but a screenful, not two thousand").toBeLessThan(40);
  });

  test("shows other pieces after scrolling, fetched on the way", async () => {
    const bridge = await open(freshWorld({ products: many }));
    const results = screen.getByTestId("results");
    results.scrollTop = 60_000;
    await fireEvent.scroll(results);
    await expect.poll(() => Number(cards()[0]?.dataset["rank"] ?? 0)).toBeGreaterThan(400);
    expect(shownTitles()).not.toContain("Piece 0");
    expect(bridge.asked("search").length, "the first page and those in sight").toBeLessThan(5);
  });

  test("is walked by arrow keys from the search box, and Enter opens", async () => {
    await open(freshWorld());
    await user.click(screen.getByTestId("search-input"));
    await user.keyboard("{ArrowDown}");
    await expect.poll(() => (document.activeElement as HTMLElement).dataset["rank"]).toBe("0");
    await user.keyboard("{ArrowRight}{ArrowRight}");
    await expect.poll(() => (document.activeElement as HTMLElement).dataset["rank"]).toBe("2");
    await user.keyboard("{Enter}");
    expect((await screen.findByTestId("detail-title")).textContent).toBe(products[2]?.title);
  });
});

describe("searching", () => {
  test("as one types shows the matching pieces first and names what is shown", async () => {
    await open(freshWorld());
    await user.type(screen.getByTestId("search-input"), "navy blue dress");
    await expect.poll(() => shownTitles()[0]).toBe("Navy Blue Dress");
    expect(screen.getByTestId("headline").textContent).toBe("“navy blue dress”");
  });

  test("with words and a photo brings the slider, which reorders", async () => {
    const bridge = await open(freshWorld());
    expect(screen.queryByTestId("mix-slider"), "nothing to mix yet").toBeNull();
    bridge.chosenPhoto = "/pictures/4.jpg";
    await user.click(screen.getByTestId("choose-photo"));
    await user.type(screen.getByTestId("search-input"), "tote");
    const slider = await screen.findByTestId("mix-slider");
    await fireEvent.input(slider, { target: { value: "0" } });
    await expect.poll(() => shownTitles()[0]).toMatch(/Tote$/);
    await fireEvent.input(slider, { target: { value: "100" } });
    await expect.poll(() => shownTitles()[0]).toBe("Red Shirt");
    await user.click(screen.getByTestId("photo-remove"));
    await expect.poll(() => screen.queryByTestId("mix-slider")).toBeNull();
    expect(query.words).toBe("tote");
  });

  test("that fails says what and why, and trying again helps", async () => {
    const bridge = await open(freshWorld());
    const { search } = bridge.answers;
    bridge.answers.search = () => Promise.reject(wireError("Busy", "the queue is full", "Wait a moment."));
    await user.type(screen.getByTestId("search-input"), "red{Enter}");
    const error = await screen.findByTestId("error");
    expect(error.textContent).toContain("Wait a moment.");
    bridge.answers.search = search;
    await user.click(within(error).getByTestId("retry"));
    await expect.poll(() => screen.queryByTestId("error")).toBeNull();
    expect(shownTitles()[0]).toMatch(/^Red/);
  });

  test("can be started over once a library that was open elsewhere is free", async () => {
    const bridge = freshWorld();
    const working = { ...bridge.answers };
    const locked = () => Promise.reject(wireError("LibraryLocked", "another StyleNova has this library open"));
    Object.assign(bridge.answers, { search: locked, stats: locked, facets: locked });
    await open(bridge);
    expect(screen.getByTestId("error").dataset["code"]).toBe("LibraryLocked");
    Object.assign(bridge.answers, working);
    await user.click(screen.getByTestId("retry"));
    await expect.poll(() => cards().length).toBeGreaterThan(0);
    expect(library.stats?.products, "everything was asked again, not the pieces alone").toBe(20);
    expect(screen.getByTestId("filters").querySelector("[data-testid=filter-colour]")).not.toBeNull();
  });

  test("pasted from another place comes to the box", async () => {
    const bridge = await open(freshWorld());
    bridge.clipboard = { path: "/pasted/4.jpg", width: 3, height: 4 };
    await user.click(screen.getByTestId("nav-catalogue"));
    await fireEvent.keyDown(document.body, { key: "v", ctrlKey: true });
    expect(document.activeElement, "where the paste event will arrive").toBe(screen.getByTestId("search-input"));
    expect(shell.place).toBe("search");
  });

  test("without a model says so in a banner", async () => {
    const bridge = freshWorld();
    const { search } = bridge.answers;
    bridge.answers.search = async (request, onEvent) => ({ ...(await search(request, onEvent)), degraded: { kind: "model", detail: "it is not there" } });
    await open(bridge);
    expect(screen.getByTestId("banner").textContent).toContain("The model cannot be used");
  });

  test("keeps pasted text in the box and asks the clipboard only when there is none", async () => {
    const bridge = await open(freshWorld());
    bridge.clipboard = { path: "/pasted/4.jpg", width: 3, height: 4 };
    const input = screen.getByTestId("search-input");
    const data = (text: string) => ({ clipboardData: { getData: () => text, files: [] } });
    await fireEvent.paste(input, data("red"));
    expect(query.photos, "text stays text").toEqual([]);
    await fireEvent.paste(input, data(""));
    await expect.poll(() => query.photos.map(({ path }) => path)).toEqual(["/pasted/4.jpg"]);
    expect(screen.getByTestId("photo-chip")).toBeTruthy();
  });
});

describe("filters", () => {
  test("are chosen from a panel with counts and taken away by their chip", async () => {
    await open(freshWorld());
    await user.click(await screen.findByTestId("filter-colour"));
    await user.click(await screen.findByRole("checkbox", { name: /^Olive/ }));
    await expect.poll(() => [...new Set(shownTitles().map((title) => title.split(" ")[0]))]).toEqual(["Olive"]);
    expect(screen.getAllByRole("checkbox").length, "other colours can still be added").toBeGreaterThan(1);
    await user.click(screen.getByTestId("filter-chip"));
    await expect.poll(() => screen.getByTestId("result-count").dataset["total"]).toBe("20");
  });
});

describe("the opened piece", () => {
  test("leads to similar ones, back, and away by Escape, which returns to the card", async () => {
    await open(freshWorld());
    await user.click(cards()[0]!);
    expect((await screen.findByTestId("detail-title")).textContent).toBe("Red Dress");
    await user.click((await screen.findAllByTestId("similar-card"))[0]!);
    await expect.poll(() => screen.getByTestId("detail-title").textContent).toMatch(/(?<!Red) Dress$/);
    await user.click(screen.getByTestId("detail-back"));
    await expect.poll(() => screen.getByTestId("detail-title").textContent).toBe("Red Dress");
    await user.keyboard("{Escape}");
    await expect.poll(() => screen.queryByTestId("detail")).toBeNull();
    expect((document.activeElement as HTMLElement).dataset["productId"], "the focus is where it was").toBe("p0");
  });

  test("goes into the box to find more like it, and words say what should differ", async () => {
    const bridge = await open(freshWorld());
    await user.click(cards()[1]!);
    await user.click(await screen.findByTestId("more-like"));
    const chip = await screen.findByTestId("piece-chip");
    expect(chip.textContent).toContain("Navy Blue Dress");
    expect(screen.queryByTestId("detail")).toBeNull();
    expect(bridge.asked("search").at(-1)).toMatchObject({ like: "p1" });
    await expect.poll(() => document.activeElement).toBe(screen.getByTestId("search-input"));
    expect(shownTitles(), "the piece itself is not among what is like it").not.toContain("Navy Blue Dress");
    await user.keyboard("white");
    expect((await screen.findByTestId("mix-slider")).getAttribute("aria-valuetext")).toBe("50% words, 50% piece");
    await expect.poll(() => shownTitles()[0]).toBe("White Dress");
    await user.click(within(chip).getByTestId("piece-remove"));
    await expect.poll(() => bridge.asked("search").at(-1)).not.toHaveProperty("like");
    expect(query.words, "the words stay").toBe("white");
  });

  test("that lies over the box in a narrow window makes way for Ctrl+K", async () => {
    await open(freshWorld());
    shell.width = 1024;
    await user.click(cards()[0]!);
    await screen.findByTestId("detail");
    await user.keyboard("{Control>}f{/Control}");
    await expect.poll(() => screen.queryByTestId("detail")).toBeNull();
    expect(document.activeElement, "the box has the focus, not the card").toBe(screen.getByTestId("search-input"));
  });

  test("that stands beside the pieces stays while one goes to the box", async () => {
    await open(freshWorld());
    shell.width = 1600;
    await user.click(cards()[0]!);
    await user.keyboard("/");
    await expect.poll(() => document.activeElement).toBe(screen.getByTestId("search-input"));
    expect(screen.getByTestId("detail")).toBeTruthy();
  });

  test("that is gone says so in its place", async () => {
    const bridge = await open(freshWorld());
    bridge.answers.product = () => Promise.reject(wireError("NotFound", "There is no product p0"));
    await user.click(cards()[0]!);
    const detail = await screen.findByTestId("detail");
    expect((await within(detail).findByTestId("error")).textContent).toContain("There is no product p0");
  });
});

describe("the catalogue", () => {
  test("is imported after a yes, and what was left out is listed", async () => {
    const bridge = await open(freshWorld());
    bridge.chosenFile = "/shop/spring.csv";
    await user.click(screen.getByTestId("nav-catalogue"));
    await user.click(screen.getByTestId("import-file"));
    const sheet = await screen.findByTestId("import-sheet");
    expect(sheet.textContent).toContain("/shop/spring.csv");
    await user.click(within(sheet).getByTestId("import-confirm"));
    expect((await screen.findByTestId("import-summary")).dataset["outcome"]).toBe("done");
    expect(screen.getByTestId("left-out").textContent).toContain("The id is empty. Give every row an id of its own.");
  });

  test("shows which column fills which field, and lets it be corrected", async () => {
    const bridge = await open(freshWorld());
    bridge.drag({ phase: "drop", paths: ["/shop/spring.csv"] });
    const preview = await screen.findByTestId("import-preview");
    expect(preview.dataset["total"], "the pieces are counted before anything is imported").toBe(String(products.length));
    const column = within(preview).getByTestId<HTMLSelectElement>("column-Lagerplatz");
    expect(column.value, "the engine knows no such column").toBe("");
    await user.selectOptions(column, "brand");
    await expect.poll(() => bridge.asked("import_preview").at(-1)?.map).toEqual(["brand=Lagerplatz"]);
    await user.keyboard("{Escape}");
  });

  test("that is dropped is asked about first, and Escape declines", async () => {
    const bridge = await open(freshWorld());
    bridge.drag({ phase: "drop", paths: ["/shop/spring.csv"] });
    await screen.findByTestId("import-sheet");
    await user.keyboard("{Escape}");
    await expect.poll(() => screen.queryByTestId("import-sheet")).toBeNull();
    expect(bridge.asked("import")).toHaveLength(0);
  });

  test("shows its progress while it comes, and stops when asked to", async () => {
    const gate = held<void>();
    const bridge = freshWorld({ empty: true, pause: () => gate.promise });
    render(App);
    const progress = await screen.findByTestId("import-progress");
    await user.click(within(progress).getByTestId("import-cancel"));
    gate.release();
    expect((await screen.findByTestId("import-summary")).dataset["outcome"]).toBe("stopped");
    expect(bridge.asked("cancel")).toHaveLength(1);
  });
});

describe("settings", () => {
  test("choose the theme, which is kept", async () => {
    await open(freshWorld());
    await user.click(screen.getByTestId("nav-settings"));
    await user.click(screen.getByTestId("theme-dark"));
    expect(document.documentElement.dataset["theme"]).toBe("dark");
    expect(localStorage.getItem("stylenova.theme")).toBe("dark");
    await user.click(screen.getByTestId("theme-system"));
    expect(document.documentElement.dataset["theme"], "the system asks for light").toBe("light");
  });

  test("name the library's folder, the model and its device", async () => {
    await open(freshWorld());
    await user.click(screen.getByTestId("nav-settings"));
    expect((await screen.findByTestId("library-path")).textContent).toContain("stylenova");
    expect(screen.getByText("computes on the processor", { exact: false })).toBeTruthy();
  });
});
