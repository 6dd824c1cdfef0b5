// What is sold out has something in its place; pieces are hidden, put first and corrected by hand; a piece in another colour.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { openProduct } from "../src/actions/open-product";
import { correctPiece, hidePiece, loadPieces, putFirst } from "../src/actions/set-piece";
import { hitOfLiked } from "../src/state/card-hit";
import { detail } from "../src/state/detail.svelte";
import { facets } from "../src/state/facets.svelte";
import { pieces } from "../src/state/pieces.svelte";
import { query } from "../src/state/query.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
  await expect.poll(() => facets.all).not.toBeNull();
});

test("an opened piece that is sold out shows what is in stock, and a click opens that", async () => {
  const sold = bridge.all.find(({ stock }) => stock === 0)!;
  await openProduct(hitOfLiked({ id: sold.id, title: sold.title, thumb: null }));
  const stand = await screen.findByTestId("instead");
  expect(stand.textContent).toContain("same kind");
  const { instead } = await bridge.answers.instead({ ids: [sold.id] }, () => undefined);
  await user.click(stand);
  expect(detail.current?.id).toBe(instead[sold.id]?.id);
  expect(detail.walk.length, "and the way back is there").toBe(2);
});

test("the same shape in another colour asks for more like the piece in that colour", async () => {
  const one = bridge.all.find(({ stock }) => stock !== 0)!;
  await openProduct(hitOfLiked({ id: one.id, title: one.title, thumb: "x" }));
  await user.click(await screen.findByTestId("recolour"));
  const colours = await screen.findAllByTestId("recolour-colour");
  const names = colours.map(({ dataset }) => dataset["value"]?.toLowerCase());
  for (const own of one.colours) expect(names, "its own colours are none to choose").not.toContain(own.toLowerCase());
  const name = colours[0]!.dataset["value"]!;
  expect(colours[0]!.textContent, "with how many there are").toMatch(/\d$/);
  await user.click(colours[0]!);
  await expect.poll(() => bridge.asked("search").at(-1)).toMatchObject({ like: one.id, text: name });
  expect(query.like?.id).toBe(one.id);
});

test("what is hidden, put first or corrected can be undone at once, and later on Catalogue", async () => {
  await hidePiece("p0", "Shirt");
  expect(bridge.asked("set_piece").at(-1)).toEqual({ id: "p0", hidden: true });
  await user.click(await screen.findByTestId("toast-undo"));
  await expect.poll(() => pieces.list).toEqual([]);
  await putFirst("p1", "Coat", true);
  await correctPiece("p1", "colours", ["Rust", "Navy"]);
  await user.click(screen.getByTestId("nav-catalogue"));
  await loadPieces();
  const row = await screen.findByTestId("chosen-piece");
  expect(row.textContent).toContain("Rust, Navy");
  await user.click(within(row).getByTestId("chosen-undo"));
  await expect.poll(() => pieces.list).toEqual([]);
  expect(screen.queryByTestId("chosen-pieces")).toBeNull();
});
