// The palette and the sheet of keys: by keyboard, by letters, and back to where one was.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { keyed } from "../src/actions";
import { chooseClient } from "../src/actions/clients";
import { t } from "../src/i18n";
import { spoken } from "../src/i18n/spoken.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { clients } from "../src/state/clients.svelte";
import { detail } from "../src/state/detail.svelte";
import { fit } from "../src/state/fit";
import { shell } from "../src/state/shell.svelte";
import { entriesFor } from "../src/views/palette-entries";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  await bridge.answers.create_profile({ name: "Amélie" }, () => undefined);
  await bridge.answers.set_board({ name: "Autumn", items: [{ id: "p0" }] }, () => undefined);
  render(App);
  await screen.findAllByTestId("card");
  await expect.poll(() => clients.all.length).toBe(2);
});
const open = (): Promise<void> => user.keyboard("{Control>}k{/Control}");
const labels = (): (string | null | undefined)[] => screen.queryAllByTestId("command").map((entry) => entry.querySelector(".label")?.textContent);
const selected = (): HTMLElement | undefined => screen.getAllByTestId("command").find((entry) => entry.ariaSelected === "true");
const chosen = (): string | null | undefined => selected()?.querySelector(".label")?.textContent;

describe("the palette", () => {
  test("offers every action that counts here, with its key", async () => {
    await open();
    const everywhere = keyed.filter(({ place, name }) => place === undefined && !["open-commands", "close", "back"].includes(name));
    expect(labels()).toEqual(expect.arrayContaining(everywhere.map(({ label }) => t(label))));
    const boards = screen.getAllByTestId("command").find((entry) => entry.textContent?.includes(t("place.boards")));
    expect(boards && within(boards).getByText("Ctrl 3")).toBeTruthy();
  });

  test("finds pieces by name, boards by what they are, and what was opened before", async () => {
    const title = screen.getAllByTestId("card")[3]!.querySelector("[data-testid=card-title]")!.textContent!;
    await open();
    await user.type(screen.getByTestId("commands-input"), title);
    const found = (): HTMLElement | undefined => screen.getAllByTestId("command").find((entry) => /Piece$/.test(entry.textContent?.trim() ?? ""));
    await expect.poll(() => found()?.textContent).toContain(title);
    await user.click(found()!);
    await expect.poll(() => detail.current?.hit?.title).toBe(title);
    await open();
    expect(labels().filter((label) => label === title), "and stands there from now on").toHaveLength(1);
    await user.type(screen.getByTestId("commands-input"), "board");
    expect(labels()).toEqual(expect.arrayContaining(["Boards", "Favourites", "Autumn"]));
  });

  test("is a combobox whose arrows choose and whose Enter performs", async () => {
    await open();
    const box = screen.getByTestId("commands-input");
    expect(document.activeElement).toBe(box);
    const first = chosen();
    await user.keyboard("{ArrowDown}");
    expect(chosen()).not.toBe(first);
    expect(box.getAttribute("aria-activedescendant")).toBe(selected()?.id);
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(chosen(), "from the first to the last").toBe(labels().at(-1));
    await user.type(box, "clie{Enter}");
    await expect.poll(() => shell.place).toBe("clients");
    expect(screen.queryByTestId("commands")).toBeNull();
  });

  test("turns to a client whose name is typed without its accents", async () => {
    await open();
    await user.keyboard("ameli{Enter}");
    await expect.poll(() => [clients.current, shell.place]).toEqual(["Amélie", "discover"]);
  });

  test("leads to the file of the client who is here", async () => {
    await chooseClient("Amélie");
    await open();
    await user.keyboard("ameli{Enter}");
    await expect.poll(() => shell.place).toBe("file");
  });

  test("offers what elsewhere is a button, where it can be done", async () => {
    await open();
    await user.keyboard("price t");
    expect(labels()[0], "nothing is on the board that is open").not.toBe("Price tags…");
    await user.keyboard("{Escape}");
    boards.open = "Autumn";
    await open();
    await user.keyboard("price t{Enter}");
    await expect.poll(() => bridge.titles).toEqual(["Save pages to print"]);
    await open();
    await user.keyboard("français{Enter}");
    await expect.poll(() => spoken.language).toBe("fr");
    await spoken.speak("en");
    await open();
    await user.keyboard("add a cl{Enter}");
    await user.type(await screen.findByTestId("question-field"), "Sofia{Enter}");
    await expect.poll(() => clients.current).toBe("Sofia");
  });

  test("puts a piece that is named before letters that happen to fit", async () => {
    const hit = { ...(await bridge.answers.search({ text: "", limit: 1 }, () => undefined)).hits[0]!, title: "Allegro Fine Quilt" };
    expect(entriesFor("al f q", [hit]).map(({ label }) => label)[0]).toBe("Allegro Fine Quilt");
    expect(entriesFor("a f q", [hit]).map(({ label }) => label), "both begin so").toContain("Answer a few questions");
  });

  test("opens a board by its name", async () => {
    await open();
    await user.keyboard("autumn{Enter}");
    await expect.poll(() => shell.place).toBe("boards");
    expect(await screen.findByTestId("pin")).toBeTruthy();
  });

  test("searches for what nothing fits, and remembers what was searched", async () => {
    await open();
    await user.keyboard("velvet zebra{Enter}");
    await expect.poll(() => bridge.asked("search").at(-1)?.text).toBe("velvet zebra");
    await expect.poll(() => bridge.asked("remember_search")).toHaveLength(1);
    await open();
    expect(labels()[0]).toBe("velvet zebra");
    await user.keyboard("{Enter}");
    await expect.poll(() => bridge.asked("search").length).toBe(3);
  });

  test("goes by Escape and by a click beside it, and gives the focus back", async () => {
    const box = screen.getByTestId("search-input");
    await user.click(box);
    await open();
    await user.keyboard("{Escape}");
    await expect.poll(() => document.activeElement).toBe(box);
    await open();
    await user.pointer({ keys: "[MouseLeft]", target: screen.getByTestId("commands").parentElement! });
    expect(screen.queryByTestId("commands")).toBeNull();
  });

  test("keeps the keys of the place behind it still", async () => {
    await open();
    await user.keyboard("{Control>}3{/Control}");
    expect(shell.place).toBe("search");
  });
});

