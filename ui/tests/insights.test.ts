// Insights: only what was counted, for the client at hand.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import type { FacetsResponse, Taste } from "../src/ipc/generated";
import { wanted } from "../src/views/insights-text";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  bridge = freshWorld();
  user = userEvent.setup();
});

async function open(): Promise<void> {
  render(App);
  await screen.findAllByTestId("card");
  await user.click(screen.getByTestId("nav-insights"));
}

test("say so where nothing was swiped, and lead to the deck", async () => {
  await open();
  expect((await screen.findByTestId("empty")).textContent).toContain("Nothing swiped yet");
  expect(screen.queryByTestId("insights-figures")).toBeNull();
});

test("count swipes, likes and what was seen of the collection, and open what was liked", async () => {
  for (const [id, verdict] of [["p0", "like"], ["p1", "pass"], ["p2", "super"], ["p3", "pass"]] as const)
    await bridge.answers.swipe({ product_id: id, verdict, swipe_id: id }, () => undefined);
  await open();
  const figures = await screen.findByTestId("insights-figures");
  expect(figures.textContent).toContain("Cards swiped4");
  expect(figures.textContent).toContain("Of them liked50%");
  expect(screen.getByRole("img", { name: "4 swipes, the oldest first: 2 liked, 2 passed" })).toBeTruthy();
  const liked = screen.getAllByTestId("similar-card");
  expect(liked.map(({ dataset }) => dataset["productId"]), "the newest first").toEqual(["p2", "p0"]);
  await user.click(liked[0]!);
  expect((await screen.findByTestId("detail")).dataset["productId"]).toBe("p2");
});

test("show an error in place and ask again", async () => {
  const { insights } = bridge.answers;
  bridge.answers.insights = () => Promise.reject(wireError("Internal", "the log could not be read", ""));
  await open();
  expect((await screen.findByTestId("error")).textContent).toContain("The log could not be read");
  bridge.answers.insights = insights;
  await user.click(screen.getByTestId("retry"));
  await expect.poll(() => screen.queryByTestId("error")).toBeNull();
});

test("list what draws a client and is rare in the collection", () => {
  const attribute = (value: string, weight: number) => ({ field: "colour", value, weight });
  const taste = { attributes: [attribute("Teal", 1.2), attribute("black", 0.9), attribute("red", -1)] } as unknown as Taste;
  const facets: FacetsResponse = { total: 100, fields: { colour: [{ value: "black", count: 40 }, { value: "teal", count: 2 }] }, price: null };
  expect(wanted(taste, facets, 6).map(({ name, figure }) => [name, figure])).toEqual([["Teal", "2 pieces"]]);
});
