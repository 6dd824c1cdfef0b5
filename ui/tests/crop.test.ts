// The part of a photo that counts: the frame's arithmetic, the sheet by pointer and by keys, and what is searched.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { bringPhotos } from "../src/actions/bring-photo";
import { cropPhoto } from "../src/actions/crop-photo";
import { corners, isWhole, least, moved, resized, rounded, spanned, whole, type Frame } from "../src/components/crop-frame";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { query } from "../src/state/query.svelte";
import { freshWorld } from "./world";

const frame: Frame = { x: 0.2, y: 0.3, width: 0.4, height: 0.5 };
const near = ({ x, y, width, height }: Frame): number[] => [x, y, width, height].map((value) => Math.round(value * 1e6) / 1e6);

describe("the frame", () => {
  test("moves as far as the photo goes and keeps its size", () => {
    expect(near(moved(frame, 0.1, -0.1))).toEqual([0.3, 0.2, 0.4, 0.5]);
    expect(near(moved(frame, 5, 5))).toEqual([0.6, 0.5, 0.4, 0.5]);
    expect(near(moved(frame, -5, -5))).toEqual([0, 0, 0.4, 0.5]);
  });

  test.each(corners.map((corner, at) => [at, corner] as const))("by its corner %i keeps the opposite one, the photo and a least size", (_, corner) => {
    const still = ({ x, y, width, height }: Frame): number[] => [corner.across === 1 ? x : x + width, corner.down === 1 ? y : y + height];
    for (const [dx, dy] of [[0.1, 0.1], [-0.1, -0.1], [3, 3], [-3, -3]] as const) {
      const now = resized(frame, corner, dx, dy);
      for (const [at, value] of still(now).entries()) expect(value).toBeCloseTo(still(frame)[at] ?? 0);
      expect(Math.min(now.width, now.height)).toBeGreaterThanOrEqual(least - 1e-9);
      expect(now.x >= 0 && now.y >= 0 && now.x + now.width <= 1 + 1e-9 && now.y + now.height <= 1 + 1e-9, "within the photo").toBe(true);
    }
  });

  test("is drawn in any direction, and never beyond the photo", () => {
    expect(near(spanned(0.6, 0.7, 0.2, 0.1))).toEqual([0.2, 0.1, 0.4, 0.6]);
    expect(near(spanned(0.9, 0.9, 2, 2))).toEqual([0.9, 0.9, 0.1, 0.1]);
    const tiny = spanned(0.99, 0.99, 0.99, 0.99);
    expect(tiny.x + tiny.width).toBeLessThanOrEqual(1);
  });

  test("that leaves out next to nothing is the whole photo, and rounding stays within it", () => {
    expect([isWhole(whole), isWhole(frame)]).toEqual([true, false]);
    const { x, width } = rounded({ x: 0.33366, y: 0, width: 0.66634, height: 1 });
    expect(x + width).toBeLessThanOrEqual(1);
  });
});

describe("the sheet", () => {
  let bridge: FakeBridge;
  let user: ReturnType<typeof userEvent.setup>;
  beforeEach(async () => {
    bridge = freshWorld();
    user = userEvent.setup();
    render(App);
    await screen.findAllByTestId("card");
    bridge.chosenPhoto = "/pictures/4.jpg";
    await user.click(screen.getByTestId("choose-photo"));
    await user.click(await screen.findByTestId("photo-open"));
    await screen.findByTestId("crop");
    Element.prototype.getBoundingClientRect = () => ({ left: 0, top: 0, right: 300, bottom: 400, width: 300, height: 400, x: 0, y: 0 }) as DOMRect;
  });
  const cropOf = (): unknown => bridge.asked("search").at(-1)?.crop;
  const press = (target: HTMLElement, x: number, y: number) => fireEvent.pointerDown(target, { clientX: x, clientY: y, button: 0, pointerId: 1 });
  const drag = (x: number, y: number) => fireEvent.pointerMove(screen.getByTestId("crop-photo"), { clientX: x, clientY: y, pointerId: 1 });
  const lift = () => fireEvent.pointerUp(screen.getByTestId("crop-photo"), { pointerId: 1 });

  test("searches with the part that was drawn, once it is let go", async () => {
    const before = bridge.asked("search").length;
    await press(screen.getByTestId("crop-frame"), 60, 80);
    await drag(100, 100);
    await drag(180, 280);
    expect(bridge.asked("search").length, "nothing is searched while the hand moves").toBe(before);
    await lift();
    await expect.poll(cropOf).toEqual({ x: 0.2, y: 0.2, width: 0.4, height: 0.5 });
    await press(screen.getByTestId("crop-frame"), 90, 120);
    await drag(120, 120);
    await lift();
    // A part is moved, not drawn anew.
    await expect.poll(cropOf).toEqual({ x: 0.3, y: 0.2, width: 0.4, height: 0.5 });
    await press(screen.getByTestId("crop-corner-2"), 210, 280);
    await drag(240, 280);
    await lift();
    await expect.poll(cropOf).toEqual({ x: 0.3, y: 0.2, width: 0.5, height: 0.5 });
    expect(screen.getByTestId("crop-nearest").children.length, "what it finds is seen at once").toBeGreaterThan(0);
  });

  test("is done by keys alone, and gives the whole photo back", async () => {
    expect(document.activeElement, "the frame has the focus").toBe(screen.getByTestId("crop-frame"));
    await user.keyboard("{Shift>}{ArrowLeft}{ArrowUp}{/Shift}");
    await expect.poll(cropOf).toEqual({ x: 0, y: 0, width: 0.98, height: 0.98 });
    await user.keyboard("{ArrowRight}");
    await expect.poll(cropOf).toMatchObject({ x: 0.02 });
    await user.click(screen.getByTestId("crop-whole"));
    await expect.poll(cropOf).toBeUndefined();
    await user.keyboard("{Escape}");
    await expect.poll(() => screen.queryByTestId("crop")).toBeNull();
  });

  test("keeps the focus inside", async () => {
    screen.getByTestId("crop-done").focus();
    await user.tab();
    expect(document.activeElement).toBe(screen.getByTestId("crop-frame"));
    await user.tab({ shift: true });
    expect(document.activeElement).toBe(screen.getByTestId("crop-done"));
  });
});

test("one photo of a search has a part, and goes first", async () => {
  const bridge = freshWorld();
  const region = { x: 0.1, y: 0.1, width: 0.5, height: 0.5 };
  await bringPhotos(["/a.jpg", "/b.jpg"]);
  await cropPhoto({ path: "/b.jpg", region });
  expect(bridge.asked("search").at(-1)).toMatchObject({ image: "/b.jpg", images: ["/a.jpg"], crop: region });
  await cropPhoto({ path: "/a.jpg", region });
  expect(query.photos.map(({ crop }) => crop), "the other counts as a whole again").toEqual([region, null]);
});