test("the sheet of keys opens by ? and lists each of them", async () => {
  screen.getAllByTestId("card")[0]?.focus();
  await user.keyboard("?");
  const sheet = await screen.findByTestId("keys");
  for (const { label } of keyed) expect(within(sheet).getByText(t(label))).toBeTruthy();
  await user.click(screen.getByTestId("keys-close"));
  expect(screen.queryByTestId("keys")).toBeNull();
});

describe("letters", () => {
  test("fit in their order only", () => {
    expect(fit("afq", "Answer a few questions")).not.toBeNull();
    expect(fit("aqf", "Answer a few questions")).toBeNull();
    expect(fit("", "Clients")).not.toBeNull();
  });

  test("begin words, or follow one another: single ones are everywhere", () => {
    expect(fit("teton", "Answer a few questions")).toBeNull();
    expect(fit("cls", "Clients")).toBeNull();
    expect(fit("看板", "打开看板")).not.toBeNull();
    expect(fit("لوحات", "اللوحات")).not.toBeNull();
  });

  test("count more where they begin words or stand together", () => {
    const best = (typed: string, ...among: string[]): string | undefined =>
      among.toSorted((one, other) => (fit(typed, other) ?? -1) - (fit(typed, one) ?? -1))[0];
    expect(best("ti", "Take it in", "Discover")).toBe("Take it in");
    expect(best("set", "Search and take", "Settings")).toBe("Settings");
  });
});
