// The window in a client's hands: what is there and what is not, the PIN, and the greeting once nobody is there.
import { fireEvent, render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { clients } from "../src/state/clients.svelte";
import { idleAfter, kiosk } from "../src/state/kiosk.svelte";
import { query } from "../src/state/query.svelte";
import { settings } from "../src/state/settings.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
});

async function hand(pin = "2580"): Promise<void> {
  await user.click(screen.getByTestId("nav-clients"));
  await user.click(await screen.findByTestId("client-hand"));
  await user.type(screen.getByTestId("pin-typed"), pin);
  await user.type(screen.getByTestId("pin-again"), pin);
  await user.click(screen.getByTestId("pin-yes"));
  await screen.findByTestId("kiosk-greeting");
}

test("the greeting shows the shop: its logo, its name where that cannot be shown, and the program's letter without either", async () => {
  await hand();
  const greeting = screen.getByTestId("kiosk-greeting");
  expect(greeting.textContent).toContain("N");
  settings.values = { shop: "Maison Aurore", logo: "0123.png" };
  const logo = await screen.findByTestId("greeting-logo");
  expect(logo.getAttribute("src")).toContain("logo/0123.png");
  await fireEvent.error(logo);
  expect((await screen.findByTestId("greeting-shop")).textContent).toBe("Maison Aurore");
  expect(screen.queryByTestId("greeting-logo")).toBeNull();
});

async function giveBack(pin: string): Promise<void> {
  await user.click(screen.getByTestId("nav-back"));
  await user.type(screen.getByTestId("pin-typed"), `${pin}{Enter}`);
}

describe("the window in a client's hands", () => {
  test("is handed over with a PIN typed twice, and shows the client's own places alone", async () => {
    await user.click(screen.getByTestId("nav-clients"));
    await user.click(await screen.findByTestId("client-hand"));
    await user.type(screen.getByTestId("pin-typed"), "2580");
    await user.type(screen.getByTestId("pin-again"), "2581");
    expect(screen.getByTestId("pin-said").textContent).toBe("The two PINs are not the same.");
    expect((screen.getByTestId("pin-yes") as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByTestId("pin-again"), "{Backspace}0");
    await user.click(screen.getByTestId("pin-yes"));
    await user.click(await screen.findByTestId("kiosk-greeting"));
    const places = screen.getAllByRole("button").flatMap(({ dataset }) => (dataset["testid"]?.startsWith("nav-") ? [dataset["testid"]] : []));
    expect(places).toEqual(["nav-discover", "nav-search", "nav-boards", "nav-quiz", "nav-back"]);
    expect(screen.queryByTestId("choose-photo"), "files are the stylist's").toBeNull();
    expect((screen.getByTestId("client-head") as HTMLButtonElement).disabled, "nobody else can be chosen").toBe(true);
  });

  test("has no keys that lead out, and takes no dropped file", async () => {
    await hand();
    await user.click(screen.getByTestId("kiosk-greeting"));
    for (const keys of ["{Control>}k{/Control}", "?", "{Control>},{/Control}", "{Control>}4{/Control}", "{F11}", "{Control>}p{/Control}", "{Escape}"]) {
      await user.keyboard(keys);
      expect(screen.queryByRole("dialog"), keys).toBeNull();
      expect(["discover", "search", "boards", "quiz"], keys).toContain(shell.place);
    }
    bridge.drag({ phase: "drop", paths: ["/home/shop/letter.jpg"] });
    expect(query.photos).toEqual([]);
    expect(kiosk.active).toBe(true);
  });

  test("comes back with the PIN alone, and a line tells what was done", async () => {
    await hand();
    await user.click(screen.getByTestId("kiosk-greeting"));
    await giveBack("1111");
    await expect.poll(() => screen.getByTestId("pin-said").textContent).toBe("That is not the PIN.");
    expect((screen.getByTestId("pin-typed") as HTMLInputElement).value, "it is typed anew").toBe("");
    await user.type(screen.getByTestId("pin-typed"), "2580{Enter}");
    expect((await screen.findByTestId("kiosk-visit")).textContent).toContain("6 cards swiped · 4 liked · 1 kept");
    expect(screen.getByTestId("nav-settings"), "all places are there again").toBeTruthy();
    await user.click(screen.getByTestId("kiosk-visit-dismiss"));
    expect(screen.queryByTestId("kiosk-visit")).toBeNull();
  });

  test("tells how long wrong PINs have to wait", async () => {
    await hand();
    await user.click(screen.getByTestId("kiosk-greeting"));
    await user.click(screen.getByTestId("nav-back"));
    for (const pin of ["1111", "2222", "3333"]) {
      await user.type(screen.getByTestId("pin-typed"), `${pin}{Enter}`);
      await expect.poll(() => (screen.getByTestId("pin-typed") as HTMLInputElement).value).toBe("");
    }
    expect(screen.getByTestId("pin-said").textContent).toBe("That is not the PIN. Too many wrong PINs. The next one counts in 5 seconds.");
  });

  test("greets and forgets what was asked once nobody has touched it for two minutes", async () => {
    await hand();
    await user.click(screen.getByTestId("kiosk-greeting"));
    await user.click(screen.getByTestId("nav-search"));
    await user.type(screen.getByTestId("search-input"), "red");
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      window.dispatchEvent(new Event("pointermove"));
      vi.advanceTimersByTime(idleAfter - 1);
      expect(kiosk.asleep).toBe(false);
      vi.advanceTimersByTime(1);
      expect(kiosk.asleep).toBe(true);
    } finally {
      vi.useRealTimers();
    }
    expect(query.words).toBe("");
    expect((await screen.findByTestId("kiosk-greeting")).textContent).toContain("Welcome");
  });

  test("asks for no PIN to be handed over again, and lets it be changed", async () => {
    await hand();
    await user.click(screen.getByTestId("kiosk-greeting"));
    await giveBack("2580");
    await screen.findByTestId("kiosk-visit");
    await user.click(await screen.findByTestId("client-hand"));
    expect(screen.queryByTestId("pin-typed")).toBeNull();
    await user.click(screen.getByTestId("pin-change"));
    await user.type(screen.getByTestId("pin-current"), "2580");
    await user.type(screen.getByTestId("pin-typed"), "9999");
    await user.type(screen.getByTestId("pin-again"), "9999");
    await user.click(screen.getByTestId("pin-yes"));
    await expect.poll(() => screen.queryByTestId("pin")).toBeNull();
    expect(shell.told?.text).toBe("The PIN is changed.");
  });

  test("is still handed over after a restart", async () => {
    await bridge.rpc("start_kiosk", { profile: "guest", pin: "2580" }, () => undefined);
    expect(clients.current).toBe("guest");
    document.body.innerHTML = "";
    render(App);
    expect(await screen.findByTestId("nav-back")).toBeTruthy();
    expect(bridge.calls.filter(({ name }) => name === "stats").length, "nothing of the shop is asked for by it").toBe(1);
  });
});
