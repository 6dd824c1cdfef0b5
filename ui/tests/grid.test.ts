import { describe, expect, test } from "vitest";
import { cellPlace, gridLayout, movedRank, visibleRange } from "../src/components/grid-layout";

describe("the grid's layout", () => {
  test("has more columns in a wider window, never fewer than two, and fills the width", () => {
    let before = 0;
    for (let width = 200; width <= 2600; width += 10) {
      const { columns, cellWidth, columnGap } = gridLayout(width, 57);
      expect(columns, `at ${width} pixels`).toBeGreaterThanOrEqual(Math.max(2, before));
      expect(columns * cellWidth + (columns - 1) * columnGap, "cells and gaps fill the width").toBeCloseTo(width);
      before = columns;
    }
    expect(before, "a wide window holds many").toBeGreaterThan(6);
  });

  test("shows four columns in a window of 1024 pixels and five in one of 1600", () => {
    expect(gridLayout(892, 57).columns).toBe(4);
    expect(gridLayout(1444, 57).columns).toBe(5);
  });

  test("gives each rank a place of its own", () => {
    const layout = gridLayout(892, 57);
    const places = Array.from({ length: 40 }, (_, rank) => JSON.stringify(cellPlace(layout, rank)));
    expect(new Set(places).size).toBe(40);
  });
});

describe("the range in sight", () => {
  const layout = gridLayout(892, 57);

  test("covers the window and one row around it, and no more", () => {
    const top = layout.rowHeight * 100;
    const { first, last } = visibleRange(layout, 40056, top, 600);
    expect(first).toBe(99 * layout.columns);
    const rows = Math.floor((top + 600) / layout.rowHeight) - 100 + 1;
    expect(last - first + 1).toBe((rows + 2) * layout.columns);
  });

  test("ends with the last piece", () => {
    expect(visibleRange(layout, 10, 0, 5000)).toEqual({ first: 0, last: 9 });
    expect(visibleRange(layout, 10, 1e6, 600).last, "even when scrolled beyond the end").toBe(9);
  });

  test("is empty when there is nothing", () => {
    const { first, last } = visibleRange(layout, 0, 0, 600);
    expect(last).toBeLessThan(first);
  });
});

describe("arrow keys", () => {
  test.each([
    ["ArrowRight", 5, 6], ["ArrowLeft", 5, 4], ["ArrowDown", 5, 9], ["ArrowUp", 5, 1], ["PageDown", 5, 13], ["Home", 5, 0], ["End", 5, 49],
  ])("%s leads from %i to %i", (key, from, to) => {
    expect(movedRank(key, from, 4, 50, 2)).toBe(to);
  });

  test("stop at the edges and do not wrap", () => {
    expect(movedRank("ArrowLeft", 0, 4, 50, 2)).toBe(0);
    expect(movedRank("ArrowDown", 48, 4, 50, 2)).toBe(48);
    expect(movedRank("PageDown", 48, 4, 50, 2), "a page goes to the last").toBe(49);
  });

  test("other keys do not move", () => {
    expect(movedRank("a", 3, 4, 50, 2)).toBeNull();
  });
});
