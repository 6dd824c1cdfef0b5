// What can be done with a piece by its own menu, and what is told of it before anything else.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { products } from "../src/ipc/fake/fixtures";
import { boards } from "../src/state/boards.svelte";
import { carried } from "../src/state/carried.svelte";
import { detail } from "../src/state/detail.svelte";
import { query } from "../src/state/query.svelte";
import { results } from "../src/state/results.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
async function come(options = {}): Promise<void> {
  bridge = freshWorld(options);
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
}
const card = (at = 0): HTMLElement => screen.getAllByTestId("card")[at]!;
const right = (target: Element): Promise<boolean> => fireEvent.contextMenu(target, { clientX: 400, clientY: 300 });

describe("the menu of a piece", () => {
  beforeEach(() => come());

  test("stands in place of the web view's, opens the piece, and what is typed in keeps the system's", async () => {
    expect(await right(card()), "the web view's own is held back").toBe(false);
    const menu = await screen.findByRole("menu");
    expect(menu.getAttribute("aria-label")).toContain(products[0]!.title);
    await user.keyboard("{Enter}");
    await expect.poll(() => detail.current?.id).toBe("p0");
    expect(screen.queryByRole("menu")).toBeNull();
    expect(await right(screen.getByTestId("search-input"))).toBe(true);
    expect(await right(document.body), "elsewhere there is none").toBe(false);
    expect(screen.queryByRole("menu")).toBeNull();
  });

  test("is gone through by arrows, and goes by Escape, which gives the focus back", async () => {
    card().focus();
    await right(card());
    await screen.findByRole("menu");
    await user.keyboard("{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByTestId("menu-copy-facts"));
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(document.activeElement).toBe(screen.getByTestId("menu-like"));
    await user.keyboard("{Escape}");
    await expect.poll(() => screen.queryByRole("menu")).toBeNull();
    expect(document.activeElement).toBe(card());
  });

  test("finds more like it, keeps it, puts it on a board, copies picture and facts", async () => {
    const choose = async (entry: string): Promise<void> => {
      await right(card());
      await user.click(await screen.findByTestId(`menu-${entry}`));
    };
    await choose("keep");
    await expect.poll(() => [...boards.kept]).toEqual(["p0"]);
    await choose("copy-picture");
    await expect.poll(() => bridge.copied).toEqual(["p0"]);
    await choose("copy-facts");
    await expect.poll(() => screen.queryByTestId("toast")?.textContent).toContain("facts");
    expect((await navigator.clipboard.readText()).split("\n")[0]).toBe(products[0]!.title);
    await choose("board");
    await expect.poll(() => [carried.hit?.id, carried.waits]).toEqual(["p0", true]);
    await user.keyboard("{Escape}");
    await choose("like");
    await expect.poll(() => query.like?.id).toBe("p0");
  });
});

test("a search by a piece says what is close to that piece, and one by a photo to the photo", async () => {
  await come();
  const { search } = bridge.answers;
  bridge.answers.search = async (request, onEvent) => {
    const answer = await search(request, onEvent);
    return { ...answer, hits: answer.hits.map((hit) => ({ ...hit, reasons: [{ kind: "photo" as const }] })) };
  };
  await right(card());
  await user.click(await screen.findByTestId("menu-like"));
  await expect.poll(() => results.answered?.like).toBe("p0");
  await expect.poll(() => card().textContent).toContain("Close to this piece");
  expect(card().textContent).not.toContain("photo");
});

test("what is sold out says so beside its price, with its sizes struck out, whatever the count is called", async () => {
  await come({ products: [{ ...products[0]!, stock: -2 }, { ...products[1]!, stock: null }] });
  expect(card().textContent).toContain("Sold out");
  await user.click(card());
  expect((await screen.findByTestId("detail-sold")).textContent).toBe("Sold out");
  expect(screen.getByTestId("detail-sizes").classList).toContain("sold");
  await user.click(card(1));
  await expect.poll(() => detail.current?.inStock).toBe(true);
  expect(screen.queryByTestId("detail-sold")).toBeNull();
});

test("F11 fills the screen and Ctrl P prints, also while one types", async () => {
  await come();
  await user.click(screen.getByTestId("search-input"));
  await user.keyboard("{F11}{Control>}p{/Control}");
  expect(bridge.done).toEqual(["full-screen", "print"]);
});

test("an opened piece makes room for a new search", async () => {
  await come();
  await user.click(card());
  await expect.poll(() => detail.current?.id).toBe("p0");
  await user.type(screen.getByTestId("search-input"), "shirt{Enter}");
  await expect.poll(() => results.answered?.text).toBe("shirt");
  expect(detail.current).toBeNull();
});
