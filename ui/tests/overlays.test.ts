// What Escape closes: what lies on top, one after another, and nothing that is not in sight.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { goBoards } from "../src/actions/go";
import { question } from "../src/state/question.svelte";
import { detail } from "../src/state/detail.svelte";
import { overlays } from "../src/state/overlays.svelte";
import { freshWorld } from "./world";

let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});

test("Escape closes what lies on top: question, panel, piece, and then nothing", async () => {
  await user.click(screen.getAllByTestId("card")[0]!);
  question.asked = { title: "Erase?", text: "All of it goes.", yes: "Erase", perform: () => undefined };
  await screen.findByTestId("question");
  expect(overlays.modal).toBe(true);
  await user.keyboard("{Escape}");
  await expect.poll(() => screen.queryByTestId("question")).toBeNull();
  await user.click(screen.getByTestId("detail-boards"));
  expect(screen.getByTestId("detail-boards").getAttribute("aria-expanded")).toBe("true");
  await user.keyboard("{Escape}");
  await expect.poll(() => screen.getByTestId("detail-boards").getAttribute("aria-expanded")).toBe("false");
  expect(detail.current).not.toBeNull();
  await user.keyboard("{Escape}");
  await expect.poll(() => detail.current).toBeNull();
  expect(overlays.close(), "nothing is left").toBe(false);
});

test("a piece that is open in another place stays there", async () => {
  await user.click(screen.getAllByTestId("card")[0]!);
  await expect.poll(() => detail.current).not.toBeNull();
  void goBoards.perform();
  await screen.findByTestId("board-name");
  await user.keyboard("{Escape}");
  expect(detail.current).not.toBeNull();
});
