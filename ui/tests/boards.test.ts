// Favourites and boards: kept, ordered, noted, named, deleted and brought back; and the look around an opened piece.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { loadBoards } from "../src/actions/boards";
import { markLook, movePin, notePin, renameBoard, togglePin } from "../src/actions/edit-board";
import { toggleFavourite } from "../src/actions/favourite";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  for (const id of ["p0", "p1", "p2"]) await toggleFavourite(id);
  await user.click(screen.getByTestId("nav-boards"));
  await expect.poll(order).toEqual(["p0", "p1", "p2"]);
});
const pins = (): HTMLElement[] => screen.queryAllByTestId("pin");
const order = (): (string | undefined)[] => pins().map(({ dataset }) => dataset["pin"]);
const stored = async (): Promise<string[]> => (await bridge.answers.favourites({ profile: "guest" }, () => undefined)).favourites.map(({ id }) => id);

describe("favourites", () => {
  test("are put in order by buttons", async () => {
    await user.click(within(pins()[0]!).getByTestId("pin-later"));
    await expect.poll(order).toEqual(["p1", "p0", "p2"]);
    expect(await stored()).toEqual(["p1", "p0", "p2"]);
    expect((within(pins()[2]!).getByTestId("pin-later") as HTMLButtonElement).disabled, "the last goes no further").toBe(true);
  });

  test("are put in order by dragging the handle", async () => {
    document.elementFromPoint = () => pins()[0]!;
    const handle = within(pins()[2]!).getByTestId("pin-handle");
    await fireEvent.pointerDown(handle, { pointerId: 1 });
    await fireEvent.pointerMove(handle, { pointerId: 1 });
    await fireEvent.pointerUp(handle, { pointerId: 1 });
    await expect.poll(order).toEqual(["p2", "p0", "p1"]);
    expect(await stored()).toEqual(["p2", "p0", "p1"]);
  });

  test("carry notes, which an order keeps", async () => {
    const note = within(pins()[0]!).getByTestId("pin-note");
    await user.type(note, "For the wedding{Tab}");
    await user.click(within(pins()[0]!).getByTestId("pin-later"));
    await expect.poll(() => bridge.asked("set_board").at(-1)?.items?.[1]).toEqual({ id: "p0", note: "For the wedding" });
  });

  test("are taken out, and an order that the engine refuses is shown as it is", async () => {
    await user.click(within(pins()[1]!).getByTestId("pin-remove"));
    await expect.poll(stored).toEqual(["p0", "p2"]);
    bridge.answers.set_board = () => Promise.reject(wireError("DiskFull", "no space is left", "Free some space."));
    await user.click(within(pins()[0]!).getByTestId("pin-later"));
    expect((await screen.findByTestId("error")).textContent).toContain("Free some space.");
    expect(order()).toEqual(["p0", "p2"]);
  });
});

test("a piece that was taken out comes back to its place with its note, by the line that tells of it or by Ctrl Z", async () => {
  await user.type(within(pins()[1]!).getByTestId("pin-note"), "Hem it{Tab}");
  for (const back of [() => user.click(screen.getByTestId("toast-undo")), () => user.keyboard("{Control>}z{/Control}")]) {
    await user.click(within(pins()[1]!).getByTestId("pin-remove"));
    await expect.poll(order).toEqual(["p0", "p2"]);
    await screen.findByTestId("toast-undo");
    await back();
    await expect.poll(order).toEqual(["p0", "p1", "p2"]);
    expect(boards.favourites[1]?.note).toBe("Hem it");
    expect(screen.queryByTestId("toast-undo")).toBeNull();
  }
});

