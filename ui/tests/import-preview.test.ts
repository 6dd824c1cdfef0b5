import { render, screen, within } from "@testing-library/svelte";
import { expect, test } from "vitest";
import ImportPreview from "../src/components/ImportPreview.svelte";
import { products } from "../src/ipc/fake/fixtures";
import { previewOf } from "../src/ipc/fake/preview";

test("columns with nothing in them stand apart, and can be named all the same", () => {
  const preview = previewOf(products, products.length);
  preview.columns.push({ header: "customTextField1", field: null, samples: [] });
  render(ImportPreview, { preview, onmap: () => undefined, onforget: () => undefined });
  const [filled, empty] = screen.getAllByRole("region", { hidden: true });
  expect(within(filled!).queryByTestId("column-customTextField1")).toBeNull();
  expect(within(filled!).getByTestId("column-Lagerplatz")).toBeTruthy();
  expect(within(empty!).getByTestId("column-customTextField1")).toBeTruthy();
});
