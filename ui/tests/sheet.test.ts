// The sheet that all dialogs are made of: named, first focus, and no way out of it by Tab.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { openLicences } from "../src/actions/palette";
import { question } from "../src/state/question.svelte";
import { freshWorld } from "./world";

let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});

test("a sheet keeps the focus while Tab goes round in it, and gives it back", async () => {
  const box = screen.getByTestId("search-input");
  await user.click(box);
  question.asked = { title: "Erase?", text: "All of it goes.", yes: "Erase", perform: () => undefined };
  const no = await screen.findByTestId("question-no");
  await expect.poll(() => document.activeElement).toBe(no);
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId("question-yes"));
  await user.tab();
  expect(document.activeElement, "after the last comes the first").toBe(no);
  await user.tab({ shift: true });
  expect(document.activeElement, "and before the first the last").toBe(screen.getByTestId("question-yes"));
  await user.keyboard("{Escape}");
  await expect.poll(() => document.activeElement).toBe(box);
});

test("a question is not put off by a press beside it, and a list is", async () => {
  question.asked = { title: "Erase?", text: "All of it goes.", yes: "Erase", perform: () => undefined };
  const asked = await screen.findByTestId("question");
  await user.pointer({ keys: "[MouseLeft]", target: asked.parentElement! });
  expect(screen.getByTestId("question")).toBeTruthy();
  await user.keyboard("{Escape}");
  void openLicences.perform();
  const list = await screen.findByRole("dialog", { name: "Licences" });
  expect(list.textContent).toContain("Fraunces");
  expect(list.textContent, "with the version that is bundled").toMatch(/Svelte \d+\.\d+/);
  await user.pointer({ keys: "[MouseLeft]", target: list.parentElement! });
  await expect.poll(() => screen.queryByTestId("licences")).toBeNull();
});
