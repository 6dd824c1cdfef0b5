// After a crash: a line, the report, and away with it. And errors of the page are written down.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import App from "../src/App.svelte";
import { watchErrors } from "../src/actions/crash";
import { freshWorld } from "./world";

const report = { path: "/library/crashes/1.txt", text: "thread 'embed' panicked" };

test("a crash is told at the next start, its report can be read and copied, and it is gone once dismissed", async () => {
  const user = userEvent.setup();
  const bridge = freshWorld();
  bridge.crash = report;
  render(App);
  expect((await screen.findByTestId("crash-note")).textContent).toContain("kept on this machine");
  await user.click(screen.getByTestId("crash-show"));
  const sheet = await screen.findByRole("dialog", { name: "What happened" });
  expect(sheet.textContent).toContain(report.path);
  expect(sheet.textContent).toContain(report.text);
  await user.click(screen.getByTestId("crash-copy"));
  await expect.poll(() => navigator.clipboard.readText()).toBe(report.text);
  await user.keyboard("{Escape}");
  await expect.poll(() => screen.queryByTestId("crash-sheet")).toBeNull();
  await user.click(screen.getByTestId("crash-dismiss"));
  await expect.poll(() => screen.queryByTestId("crash-note")).toBeNull();
  expect(bridge.crash).toBeNull();
});

test("without a crash nothing is said", async () => {
  freshWorld();
  render(App);
  await screen.findAllByTestId("card");
  expect(screen.queryByTestId("crash-note")).toBeNull();
});

test("an error that nobody caught is written down once, a few of them at most, and harmless ones never", async () => {
  const bridge = freshWorld();
  const end = watchErrors();
  const tell = (message: string): boolean => dispatchEvent(new ErrorEvent("error", { message }));
  tell("ResizeObserver loop completed with undelivered notifications.");
  tell("x is undefined");
  tell("x is undefined");
  expect(bridge.reported).toEqual(["x is undefined"]);
  for (let at = 0; at < 20; at += 1) tell(`failure ${at}`);
  expect(bridge.reported).toHaveLength(5);
  end();
  const again = watchErrors();
  dispatchEvent(Object.assign(new Event("unhandledrejection"), { reason: new Error("nobody listened") }));
  expect(bridge.reported.at(-1), "with where it came from").toContain("crash.test.ts");
  again();
});
