// What is handed to others: a client as a file, a board as a page; where it lies, or why it does not.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { exportClient } from "../src/actions/hand-over";
import { spoken } from "../src/i18n/spoken.svelte";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { boards } from "../src/state/boards.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  await bridge.answers.set_board({ name: "Paris / spring", items: [{ id: "p1" }, { id: "p2" }] }, () => undefined);
  render(App);
  await screen.findAllByTestId("card");
  await expect.poll(() => boards.list.length).toBe(1);
});

test("a client is written where the user says, and their row says where that is", async () => {
  await user.click(screen.getByTestId("nav-clients"));
  await user.click(screen.getByTestId("client-export"));
  expect(bridge.asked("export_profile"), "the dialog was closed").toHaveLength(0);
  bridge.chosenSave = "/stick/Guest.json";
  await user.click(screen.getByTestId("client-export"));
  const note = await within(screen.getByTestId("client")).findByTestId("written");
  expect(note.textContent).toContain("/stick/Guest.json");
  expect(bridge.asked("export_profile")).toEqual([{ profile: "guest", file: "/stick/Guest.json" }]);
  expect(bridge.offered[0], "the guest goes by the word of the page").toEqual(["client", "Guest"]);
  await user.click(within(note).getByRole("button"));
  expect(screen.queryByTestId("written")).toBeNull();
});

test("a client that cannot be written says why in place", async () => {
  bridge.chosenSave = "/stick/Guest.json";
  bridge.answers.export_profile = () => Promise.reject(wireError("DiskFull", "the disk is full", "Make room."));
  await user.click(screen.getByTestId("nav-clients"));
  await user.click(screen.getByTestId("client-export"));
  expect((await screen.findByTestId("error")).textContent).toContain("Make room.");
  expect(screen.queryByTestId("written")).toBeNull();
});

test("the board in sight is written, under a name that every system takes; an empty one is not offered", async () => {
  bridge.chosenSave = "/stick/paris.html";
  await user.click(screen.getByTestId("nav-boards"));
  expect(screen.queryByTestId("board-share"), "nothing is on the favourites").toBeNull();
  await user.click(screen.getAllByTestId("board-tab")[1]!);
  await user.click(screen.getByTestId("board-share"));
  const note = await screen.findByTestId("written");
  expect(note.textContent).toContain("A lookbook with 2 pieces was written");
  expect(note.textContent).toContain("/stick/paris.html");
  const [asked] = bridge.asked("lookbook");
  expect(asked).toMatchObject({ profile: "guest", board: "Paris / spring", file: "/stick/paris.html" });
  expect(asked?.texts, "it speaks the page's language").toMatchObject({ language: "en-US", title: "Paris / spring", love: "Love it", greeting: "For you" });
  expect(bridge.asked("share_board"), "a lookbook is no table").toEqual([]);
  expect(bridge.offered).toEqual([["board", "Paris spring"]]);
  await user.click(screen.getAllByTestId("board-tab")[0]!);
  expect(screen.queryByTestId("written"), "another board was not written").toBeNull();
});

test("the dialogs of the system speak the language of the page", async () => {
  bridge.chosenSave = null;
  await exportClient("guest");
  await spoken.speak("de");
  await exportClient("guest");
  await spoken.speak("en");
  expect(bridge.titles).toEqual(["Save a client", "In eine Datei der Kundschaft speichern"]);
});
