// Bands of relevance: where they begin, the rules across the grid, and the word where nothing is close.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { cellPlace, gridLayout, planeHeight, rowAt, rowTop, ruleHeight, visibleRange } from "../src/components/grid-layout";
import type { Band, Hit } from "../src/ipc/generated";
import { bandBreaks } from "../src/state/bands";
import { freshWorld } from "./world";

const page = (letters: string): Hit[] => [...letters].map((letter) => ({ band: letter === "s" ? "strong" : letter === "f" ? "fair" : letter === "x" ? "far" : null }) as Hit);

describe("breaks between bands", () => {
  test.each<[string, (string | undefined)[], [number, Band][]]>([
    ["within a page", ["ssff", "fxxx"], [[2, "fair"], [5, "far"]]],
    ["between two pages", ["ssss", "ffff"], [[4, "fair"]]],
    ["from strong to far at once", ["ssxx"], [[2, "far"]]],
    ["not at the top", ["ffff", "ffxx"], [[6, "far"]]],
    ["not where nothing was searched", ["----"], []],
    ["not across a page that is not here", ["ssss", undefined, "xxxx"], []],
    ["after such a gap again", ["ssss", undefined, "ffxx"], [[10, "far"]]],
  ])("%s", (_, pages, found) => {
    expect(bandBreaks(pages.map((letters) => (letters === undefined ? undefined : page(letters))), 4).map(({ rank, band }) => [rank, band])).toEqual(found);
  });
});

describe("the grid with rules", () => {
  const layout = gridLayout(892, 57, [6, 17]);

  test("draws them above whole rows, so that no row has a gap", () => {
    expect(layout.columns).toBe(4);
    expect(layout.rules).toEqual([2, 5]);
    expect(cellPlace(layout, 7).y, "the row that is begun goes on").toBe(cellPlace(layout, 4).y);
    expect(cellPlace(layout, 8).y - cellPlace(layout, 4).y).toBe(layout.rowHeight + ruleHeight);
    expect(gridLayout(892, 57, [8]).rules, "a band that begins with a row has its rule there").toEqual([2]);
  });

  test("finds the row at every height", () => {
    for (let y = 0; y < planeHeight(layout, 40); y += 7) {
      const row = rowAt(layout, y);
      expect(rowTop(layout, row) - (layout.rules.includes(row) ? ruleHeight : 0), `at ${y}`).toBeLessThanOrEqual(y);
      expect(rowTop(layout, row + 1) - (layout.rules.includes(row + 1) ? ruleHeight : 0), `at ${y}`).toBeGreaterThan(y);
    }
  });

  test("is as tall as its rows and the rules above them", () => {
    expect(planeHeight(layout, 40)).toBe(10 * layout.rowHeight + 2 * ruleHeight);
    expect(planeHeight(layout, 8), "a rule with nothing below it takes no room").toBe(2 * layout.rowHeight);
    expect(planeHeight(layout, 0)).toBe(0);
    expect(visibleRange(layout, 40, 0, 100).first).toBe(0);
  });
});

describe("a search", () => {
  test("shows where the close pieces end, in the order of closeness alone", async () => {
    const user = userEvent.setup();
    freshWorld();
    render(App);
    await screen.findAllByTestId("card");
    expect(screen.queryByTestId("band"), "the collection has no bands").toBeNull();
    await user.type(screen.getByTestId("search-input"), "red dress{Enter}");
    await expect.poll(() => screen.queryAllByTestId("band").map((rule) => rule.textContent)).toEqual(["Further away"]);
    expect(screen.queryByTestId("weak")).toBeNull();
    await user.selectOptions(screen.getByTestId("sort"), "Price, low to high");
    await expect.poll(() => screen.queryByTestId("band")).toBeNull();
  });

  test("says so where nothing is close", async () => {
    const user = userEvent.setup();
    freshWorld();
    render(App);
    await screen.findAllByTestId("card");
    await user.type(screen.getByTestId("search-input"), "red velvet opera cape{Enter}");
    expect((await screen.findByTestId("weak")).textContent).toBe("nothing close; the nearest are shown");
  });
});
