// A picture seen closely, and the whole page made larger.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { takeUpZoom } from "../src/actions/zoom";
import { loadSettings } from "../src/actions/settings";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});

test("the picture of an opened piece comes closer by a click and by keys, and goes by Escape", async () => {
  await user.click(screen.getAllByTestId("card")[0]!);
  await user.click(await screen.findByTestId("detail-zoom"));
  const picture = await screen.findByTestId("zoom-picture");
  const scale = (): number => Number(picture.dataset["scale"]);
  expect(document.activeElement, "its keys work at once").toBe(picture);
  await user.keyboard("{+}{+}");
  await expect.poll(scale).toBe(2.3);
  await user.keyboard("{0}");
  await expect.poll(scale).toBe(1);
  await fireEvent.click(picture, { detail: 1 });
  await expect.poll(scale).toBe(2.5);
  await fireEvent.click(picture, { detail: 1 });
  await expect.poll(scale, { message: "a second click shows all of it" }).toBe(1);
  await user.keyboard("{-}{-}");
  await expect.poll(scale, { message: "it never becomes smaller than its place" }).toBe(1);
  await user.keyboard("{Escape}");
  await expect.poll(() => screen.queryByTestId("zoom")).toBeNull();
  expect(screen.queryByTestId("detail"), "the piece stays open").not.toBeNull();
});

test("the page grows and shrinks by keys within bounds, says so, and is as large after the next start", async () => {
  await user.keyboard("{Control>}{+}{/Control}");
  await expect.poll(() => bridge.zooms).toEqual([1.1]);
  expect(screen.getByTestId("toast").textContent).toContain("Size 110%");
  for (let time = 0; time < 6; time += 1) await user.keyboard("{Control>}{=}{/Control}");
  await expect.poll(() => shell.zoom).toBe(2);
  shell.zoom = 1;
  await loadSettings();
  await takeUpZoom();
  expect(bridge.zooms.at(-1), "as it was left").toBe(2);
  await user.keyboard("{Control>}{-}{/Control}");
  await expect.poll(() => shell.zoom).toBe(1.75);
  await user.keyboard("{Control>}{0}{/Control}");
  await expect.poll(() => shell.zoom).toBe(1);
  expect((await bridge.answers.settings({}, () => undefined)).values["zoom"], "its own size needs no note").toBeUndefined();
});

test("what the window refuses is said, and the size stays", async () => {
  bridge.zoomPage = () => Promise.reject(wireError("Internal", "no web view"));
  await user.keyboard("{Control>}{+}{/Control}");
  expect((await screen.findByTestId("error")).textContent).toContain("No web view");
  expect(shell.zoom).toBe(1);
});
