// A telephone: the places at the foot with the others behind them, panels and pieces as sheets, columns, and pulling a sheet down.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { gridLayout } from "../src/components/grid-layout";
import { detail } from "../src/state/detail.svelte";
import { freshWorld } from "./world";

const usual = window.innerWidth;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  window.innerWidth = 390;
  freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});
afterEach(() => (window.innerWidth = usual));
const places = (): string[] => screen.getAllByRole("button").flatMap(({ dataset }) => (dataset["testid"]?.startsWith("nav-") ? [dataset["testid"].slice(4)] : []));

test("five places are under the thumb, and the others one press further", async () => {
  expect(places()).toEqual(["discover", "search", "boards", "clients", "more"]);
  await user.click(screen.getByTestId("nav-more"));
  expect(places().slice(5)).toEqual(["taste", "insights", "catalogue", "settings"]);
  await user.keyboard("{Escape}");
  expect(places()).toHaveLength(5);
  await user.click(screen.getByTestId("nav-more"));
  await user.click(screen.getByTestId("nav-settings"));
  expect(await screen.findByTestId("theme-dark")).toBeTruthy();
  expect(places(), "what was chosen from closes").toHaveLength(5);
});

describe("an opened piece", () => {
  const pull = async (by: number): Promise<void> => {
    const edge = screen.getByTestId("detail").querySelector(".ends")!;
    const at = (type: string, clientY: number) => fireEvent(edge, Object.assign(new MouseEvent(type, { bubbles: true, clientY }), { pointerId: 1, pointerType: "touch" }));
    await at("pointerdown", 60);
    await at("pointermove", 60 + by);
    // A slow pull: how fast a machine runs the test is no speed of a finger.
    await new Promise((done) => setTimeout(done, by * 3));
    await at("pointerup", 60 + by);
  };

  test("goes when it is pulled down far, and stays where it was pulled a little", async () => {
    await user.click(screen.getAllByTestId("card")[0]!);
    await screen.findByTestId("detail");
    await pull(40);
    expect(detail.current).not.toBeNull();
    await pull(160);
    expect(detail.current).toBeNull();
  });

  test("has its menu behind a button, as a finger has no right one", async () => {
    await user.click(screen.getAllByTestId("card")[0]!);
    await user.click(await screen.findByTestId("detail-menu"));
    expect(await screen.findByTestId("menu-hide")).toBeTruthy();
  });
});

test("pieces stand in two columns, and in one where pictures are to be large", () => {
  expect(gridLayout(358, 75).columns).toBe(2);
  expect(gridLayout(358, 75, [], 1.35).columns).toBe(1);
  expect(gridLayout(520, 75, [], 1.35).columns).toBe(2);
});
