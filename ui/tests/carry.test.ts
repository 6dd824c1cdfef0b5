// A card that is dragged to a board.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
/** What lies under the pointer; jsdom lays nothing out. */
let under: Element | null = null;
beforeEach(async () => {
  bridge = freshWorld();
  await bridge.answers.set_board({ name: "Autumn", items: [{ id: "p5" }] }, () => undefined);
  document.elementFromPoint = () => under;
  render(App);
  await screen.findAllByTestId("card");
  await expect.poll(() => boards.list.length).toBe(1);
});
const card = (): HTMLElement => screen.getAllByTestId("card").find(({ dataset }) => dataset["productId"] === "p0")!;
const press = (pointerType = "mouse") => fireEvent.pointerDown(card(), { button: 0, clientX: 300, clientY: 300, pointerType });
const move = (clientX: number, clientY: number) => fireEvent.pointerMove(window, { clientX, clientY });

test("shows the boards on the way and goes on the one where it is let go", async () => {
  await press();
  await move(303, 302);
  expect(screen.queryByTestId("carry-places"), "a press is no drag yet").toBeNull();
  await move(200, 200);
  const places = await screen.findAllByTestId("carry-place");
  expect(places.map((place) => place.textContent?.trim())).toEqual(["Favourites", "Autumn"]);
  under = within(places[1]!).getByText("Autumn");
  await move(120, 180);
  await fireEvent.pointerUp(window);
  await fireEvent.click(card());
  await expect.poll(() => bridge.asked("set_board").at(-1)?.items?.map(({ id }) => id)).toEqual(["p5", "p0"]);
  expect(screen.queryByTestId("carry-places")).toBeNull();
  expect(screen.queryByTestId("detail"), "the drag did not open it as well").toBeNull();
});

test("goes to the favourites, once", async () => {
  for (let time = 0; time < 2; time += 1) {
    await press();
    await move(200, 200);
    under = (await screen.findAllByTestId("carry-place"))[0]!;
    await move(120, 180);
    await fireEvent.pointerUp(window);
    await expect.poll(() => boards.kept.has("p0")).toBe(true);
  }
  expect(bridge.asked("set_favourite")).toHaveLength(1);
});

test("is let go beside the boards, called back by Escape, or scrolled by a finger, and stays where it was", async () => {
  under = document.body;
  await press();
  await move(200, 200);
  await fireEvent.pointerUp(window);
  await press();
  await move(200, 200);
  under = (await screen.findAllByTestId("carry-place"))[0]!;
  await move(120, 180);
  await fireEvent.keyDown(window, { key: "Escape" });
  await fireEvent.pointerUp(window);
  await press("touch");
  await move(120, 180);
  expect(screen.queryByTestId("carry-places")).toBeNull();
  expect(bridge.asked("set_favourite")).toEqual([]);
});
