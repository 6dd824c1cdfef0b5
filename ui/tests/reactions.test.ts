// What comes back of a lookbook: taken in from a code or a file, and told on the board.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await user.click(screen.getByTestId("nav-boards"));
  await user.click(screen.getByTestId("board-reactions"));
});

test("a code is taken in, and the board tells what it came to", async () => {
  const yes = screen.getByTestId("reactions-yes") as HTMLButtonElement;
  expect(yes.disabled, "nothing is pasted yet").toBe(true);
  await user.type(screen.getByTestId("reactions-code"), "SN1.abc");
  await user.click(yes);
  expect((await screen.findByTestId("reactions-came")).textContent?.trim()).toBe("Guest answered “Favourites”. 2 loved · 1 maybe · 1 not for them · 1 note");
  expect(screen.queryByTestId("reactions")).toBeNull();
  expect(bridge.asked("reactions")).toEqual([{ code: "SN1.abc" }]);
});

test("what is no code is told in place, and what was pasted stays", async () => {
  await user.type(screen.getByTestId("reactions-code"), "hello");
  await user.click(screen.getByTestId("reactions-yes"));
  await screen.findByTestId("error");
  expect((screen.getByTestId("reactions-code") as HTMLTextAreaElement).value).toBe("hello");
});

test("a file is chosen in the system's dialog", async () => {
  bridge.chosenFile = "/stick/answers.json";
  await user.click(screen.getByTestId("reactions-file"));
  await screen.findByTestId("reactions-came");
  expect(bridge.asked("reactions")).toEqual([{ file: "/stick/answers.json" }]);
});
