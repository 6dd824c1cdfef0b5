// Insights: only what was counted, for the client at hand.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import type { FacetsResponse, Taste } from "../src/ipc/generated";
import { shell } from "../src/state/shell.svelte";
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

test("show likes over weeks as lines, with the same in a table", async () => {
  for (const at of [0, 1, 2, 3, 4, 5, 6, 7])
    await bridge.answers.swipe({ product_id: `p${at}`, verdict: at % 2 ? "pass" : "like", swipe_id: `${at}` }, () => undefined);
  await open();
  const trends = await screen.findByTestId("insights-trends");
  expect(within(trends).getByRole("img", { name: "3 weeks: 4 liked, 4 passed" })).toBeTruthy();
  const table = within(trends).getByRole("table", { hidden: true });
  const likes = [...table.querySelectorAll("tbody tr")].find((row) => row.textContent?.startsWith("Likes"));
  expect([...(likes?.querySelectorAll("td") ?? [])].map(({ textContent }) => Number(textContent)).reduce((sum, one) => sum + one)).toBe(4);
  expect(within(trends).getByRole("list", { name: "What was liked, over time" }).textContent).toContain("Dress");
});

test("of the shop list what was sought in vain, which can be sought again", async () => {
  await open();
  await user.click(await screen.findByTestId("insights-shop"));
  expect((await screen.findByTestId("insights-coverage")).textContent).toContain("Ever found by a search50%");
  const nothing = screen.getByTestId("gaps-nothing");
  expect(nothing.textContent).toContain("mother of the bride, petite");
  expect(nothing.textContent).toContain("3 times");
  await user.click(within(nothing).getByTestId("gap"));
  await expect.poll(() => bridge.asked("search").at(-1)?.text).toBe("mother of the bride, petite");
  expect(shell.place).toBe("search");
});

test("of a shop where nobody has searched say so", async () => {
  const { insights } = bridge.answers;
  bridge.answers.insights = async (request, onEvent) => ({ ...(await insights(request, onEvent)), searches: { count: 0, nothing: [], weak: [] } });
  await open();
  await user.click(await screen.findByTestId("insights-shop"));
  expect((await screen.findByTestId("insights-gaps")).textContent).toContain("No search has been noted yet");
});
