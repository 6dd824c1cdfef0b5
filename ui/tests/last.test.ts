// Where one was when the window was closed: taken up, kept, and never in the way of a start.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { clients } from "../src/state/clients.svelte";
import { lastKey, readLast } from "../src/state/last.svelte";
import { query } from "../src/state/query.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld, held } from "./world";

let bridge: FakeBridge;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"], shouldAdvanceTime: true });
  bridge = freshWorld();
});
afterEach(() => {
  vi.useRealTimers();
});

async function startWith(value: unknown): Promise<void> {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  await bridge.answers.set_setting({ key: lastKey, value: text }, () => undefined);
  render(App);
  await expect.poll(() => screen.getByTestId("results").dataset["busy"]).toBeUndefined();
  await screen.findAllByTestId("card");
}
const searchedFor = () => bridge.asked("search").at(-1);

describe("a start", () => {
  test("takes up place, client and search", async () => {
    await bridge.answers.create_profile({ name: "Amélie" }, () => undefined);
    await bridge.answers.set_setting({ key: "client", value: "Amélie" }, () => undefined);
    const request = { text: "red", image: "/pictures/4.jpg", mix: 0.7, filters: ["colour=Red"], sort: "title", context: "Work" };
    await startWith({ place: "taste", request });
    expect([shell.place, clients.current]).toEqual(["taste", "Amélie"]);
    expect(bridge.asked("search"), "the first search is already the last one").toHaveLength(1);
    expect(searchedFor()).toMatchObject(request);
    expect(screen.getByTestId<HTMLInputElement>("search-input").value).toBe("red");
    // The place has what it shows.
    await expect.poll(() => bridge.asked("taste").at(-1)?.profile).toBe("Amélie");
  });

  test("with a client who is gone is the guest's", async () => {
    await bridge.answers.set_setting({ key: "client", value: "Nobody" }, () => undefined);
    await startWith({ place: "discover", request: {} });
    await expect.poll(() => clients.current).toBe("guest");
    await expect.poll(() => bridge.asked("next_cards").at(-1)?.profile).toBe("guest");
    expect(shell.place).toBe("discover");
  });

  test("with a photo and a piece that are gone searches for the rest, and says so", async () => {
    bridge.photoPreview = () => Promise.reject(wireError("PhotoUnreadable"));
    await startWith({ place: "search", request: { text: "red", image: "/gone.jpg", like: "p99" } });
    expect(searchedFor()).toMatchObject({ text: "red" });
    expect(searchedFor()).not.toHaveProperty("image");
    expect(searchedFor()).not.toHaveProperty("like");
    expect(shell.notice?.code).toBe("NotFound");
  });

  test("with values that the catalogue does not have leaves them out", async () => {
    await startWith({ place: "search", request: { filters: ["colour=Chartreuse,red", "type=Kimono", "fabric=silk", "price>=x"] } });
    expect(searchedFor()?.filters).toEqual(["colour=red"]);
    expect(query.chosen).toEqual({ colour: ["red"] });
  });

  test.each<[string, unknown]>([
    ["no value at all", ""], ["broken text", "{\"place\":"], ["another kind of value", [1, 2]], ["nulls", { place: null, request: null }],
    ["an unknown place", { place: "cellar", request: { sort: "random", mix: 40, text: 12 } }],
  ])("with %s begins with the collection", async (_, value) => {
    await startWith(value);
    expect(shell.place).toBe("search");
    expect(searchedFor()).toEqual({ filters: [], sort: "relevance", offset: 0, limit: 40 });
    expect(shell.notice).toBeNull();
  });

  test("whose settings cannot be read begins with the collection, and takes nothing away from them", async () => {
    bridge.answers.settings = () => Promise.reject(wireError("Internal"));
    await startWith({ place: "taste", request: {} });
    expect(shell.place).toBe("search");
    await vi.advanceTimersByTimeAsync(900);
    expect(bridge.asked("set_setting")).toEqual([]);
  });

  test("is never overtaken by what was there last", async () => {
    const { settings } = bridge.answers;
    const late = held<void>();
    bridge.answers.settings = async (request, onEvent) => {
      await late.promise;
      return settings(request, onEvent);
    };
    await bridge.answers.set_setting({ key: lastKey, value: JSON.stringify({ place: "taste", request: { text: "old" } }) }, () => undefined);
    render(App);
    await userEvent.setup().type(screen.getByTestId("search-input"), "new");
    late.release();
    await expect.poll(() => searchedFor()?.text).toBe("new");
    expect(shell.place).toBe("search");
  });
});

test("where one goes is written down once one has stayed", async () => {
  const user = userEvent.setup();
  await startWith("");
  await user.type(screen.getByTestId("search-input"), "red");
  await user.click(screen.getByTestId("nav-boards"));
  const kept = () => readLast(bridge.asked("set_setting").at(-1)?.value ?? "");
  await expect.poll(kept).toEqual({ place: "boards", request: { text: "red", filters: [], sort: "relevance" } });
  expect(bridge.asked("set_setting").length, "and not with every letter").toBeLessThan(5);
});

test("a quiz is not taken up in the middle", () => {
  expect(readLast(JSON.stringify({ place: "quiz", request: {} }))?.place).toBe("discover");
});
