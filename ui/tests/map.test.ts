// The map of the catalogue: which pictures stand for which cells, names of regions, and moving about in it.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { blockSize, blocksOf, clamped, fitted, inSight, namesOf, regionsOf, zoomed, type Cell } from "../src/components/picture-map";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { freshWorld } from "./world";

const cell = (column: number, row: number, count = 1, label = "Dress"): Cell => ({ column, row, count, id: `${column}-${row}`, title: "", thumb: "a", label });
const sheet = { columns: 48, rows: 32 };
const size = { width: 1200, height: 800 };
const all = Array.from({ length: 48 * 32 }, (_, at) => cell(at % 48, Math.floor(at / 48), 1 + (at % 7)));

describe("views", () => {
  test("begin with all of the map in the middle", () => {
    const { zoom, x, y } = fitted(sheet, size);
    expect(48 * zoom).toBeLessThanOrEqual(1200);
    expect(32 * zoom * (4 / 3)).toBeLessThanOrEqual(800);
    expect([x + 24 * zoom, y + (16 * zoom * 4) / 3].map(Math.round)).toEqual([600, 400]);
  });

  test("keep what is under the pointer there while they come closer", () => {
    const at = { x: 700, y: 300 };
    const before = fitted(sheet, size);
    const after = zoomed(before, 3, at, sheet, size);
    const under = ({ zoom, x, y }: typeof before): number[] => [(at.x - x) / zoom, (at.y - y) / zoom];
    expect(under(after)[0]).toBeCloseTo(under(before)[0] ?? 0);
    expect(under(after)[1]).toBeCloseTo(under(before)[1] ?? 0);
  });

  test("never lose the map, come too close or go too far", () => {
    const far = clamped({ zoom: 60, x: 99_999, y: -99_999 }, sheet, size);
    expect(inSight(all.length > 0 ? blocksOf(all, 1) : [], far, size).length).toBeGreaterThan(20);
    expect(zoomed(far, 0.001, { x: 0, y: 0 }, sheet, size)).toEqual(fitted(sheet, size));
    expect(zoomed(far, 999, { x: 0, y: 0 }, sheet, size).zoom).toBeLessThan(250);
  });
});

describe("pictures", () => {
  test("of small cells stand for several, by the fullest one and with the count of all", () => {
    const [block, ...others] = blocksOf([cell(0, 0, 2), cell(1, 1, 9), cell(1, 0, 3)], 2);
    expect([block?.cell.id, block?.count, block?.column, others.length]).toEqual(["1-1", 14, 0, 0]);
    const near = blocksOf([cell(0, 0, 2), cell(1, 1, 9)], 1);
    expect(near.map(({ key }) => key), "which stays where it is when it stands for itself alone").toContain(block?.key);
  });

  test("are of a size that can be recognised, and few enough to move at every zoom", () => {
    for (const zoom of [3, 17, 25, 40, 80, 190]) {
      const edge = blockSize(zoom);
      expect(edge * zoom).toBeGreaterThanOrEqual(64);
      const view = clamped({ zoom, x: 0, y: 0 }, sheet, size);
      expect(inSight(blocksOf(all, blockSize(view.zoom)), view, size).length, `at ${zoom}`).toBeLessThan(340);
    }
  });
});

describe("regions", () => {
  test("are neighbours of one type, named by it, the largest first", () => {
    const cells = [cell(0, 0, 5), cell(1, 0, 5), cell(4, 0, 30, "Shoe"), cell(8, 0, 2), cell(9, 0, 0, "")];
    expect(regionsOf(cells, 1).map(({ label, count }) => `${label} ${count}`)).toEqual(["Shoe 30", "Dress 10", "Dress 2"]);
    expect(regionsOf(cells, 1)[1]?.column, "in the middle of it").toBe(1);
  });

  test("have names that do not lie over each other", () => {
    const crowd = Array.from({ length: 40 }, (_, at) => ({ label: `Type ${at}`, column: at / 10, row: 1, count: 40 - at }));
    const names = namesOf(crowd, { zoom: 40, x: 100, y: 100 }, size);
    expect(names.length).toBeLessThan(5);
    expect(names[0]?.label, "the largest has its name").toBe("Type 0");
  });
});

describe("on the page", () => {
  let bridge: FakeBridge;
  let user: ReturnType<typeof userEvent.setup>;
  beforeEach(async () => {
    bridge = freshWorld();
    user = userEvent.setup();
    render(App);
    await screen.findAllByTestId("card");
    await user.click(screen.getByTestId("nav-insights"));
  });
  const zoom = (): number => Number(screen.getByTestId("map").dataset["zoom"]);

  test("it comes closer by button, wheel and key, moves by arrows, and shows all again", async () => {
    await user.click(await screen.findByTestId("insights-map"));
    const map = await screen.findByTestId("map");
    const whole = zoom();
    await user.click(screen.getByTestId("map-in"));
    expect(zoom()).toBeGreaterThan(whole);
    const near = zoom();
    await fireEvent.wheel(map, { deltaY: -200 });
    expect(zoom()).toBeGreaterThan(near);
    map.focus();
    const plane = map.firstElementChild as HTMLElement;
    const before = plane.style.transform;
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(plane.style.transform).not.toBe(before);
    await user.keyboard("0");
    expect(zoom()).toBe(whole);
  });

  test("a click opens the piece, and the end of a drag opens none", async () => {
    await user.click(await screen.findByTestId("insights-map"));
    const map = await screen.findByTestId("map");
    const [first] = await within(map).findAllByTestId("map-cell");
    await fireEvent.pointerDown(first!, { pointerId: 1, clientX: 100, clientY: 100 });
    await fireEvent.pointerMove(map, { pointerId: 1, clientX: 160, clientY: 130 });
    await fireEvent.pointerUp(map, { pointerId: 1 });
    await fireEvent.click(first!);
    expect(screen.queryByTestId("detail")).toBeNull();
    await user.click(first!);
    expect((await screen.findByTestId("detail")).dataset["productId"]).toBe(first!.dataset["productId"]);
  });

  test("a list says the same, by type, with every piece within reach", async () => {
    await user.click(await screen.findByTestId("insights-map"));
    await user.click(await screen.findByTestId("map-other"));
    const list = await screen.findByTestId("map-list");
    expect(within(list).getAllByRole("heading").length, "a heading a type").toBe(5);
    await user.click(within(list).getAllByTestId("similar-card")[0]!);
    expect(await screen.findByTestId("detail")).toBeTruthy();
  });

  test("an error stands in its place and can be tried again", async () => {
    const { map } = bridge.answers;
    bridge.answers.map = () => Promise.reject(wireError("Busy", "not now", "Wait a moment."));
    await user.click(await screen.findByTestId("insights-map"));
    expect((await screen.findByTestId("error")).textContent).toContain("Wait a moment.");
    bridge.answers.map = map;
    await user.click(screen.getByTestId("retry"));
    expect(await screen.findByTestId("map")).toBeTruthy();
  });

  test("without pictures there is no map, and it says why", async () => {
    bridge.answers.map = async () => ({ columns: 0, rows: 0, cells: [] });
    await user.click(await screen.findByTestId("insights-map"));
    expect((await screen.findByTestId("empty")).textContent).toContain("No map yet");
  });
});
