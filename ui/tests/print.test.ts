// What of a board is printed, and how the shop shows itself on it.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { toggleFavourite } from "../src/actions/favourite";
import { createBoard, notePin, togglePin } from "../src/actions/edit-board";
import { lookForNewer } from "../src/actions/newer";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
});

describe("a board", () => {
  beforeEach(async () => {
    await toggleFavourite("p0");
    await user.click(screen.getByTestId("nav-boards"));
  });

  test("is written as price tags, and characters that no font has are told", async () => {
    bridge.chosenSave = "/out/tags.pdf";
    bridge.answers.print_board = async ({ file }) => ({ file, items: 1, pages: 1, unprintable: "ไทย" });
    await user.click(await screen.findByTestId("board-print"));
    await user.click(screen.getByTestId("menu-print-tags"));
    const written = await screen.findByTestId("written");
    expect(written.textContent).toContain("1 price tag was written");
    expect(written.textContent).toContain("ไทย");
    expect(bridge.asked("print_board").at(-1)).toMatchObject({ board: "", what: "tags", file: "/out/tags.pdf", texts: { title: "Price tags" } });
    expect(screen.queryByTestId("menu"), "the menu is put away").toBeNull();
  });

  test("is written as a lookbook to print, and not at all where no file is named", async () => {
    await user.click(await screen.findByTestId("board-print"));
    await user.click(screen.getByTestId("menu-print-list"));
    expect(bridge.asked("print_board")).toEqual([]);
    bridge.chosenSave = "/out/book.pdf";
    await user.click(screen.getByTestId("board-print"));
    await user.click(screen.getByTestId("menu-print-lookbook"));
    await screen.findByTestId("written");
    expect(bridge.asked("lookbook").at(-1)?.file).toBe("/out/book.pdf");
  });

  test("goes with others into one lookbook, in the order of the boards, with prices or without", async () => {
    boards.draft = "Evening";
    await createBoard("p1");
    await user.click(await screen.findByTestId("board-print"));
    await user.click(screen.getByTestId("menu-print-several"));
    const ticks = await screen.findAllByTestId("several-board");
    expect(ticks.map((tick) => (tick as HTMLInputElement).checked), "the board in sight is in it").toEqual([false, true]);
    await user.click(ticks[0]!);
    await user.click(screen.getByTestId("several-prices"));
    bridge.chosenSave = "/out/looks.html";
    await user.click(screen.getByTestId("several-page"));
    expect((await screen.findByTestId("written")).textContent).toContain("2 pieces");
    expect(bridge.asked("lookbook").at(-1)).toMatchObject({
      parts: [
        { board: "", title: "Favourites" },
        { board: "Evening", title: "Evening" },
      ],
      prices: false,
      texts: { title: "Looks" },
    });
    expect(screen.queryByTestId("several"), "the sheet is put away").toBeNull();
  });
});

test("a lookbook says what it leaves out, until the board is another one", async () => {
  const sold = bridge.all.find(({ stock }) => stock === 0)!;
  boards.draft = "Evening";
  await createBoard("p1");
  await togglePin({ board: "Evening", id: sold.id });
  await user.click(screen.getByTestId("nav-boards"));
  bridge.chosenSave = "/out/looks.html";
  bridge.answers.lookbook = async ({ file }) => ({ file, items: 1, lookbook: null, unprintable: "" });
  await user.click(await screen.findByTestId("board-share"));
  expect((await screen.findByTestId("written")).textContent).toContain("1 piece can no longer be had and is not in it.");
  await notePin({ id: "p1", note: "Hem it" });
  expect(screen.queryByTestId("written")).toBeNull();
});

test("the shop takes a logo and a currency, and gives the logo back", async () => {
  await user.click(screen.getByTestId("nav-settings"));
  bridge.chosenPhoto = "/pictures/mark.svg";
  await user.click(await screen.findByTestId("choose-logo"));
  const logo = await screen.findByTestId("shop-logo");
  expect(logo.getAttribute("src")).toContain("logo/");
  expect(bridge.asked("set_logo").at(-1)).toEqual({ file: "/pictures/mark.svg" });
  await user.click(screen.getByTestId("remove-logo"));
  await expect.poll(() => screen.queryByTestId("shop-logo")).toBeNull();
  await user.type(screen.getByTestId("shop-currency"), "CHF{Tab}");
  await expect.poll(() => bridge.asked("set_setting").at(-1)).toEqual({ key: "currency", value: "CHF" });
  const currency = screen.getByTestId<HTMLInputElement>("shop-currency");
  await user.clear(currency);
  await user.type(currency, "euros{Tab}");
  await expect.poll(() => bridge.asked("set_setting").at(-1)).toEqual({ key: "currency", value: "EUR" });
  expect(currency.value).toBe("EUR");
  await user.clear(currency);
  await user.type(currency, "gold coins{Tab}");
  expect((await screen.findByTestId("currency-refused")).textContent).toContain("gold coins");
  expect(bridge.asked("set_setting").at(-1)).toEqual({ key: "currency", value: "EUR" });
});

test("a newer version is told, and stands in Settings", async () => {
  bridge.answers.newer_version = async () => ({ newer: { version: "9.0.0", notes: "Prints lookbooks" } });
  await lookForNewer();
  expect((await screen.findByTestId("toast")).textContent).toContain("9.0.0");
  await user.click(screen.getByTestId("nav-settings"));
  expect((await screen.findByTestId("newer-version")).textContent).toContain("Prints lookbooks");
});
