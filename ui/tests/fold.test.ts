// Folded designs: one card a design with its colours, the variants of an opened piece, and the wish for an occasion.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import type { Hit } from "../src/ipc/generated";
import { loadFacets } from "../src/actions/load-facets";
import { bySize } from "../src/state/sizes";
import { foldedOf } from "../src/views/hit-text";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});
const total = (): string | undefined => screen.getByTestId("result-count").dataset["total"];

describe("one per design", () => {
  test("is offered for a search, and folds colours behind one card", async () => {
    expect(screen.queryByTestId("fold"), "the collection itself is not folded").toBeNull();
    await user.type(screen.getByTestId("search-input"), "dress{Enter}");
    await expect.poll(total).toBe("4");
    await user.click(await screen.findByTestId("fold"));
    await expect.poll(total).toBe("1");
    expect(bridge.asked("search").at(-1)?.fold).toBe(true);
    await expect.poll(() => screen.getByTestId("card-folded").textContent?.trim()).toBe("+3 colours");
  });

  test("opens to its variants, between which one switches without going deeper", async () => {
    await user.type(screen.getByTestId("search-input"), "dress{Enter}");
    await user.click(await screen.findByTestId("fold"));
    await expect.poll(total).toBe("1");
    await user.click(screen.getByTestId("card"));
    const row = await screen.findByTestId("variants");
    expect(within(row).getAllByTestId("variant").map((one) => one.textContent?.trim())).toEqual(["Red", "Navy Blue", "White", "Olive"]);
    await user.click(within(row).getAllByTestId("variant")[2]!);
    await expect.poll(() => screen.getByTestId("detail-title").textContent).toBe("White Dress");
    const pressed = screen.getAllByTestId("variant").filter((one) => one.getAttribute("aria-pressed") === "true");
    expect(pressed.map((one) => one.dataset["productId"])).toEqual(["p2"]);
    expect(screen.queryByTestId("detail-back"), "there is nothing to go back to").toBeNull();
  });

  test("says colours only where the variants are colours", () => {
    const hit = (id: string, ...colours: string[]) => ({ id, colours, variants: [] as string[] }) as unknown as Hit;
    const main = { ...hit("a", "Red"), variants: ["b", "c"] };
    expect(foldedOf(hit("a", "Red"), [], 4)).toBeNull();
    expect(foldedOf(main, [], 4)).toEqual({ text: "+2", colours: [] });
    expect(foldedOf(main, [hit("b", "Blue"), hit("c", "White")], 4)).toEqual({ text: "+2 colours", colours: ["blue", "white"] });
    expect(foldedOf(main, [hit("b", "Blue"), hit("c", "red")], 4), "one is the same picture").toEqual({ text: "+2", colours: ["blue"] });
  });
});

describe("an occasion", () => {
  test("is preferred and leaves nothing out", async () => {
    await user.click(await screen.findByTestId("context"));
    await user.click(await screen.findByRole("button", { name: "Sport" }));
    await expect.poll(() => bridge.asked("search").at(-1)?.context).toBe("Sport");
    expect(total()).toBe("20");
    expect(screen.getByTestId("context").textContent).toContain("For: Sport");
    await user.click(screen.getByRole("button", { name: "Any day" }));
    await expect.poll(() => bridge.asked("search").at(-1)).not.toHaveProperty("context");
  });
});

test("sizes hang in their order", () => {
  const mixed = ["40", "M", "One size", "XS", "36,5", "XXL", "L", "8"].map((value) => ({ value }));
  expect(bySize(mixed).map(({ value }) => value)).toEqual(["XS", "M", "L", "XXL", "8", "36,5", "40", "One size"]);
});

describe("filters", () => {
  test("that are rarer come on request, and one in force is never out of sight", async () => {
    expect(screen.queryByTestId("filter-size")).toBeNull();
    await user.click(await screen.findByTestId("filter-more"));
    await user.click(screen.getByTestId("filter-size"));
    await user.click(await screen.findByRole("checkbox", { name: /^M/ }));
    await expect.poll(() => bridge.asked("search").at(-1)?.filters).toEqual(["size=M"]);
    await user.click(screen.getByTestId("filter-more"));
    expect(screen.getByTestId("filter-size")).toBeTruthy();
    expect(screen.queryByTestId("filter-occasion")).toBeNull();
  });

  test("on sizes of shoes and of clothes stand apart where a catalogue has both", async () => {
    const { facets: answer } = bridge.answers;
    const sizes = { clothes_size: [{ value: "38", count: 3 }, { value: "M", count: 2 }], shoe_size: [{ value: "39", count: 1 }, { value: "38", count: 4 }] };
    bridge.answers.facets = async (request, hear) => {
      const found = await answer(request, hear);
      return { ...found, fields: { ...found.fields, ...sizes } };
    };
    await loadFacets();
    await user.click(await screen.findByTestId("filter-more"));
    expect(screen.queryByTestId("filter-size")).toBeNull();
    expect(screen.getByTestId("filter-clothes_size").textContent).toContain("Clothing size");
    await user.click(screen.getByTestId("filter-shoe_size"));
    await user.click(await screen.findByRole("checkbox", { name: /^38/ }));
    await expect.poll(() => bridge.asked("search").at(-1)?.filters).toEqual(["shoe_size=38"]);
  });
});
