// The welcome: over an empty library and over the demo, until somebody has looked around.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError } from "../src/ipc/fake/bridge";
import { importing } from "../src/state/importing.svelte";
import { freshWorld, held } from "./world";

let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  user = userEvent.setup();
});
const shown = (): HTMLElement | null => screen.queryByTestId("welcome");

describe("the first start", () => {
  test("lays out the demo by itself, with the box and the pieces at hand and the welcome above them", async () => {
    const bridge = freshWorld({ empty: true, settings: {} });
    render(App);
    expect((await screen.findByTestId("welcome")).textContent).toContain("/home/you/.local/share/stylenova");
    await expect.poll(() => screen.queryAllByTestId("card").length).toBeGreaterThan(0);
    expect(screen.getByTestId("search-input")).toBeTruthy();
    expect(bridge.asked("import_demo"), "nobody had to ask for it").toHaveLength(1);
    await expect.poll(() => shown()?.querySelectorAll("img").length).toBeGreaterThan(2);
    expect(shown()?.textContent).toContain("A demo collection is laid out");
  });

  test("says that the demo is coming while it comes, and stops it for what the user brings", async () => {
    const gate = held<void>();
    const bridge = freshWorld({ empty: true, settings: {}, pause: () => gate.promise });
    bridge.chosenFile = "/shop/spring.csv";
    render(App);
    await expect.poll(() => shown()?.textContent).toContain("is being laid out");
    await user.click(screen.getByTestId("welcome-file"));
    await user.click(await screen.findByTestId("import-confirm"));
    gate.release();
    await expect.poll(() => bridge.asked("import")).toMatchObject([{ source: "/shop/spring.csv" }]);
    expect(bridge.asked("cancel").map(({ job }) => job), "the demo's job").toEqual(bridge.asked("import_demo").map(({ job }) => job));
    await expect.poll(() => importing.outcome?.kind).toBe("done");
  });
});

describe("the welcome", () => {
  test("goes for good when one looks around, and leads to the box", async () => {
    const bridge = freshWorld({ settings: {} });
    render(App);
    await user.click(await screen.findByTestId("welcome-look"));
    await expect.poll(shown).toBeNull();
    expect(bridge.asked("set_setting")).toContainEqual({ key: "welcomed", value: "true" });
    await expect.poll(() => document.activeElement).toBe(screen.getByTestId("search-input"));
  });

  test("makes way for a search and comes back after it", async () => {
    freshWorld({ settings: {} });
    render(App);
    await screen.findByTestId("welcome");
    await user.type(screen.getByTestId("search-input"), "red{Enter}");
    await expect.poll(shown).toBeNull();
    await user.clear(screen.getByTestId("search-input"));
    expect(await screen.findByTestId("welcome")).toBeTruthy();
  });

  test("asks about a catalogue that is chosen on it", async () => {
    const bridge = freshWorld({ settings: {} });
    bridge.chosenFile = "/shop/spring.csv";
    render(App);
    await user.click(await screen.findByTestId("welcome-file"));
    expect((await screen.findByTestId("import-sheet")).textContent).toContain("spring.csv");
  });

  test("offers the demo where it is at hand and did not come", async () => {
    const bridge = freshWorld({ empty: true, settings: {} });
    const { import_demo } = bridge.answers;
    bridge.answers.import_demo = () => Promise.reject(wireError("DiskFull", "the disk is full"));
    render(App);
    const demo = await screen.findByTestId("welcome-demo");
    bridge.answers.import_demo = import_demo;
    await expect.poll(() => (demo as HTMLButtonElement).disabled).toBe(false);
    await user.click(demo);
    await expect.poll(() => screen.queryAllByTestId("card").length).toBeGreaterThan(0);
  });

  test("is not over a shop's own catalogue", async () => {
    const bridge = freshWorld({ settings: {} });
    const { stats } = bridge.answers;
    bridge.answers.stats = async (request, onEvent) => ({ ...(await stats(request, onEvent)), demo: false, source: "/shop/spring.csv" });
    render(App);
    await screen.findAllByTestId("card");
    expect(shown()).toBeNull();
  });
});
