// Pieces that are chosen together: by Control and Shift, put on a board at once, compared side by side; and how large
// the pictures are.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { loadSettings } from "../src/actions/settings";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { chosen } from "../src/state/chosen.svelte";
import { detail } from "../src/state/detail.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  await bridge.answers.set_board({ name: "Autumn", items: [{ id: "p1" }] }, () => undefined);
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
  await expect.poll(() => boards.list.length).toBe(1);
});
const card = (at: number): HTMLElement => screen.getAllByTestId("card")[at]!;
const ids = (): string[] => chosen.hits.map(({ id }) => id);
const pick = (at: number): Promise<boolean> => fireEvent.click(card(at), { ctrlKey: true });

test("Control chooses one and no longer, Shift all up to it, and Escape none; nothing is opened", async () => {
  await pick(1);
  await pick(3);
  await pick(1);
  expect(ids()).toEqual(["p3"]);
  await pick(1);
  await fireEvent.click(card(4), { shiftKey: true });
  expect(ids(), "from the last one that was pressed, each once").toEqual(["p3", "p1", "p2", "p4"]);
  expect(screen.getAllByTestId("card-picked")).toHaveLength(4);
  expect(detail.current).toBeNull();
  expect(screen.getByTestId("chosen").textContent).toContain("4 pieces chosen");
  await user.keyboard("{Escape}");
  expect(ids()).toEqual([]);
});

test("two to four are compared side by side, with what differs in each row", async () => {
  await pick(0);
  expect((screen.getByTestId("chosen-compare") as HTMLButtonElement).disabled, "one alone is not").toBe(true);
  await pick(4);
  await user.click(screen.getByTestId("chosen-compare"));
  const sheet = await screen.findByTestId("compare");
  expect(within(sheet).getAllByTestId("compared").map(({ dataset }) => dataset["productId"])).toEqual(["p0", "p4"]);
  const row = (term: string): string[] =>
    [...within(sheet).getByRole("rowheader", { name: term }).closest("tr")!.querySelectorAll("td")].map((cell) => cell.textContent);
  expect([row("Type"), row("Colour"), row("Stock")]).toEqual([["Dress", "Shirt"], ["Red", "Red"], ["3 left", "Sold out"]]);
  await user.click(within(sheet).getAllByTestId("compared")[1]!);
  await expect.poll(() => detail.current?.id).toBe("p4");
  expect(screen.queryByTestId("compare")).toBeNull();
});

test("all that are chosen go on a board at once, what is there stays, and one undo takes off what is new", async () => {
  for (const at of [0, 1, 2]) await pick(at);
  await user.click(screen.getByTestId("chosen-board"));
  await user.click((await screen.findAllByTestId("board-place")).find(({ dataset }) => dataset["value"] === "Autumn")!);
  await expect.poll(() => boards.itemsOf("Autumn").map(({ id }) => id)).toEqual(["p1", "p0", "p2"]);
  await user.click(await screen.findByTestId("toast-undo"));
  await expect.poll(() => boards.itemsOf("Autumn").map(({ id }) => id)).toEqual(["p1"]);
});

test("the pictures are made smaller and larger within bounds, which is kept", async () => {
  const before = screen.getAllByTestId("card")[0]!.closest<HTMLElement>("[style]")?.style.width;
  await user.click(screen.getByTestId("pictures-smaller"));
  await expect.poll(() => screen.getAllByTestId("card")[0]!.closest<HTMLElement>("[style]")?.style.width).not.toBe(before);
  await user.click(screen.getByTestId("pictures-smaller"));
  expect((screen.getByTestId("pictures-smaller") as HTMLButtonElement).disabled).toBe(true);
  expect(shell.pictures).toBe(0.55);
  shell.pictures = 1;
  await loadSettings();
  expect(shell.pictures, "the library keeps it").toBe(0.55);
});

test("bar, comparison and menu have no violation of accessibility", async () => {
  const violations = async (testid: string): Promise<string[]> => {
    const { violations: found } = await axe.run(await screen.findByTestId(testid), { rules: { "color-contrast": { enabled: false } } });
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };
  for (const at of [0, 1, 2]) await pick(at);
  expect(await violations("chosen")).toEqual([]);
  await user.click(screen.getByTestId("chosen-compare"));
  expect(await violations("compare")).toEqual([]);
  await user.keyboard("{Escape}");
  await fireEvent.contextMenu(card(0), { clientX: 10, clientY: 10 });
  expect(await violations("menu")).toEqual([]);
});

test("a rubber band chooses what it touches, and with Control more", async () => {
  const grid = screen.getByTestId("results");
  const cards = await screen.findAllByTestId("card");
  // Cards of 100 pixels beside each other.
  cards.forEach((card, at) => (card.getBoundingClientRect = () => new DOMRect(at * 110, 100, 100, 100)));
  const drag = async (from: number, to: number, ctrlKey = false): Promise<void> => {
    await fireEvent.pointerDown(grid, { pointerId: 1, button: 0, clientX: from, clientY: 250 });
    await fireEvent.pointerMove(grid, { pointerId: 1, clientX: to, clientY: 150 });
    const band = screen.getByTestId("rubber-band");
    band.getBoundingClientRect = () => new DOMRect(Math.min(from, to), 150, Math.abs(to - from), 100);
    await fireEvent.pointerUp(grid, { pointerId: 1, clientX: to, clientY: 150, ctrlKey });
  };
  grid.setPointerCapture = () => undefined;
  const ids = (): (string | undefined)[] => cards.slice(0, 4).map(({ dataset }) => dataset["productId"]);
  await drag(5, 150);
  await expect.poll(() => chosen.hits.map(({ id }) => id)).toEqual(ids().slice(0, 2));
  await drag(335, 360, true);
  await expect.poll(() => chosen.hits.map(({ id }) => id)).toEqual([...ids().slice(0, 2), ids()[3]]);
  await drag(225, 260);
  // Without Control others take their place.
  await expect.poll(() => chosen.hits.map(({ id }) => id)).toEqual([ids()[2]]);
  expect(screen.queryByTestId("rubber-band")).toBeNull();
});
