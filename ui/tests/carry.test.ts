// A card that is dragged to a board.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
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
afterEach(() => vi.useRealTimers());
const card = (): HTMLElement => screen.getAllByTestId("card").find(({ dataset }) => dataset["productId"] === "p0")!;
const press = (pointerType = "mouse") => fireEvent.pointerDown(card(), { button: 0, clientX: 300, clientY: 300, pointerType });
const move = (clientX: number, clientY: number) => fireEvent.pointerMove(window, { clientX, clientY });

test("shows the boards on the way and goes on the one where it is let go", async () => {
  await press();
  await move(303, 302);
  expect(screen.queryByTestId("carry-places"), "a press is no drag yet").toBeNull();
  await move(200, 200);
  const places = await screen.findAllByTestId("carry-place");
  expect(places.map((place) => place.textContent?.trim())).toEqual(["Favourites", "Autumn", "New board"]);
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
    await expect.poll(() => screen.queryByTestId("toast-undo") !== null, { message: "what was there before cannot be taken back" }).toBe(time === 0);
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

const finger = { button: 0, clientX: 300, clientY: 300, pointerType: "touch", pointerId: 7 };
/** Puts the finger on the card and lets it rest there until it carries. */
async function rest(): Promise<void> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  await fireEvent.pointerDown(card(), finger);
  await vi.advanceTimersByTimeAsync(430);
}
/** Lets the time go by in which the system may still make a click of a lifted finger. */
async function lifted(): Promise<void> {
  await vi.advanceTimersByTimeAsync(360);
  vi.useRealTimers();
}

test("is picked up by a finger that rests on it, and put on the board where the finger lifts", async () => {
  await rest();
  vi.useRealTimers();
  const places = await screen.findAllByTestId("carry-place");
  under = within(places[1]!).getByText("Autumn");
  await fireEvent.pointerMove(window, { ...finger, clientX: 120, clientY: 180 });
  const scroll = new Event("touchmove", { cancelable: true, bubbles: true });
  window.dispatchEvent(scroll);
  expect(scroll.defaultPrevented, "nothing scrolls under it").toBe(true);
  await fireEvent.pointerUp(window, { ...finger, clientX: 120, clientY: 180 });
  await expect.poll(() => bridge.asked("set_board").at(-1)?.items?.map(({ id }) => id)).toEqual(["p5", "p0"]);
});

test("waits for the board to be named where the finger lifts without having moved, or is taken away by the system", async () => {
  for (const end of [fireEvent.pointerUp, fireEvent.pointerCancel]) {
    boards.clear();
    await rest();
    await end(window, finger);
    await lifted();
    const sheet = await screen.findByTestId("board-sheet");
    await fireEvent.click(within(sheet).getAllByTestId("board-place")[0]!);
    await expect.poll(() => boards.kept.has("p0")).toBe(true);
    expect(screen.queryByTestId("board-sheet")).toBeNull();
    await bridge.answers.set_favourite({ product_id: "p0", favourite: false }, () => undefined);
  }
});

test("goes on a new board that is named then; what was done is told and can be taken back", async () => {
  await rest();
  await fireEvent.pointerUp(window, finger);
  await lifted();
  const sheet = await screen.findByTestId("board-sheet");
  await fireEvent.input(within(sheet).getByTestId("board-place-name"), { target: { value: "Winter" } });
  await fireEvent.submit(within(sheet).getByTestId("board-place-name"));
  await expect.poll(() => boards.itemsOf("Winter").map(({ id }) => id)).toEqual(["p0"]);
  expect((await screen.findByTestId("toast")).textContent).toContain("On the board Winter");
  await fireEvent.click(screen.getByTestId("toast-undo"));
  await expect.poll(() => boards.itemsOf("Winter")).toEqual([]);
  expect(screen.queryByTestId("toast")).toBeNull();
});

test("that cannot be put says why where the pieces are", async () => {
  bridge.answers.set_favourite = () => Promise.reject(wireError("DiskFull", "the disk is full", "Make room."));
  await press();
  await move(200, 200);
  under = (await screen.findAllByTestId("carry-place"))[0]!;
  await move(120, 180);
  await fireEvent.pointerUp(window);
  expect((await screen.findByTestId("error")).textContent).toContain("Make room.");
});

test("let go on the new board it waits for a name, and goes on the board of that name", async () => {
  await press();
  await move(200, 200);
  under = (await screen.findAllByTestId("carry-place")).at(-1)!;
  await move(120, 180);
  await fireEvent.pointerUp(window);
  const name = await screen.findByTestId("board-place-name");
  await fireEvent.input(name, { target: { value: "Spring" } });
  await fireEvent.submit(name.closest("form")!);
  await expect.poll(() => boards.itemsOf("Spring").map(({ id }) => id)).toEqual(["p0"]);
});