describe("boards", () => {
  test("keep both of two pieces that are put on one shortly after one another, and what was taken off meanwhile stays off", async () => {
    await bridge.answers.set_board({ name: "Lyon", items: [{ id: "p5" }] }, () => undefined);
    await loadBoards();
    await Promise.all(["p1", "p5", "p2"].map((id) => togglePin({ board: "Lyon", id })));
    expect(boards.itemsOf("Lyon").map(({ id }) => id)).toEqual(["p1", "p2"]);
    await Promise.all([movePin({ id: "p2", to: 0 }), notePin({ id: "p0", note: "Blue" })]);
    expect(boards.favourites.map(({ id, note }) => [id, note])).toEqual([["p2", ""], ["p0", "Blue"], ["p1", ""]]);
    expect(await stored()).toEqual(["p2", "p0", "p1"]);
  });

  test("are made by name, take an opened piece, and come back after they were deleted", async () => {
    await user.type(screen.getByTestId("board-name"), "Lyon{Enter}");
    await expect.poll(() => boards.open).toBe("Lyon");
    expect(screen.getByTestId("empty").textContent).toContain("Add to a board");
    await user.click(screen.getAllByTestId("board-tab")[0]!);
    await user.click(within(pins()[1]!).getAllByRole("button")[0]!);
    await user.click(await screen.findByTestId("detail-boards"));
    await user.click(await screen.findByTestId("detail-board"));
    await expect.poll(() => boards.itemsOf("Lyon").map(({ id }) => id)).toEqual(["p1"]);
    await user.keyboard("{Escape}{Escape}");
    await user.click(screen.getAllByTestId("board-tab")[1]!);
    await user.click(screen.getByTestId("board-delete"));
    await expect.poll(() => boards.list).toEqual([]);
    expect(bridge.asked("set_board").at(-1)).toEqual({ profile: "guest", name: "Lyon" });
    expect(order(), "the favourites are in sight again").toEqual(["p0", "p1", "p2"]);
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(() => boards.itemsOf("Lyon").map(({ id }) => id)).toEqual(["p1"]);
    expect(boards.open, "and are in sight again").toBe("Lyon");
  });

  test("come back with pieces that have left the catalogue, and with their notes", async () => {
    await bridge.answers.set_board({ name: "Lyon", items: [{ id: "p1" }, { id: "left long ago", note: "Like the grey one" }] }, () => undefined);
    await loadBoards();
    await user.click(screen.getAllByTestId("board-tab")[1]!);
    await user.click(screen.getByTestId("board-delete"));
    await expect.poll(() => boards.list).toEqual([]);
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(() => boards.items.map(({ id, note, gone }) => [id, note, gone])).toEqual([["p1", "", false], ["left long ago", "Like the grey one", true]]);
  });

  test("have a name, a mark and notes that can be taken back", async () => {
    await bridge.answers.set_board({ name: "Lyon", items: [{ id: "p1" }] }, () => undefined);
    await loadBoards();
    await user.click(screen.getAllByTestId("board-tab")[1]!);
    await notePin({ id: "p1", note: "Hem it" });
    await markLook(true);
    await renameBoard("Nice");
    expect(boards.list.map(({ name, look, items }) => [name, look, items[0]?.note])).toEqual([["Nice", true, "Hem it"]]);
    for (const expected of [["Lyon", true, "Hem it"], ["Lyon", false, "Hem it"], ["Lyon", false, ""]]) {
      await user.keyboard("{Control>}z{/Control}");
      await expect.poll(() => boards.list.map(({ name, look, items }) => [name, look, items[0]?.note])).toEqual([expected]);
    }
    expect(boards.open).toBe("Lyon");
  });

  test("are renamed, and a name that another has is refused", async () => {
    for (const name of ["Lyon", "Paris"]) await bridge.answers.set_board({ name, items: [{ id: "p1" }] }, () => undefined);
    await loadBoards();
    await user.click(screen.getAllByTestId("board-tab")[1]!);
    const rename = async (to: string): Promise<void> => {
      await user.click(screen.getByTestId("board-rename"));
      await user.clear(screen.getByTestId("board-newname"));
      await user.type(screen.getByTestId("board-newname"), `${to}{Enter}`);
    };
    await rename("Nice");
    await expect.poll(() => boards.list.map(({ name }) => name)).toEqual(["Nice", "Paris"]);
    expect(boards.open, "it stays open").toBe("Nice");
    await rename("Paris");
    expect((await screen.findByTestId("error")).textContent).toContain("Choose another name.");
  });

  test("tell what can no longer be had, and put another piece in its place, which can be undone", async () => {
    const sold = bridge.all.find(({ stock }) => stock === 0)!;
    await bridge.answers.set_board({ name: "Lyon", items: [{ id: "p1" }, { id: sold.id, note: "For Rome" }] }, () => undefined);
    await loadBoards();
    await user.click(screen.getAllByTestId("board-tab")[1]!);
    expect(screen.getByTestId("board-left").textContent).toContain("1 piece");
    const stand = boards.items[1]!.instead!.id;
    await user.click(screen.getByTestId("pin-replace"));
    await expect.poll(order).toEqual(["p1", stand]);
    expect(boards.items[1]?.note, "it keeps the note").toBe("For Rome");
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(order).toEqual(["p1", sold.id]);
  });
});

describe("the look around a piece", () => {
  test("is kept under a name, as a board that is a look", async () => {
    await user.click(within(pins()[0]!).getAllByRole("button")[0]!);
    await screen.findByTestId("look");
    const worn = screen.getAllByTestId("look-piece").map(({ dataset }) => dataset["productId"]);
    await user.click(screen.getByTestId("look-keep"));
    await user.clear(screen.getByTestId("look-name"));
    await user.type(screen.getByTestId("look-name"), "For Rome{Enter}");
    await expect.poll(() => boards.list.map(({ name, look, items }) => [name, look, items.map(({ id }) => id)])).toEqual([["For Rome", true, ["p0", ...worn]]]);
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(() => boards.list).toEqual([]);
  });

  test("has one piece a slot; held ones stay while the others are shuffled", async () => {
    await user.click(within(pins()[0]!).getAllByRole("button")[0]!);
    await screen.findByTestId("look");
    const worn = (): Record<string, string | undefined> =>
      Object.fromEntries(screen.getAllByTestId("look-piece").map(({ dataset }) => [dataset["slot"], dataset["productId"]]));
    expect(Object.keys(worn()), "a dress takes neither top nor bottom").toEqual(["shoes", "bag"]);
    const before = worn();
    await user.click(within(screen.getAllByTestId("look-piece")[0]!).getByTestId("look-hold"));
    await user.click(screen.getByTestId("look-shuffle"));
    await expect.poll(() => bridge.asked("complete").at(-1)).toMatchObject({ id: "p0", locked: [before["shoes"]], seed: expect.any(Number) });
    await expect.poll(() => Object.keys(worn())).toEqual(["shoes", "bag"]);
    expect(worn()["shoes"]).toBe(before["shoes"]);
  });

  test("leads to a piece of it and back, each with a look of its own", async () => {
    await user.click(within(pins()[0]!).getAllByRole("button")[0]!);
    await user.click(within((await screen.findAllByTestId("look-piece"))[0]!).getAllByRole("button")[0]!);
    await expect.poll(() => bridge.asked("complete").at(-1)?.id).not.toBe("p0");
    await user.click(await screen.findByTestId("detail-back"));
    await expect.poll(() => bridge.asked("complete").at(-1)?.id).toBe("p0");
  });
});
