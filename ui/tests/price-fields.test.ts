import { fireEvent, render, screen } from "@testing-library/svelte";
import { expect, test } from "vitest";
import PriceFields from "../src/components/PriceFields.svelte";
import { settings } from "../src/state/settings.svelte";
import { priceRange } from "../src/views/searched-text";
import { freshWorld } from "./world";

test("bounds that are given the wrong way round are turned", async () => {
  const heard: unknown[] = [];
  render(PriceFields, { min: 50, max: null, lowest: "1", highest: "99", texts: { min: "From", max: "To" }, onchange: (range) => heard.push(range) });
  await fireEvent.change(screen.getByTestId("price-max"), { target: { value: "40" } });
  expect(heard).toEqual([{ min: 40, max: 50 }]);
});

test("bounds are told in the shop's currency", () => {
  freshWorld();
  expect(priceRange({ min: 40, max: 50 })).not.toContain("€");
  settings.values = { currency: "EUR" };
  expect(priceRange({ min: 40, max: 50 })).toContain("€40");
});
