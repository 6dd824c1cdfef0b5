import { render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import { products } from "../src/ipc/fake/fixtures";
import Facts from "../src/views/Facts.svelte";
import { freshWorld } from "./world";

test("what was read from the picture is told from the shop's word", () => {
  freshWorld();
  const { rerender } = render(Facts, { soldOut: false, product: { ...products[0]!, inferred: ["colours", "type"] } });
  const marked = screen.getAllByTestId("seen").map((mark) => mark.closest("dd")?.previousElementSibling?.textContent);
  expect(marked).toEqual(["Colour", "Type"]);
  return rerender({ soldOut: false, product: products[0]! }).then(() => expect(screen.queryByTestId("seen")).toBeNull());
});
