// The page in a browser: connecting the device and being signed out, what each role sees, the shop's devices.
import { screen, waitFor, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { FakeBridge, wireError } from "../src/ipc/fake/bridge";
import { FakeServer } from "../src/ipc/fake/server";
import type { Role } from "../src/ipc/server";
import { boards } from "../src/state/boards.svelte";
import { clients } from "../src/state/clients.svelte";
import { device } from "../src/state/device.svelte";
import { importing } from "../src/state/importing.svelte";
import { query } from "../src/state/query.svelte";
import { shell } from "../src/state/shell.svelte";
import { showPage } from "../src/web";

let server: FakeServer;
let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
let target: HTMLElement;

async function open(role: Role | null, profile: string | null = null, prepare?: (bridge: FakeBridge) => Promise<unknown>): Promise<void> {
  server = new FakeServer(role, profile);
  bridge = new FakeBridge({ settings: { welcomed: "true" }, server });
  await prepare?.(bridge);
  await showPage(bridge, target);
}
const places = (): string[] => screen.getAllByRole("button").flatMap(({ dataset }) => (dataset["testid"]?.startsWith("nav-") ? [dataset["testid"].slice(4)] : []));
const client = (name: string) => (of: FakeBridge) => of.answers.create_profile({ name }, () => undefined);

beforeEach(() => {
  user = userEvent.setup();
  target = document.createElement("div");
  document.body.append(target);
});
afterEach(async () => {
  // The page that is there puts itself away.
  server.end("left");
  await waitFor(() => expect(screen.queryByTestId("pairing")).toBeTruthy());
  target.remove();
  history.replaceState(null, "", "/");
});

describe("a device that is not connected", () => {
  test("asks for a code, says why one does not count, and shows everything once one does", async () => {
    await open(null);
    expect(screen.queryByTestId("pair-ended"), "nobody is told that they were never signed in").toBeNull();
    expect((screen.getByTestId("pair-yes") as HTMLButtonElement).disabled).toBe(true);
    await user.type(screen.getByTestId("pair-code"), "wrong");
    expect((screen.getByTestId("pair-code") as HTMLInputElement).value, "the focus stays where one types").toBe("wrong");
    await user.clear(screen.getByTestId("pair-name"));
    await user.type(screen.getByTestId("pair-name"), "Till");
    await user.click(screen.getByTestId("pair-yes"));
    expect((await screen.findByTestId("error")).textContent).toContain("This code does not count");
    await user.clear(screen.getByTestId("pair-code"));
    await user.type(screen.getByTestId("pair-code"), "k7mp 42xq{Enter}");
    expect(await screen.findAllByTestId("card")).not.toHaveLength(0);
    expect(screen.queryByTestId("pairing")).toBeNull();
    expect(device.session?.device.name).toBe("Till");
  });

  test("that may be connected all along is asked for a code only once the server can be reached", async () => {
    server = new FakeServer("stylist");
    const { session } = server;
    server.session = () => Promise.reject(wireError("Unreachable" as never));
    bridge = new FakeBridge({ settings: { welcomed: "true" }, server });
    await showPage(bridge, target);
    const error = await screen.findByTestId("error");
    expect(error.textContent).toContain("StyleNova cannot be reached");
    server.session = session;
    await user.click(within(error).getByRole("button"));
    expect(await screen.findAllByTestId("card")).not.toHaveLength(0);
  });

  test("takes the code out of the address, which keeps none", async () => {
    history.replaceState(null, "", "/#pair=K7MP-42XQ");
    await open(null);
    expect((screen.getByTestId("pair-code") as HTMLInputElement).value).toBe("K7MP-42XQ");
    expect(location.hash).toBe("");
    expect(document.activeElement, "it wants only a yes").toBe(screen.getByTestId("pair-yes"));
  });

  test("is connected anew by a code that is scanned, whatever it was", async () => {
    history.replaceState(null, "", "/#pair=K7MP-42XQ");
    await open("floor");
    expect(screen.getByTestId("pairing")).toBeTruthy();
  });

  test("can be used by everybody", async () => {
    await open(null);
    const { violations } = await axe.run(screen.getByTestId("pairing"), { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});

test.each([["revoked", "was taken off"], ["over", "is signed out"]] as const)("a device whose access is %s says so, and holds nothing of anybody any more", async (why, said) => {
  await open("stylist");
  await screen.findAllByTestId("card");
  await user.type(screen.getByTestId("search-input"), "red");
  const before = boards;
  server.end(why);
  expect((await screen.findByTestId("pair-ended")).textContent).toContain(said);
  expect(screen.queryByTestId("card")).toBeNull();
  expect([query.words, boards === before]).toEqual(["", false]);
});

test("a device signs out in Settings, after a yes", async () => {
  await open("stylist");
  await user.click(await screen.findByTestId("nav-settings"));
  expect((await screen.findByTestId("device-name")).textContent).toBe("Tablet Stylist");
  await user.click(screen.getByTestId("sign-out"));
  expect(server.signedIn).not.toBeNull();
  await user.click(await screen.findByTestId("question-yes"));
  expect(await screen.findByTestId("pairing")).toBeTruthy();
  expect(screen.queryByTestId("pair-ended"), "whoever leaves knows it").toBeNull();
});

describe("a device of the shop floor", () => {
  test("has the search and the look of the page, and asks for nothing of the clients", async () => {
    await open("floor");
    await user.click((await screen.findAllByTestId("card"))[0]!);
    expect(await screen.findByTestId("look")).toBeTruthy();
    expect(places()).toEqual(["search", "settings"]);
    for (const testid of ["detail-keep", "detail-boards", "look-keep", "save-search", "fit"]) expect(screen.queryByTestId(testid), testid).toBeNull();
    await user.click(screen.getByTestId("nav-settings"));
    for (const testid of ["shop-name", "backup", "models", "check-library", "devices"]) expect(screen.queryByTestId(testid), testid).toBeNull();
    expect(screen.getByTestId("theme-dark")).toBeTruthy();
    const allowed = ["search", "similar", "product", "instead", "complete", "facets", "settings", "map", "quiz_options"];
    // Where one was is kept by the bridge itself.
    const asked = bridge.calls.filter(({ request }) => (request as { key?: string }).key !== "last").map(({ name }) => name);
    expect(asked.filter((name) => !allowed.includes(name))).toEqual([]);
    expect(bridge.asked("complete").every((request) => !("profile" in request))).toBe(true);
  });

  test("has no keys to other places, and takes no catalogue", async () => {
    await open("floor");
    await screen.findAllByTestId("card");
    for (const keys of ["{Control>}1{/Control}", "{Control>}4{/Control}", "{Control>}7{/Control}"]) {
      await user.keyboard(keys);
      expect(shell.place, keys).toBe("search");
    }
    bridge.drag({ phase: "drop", paths: ["upload:k/all.csv"] });
    expect((await screen.findByTestId("error")).textContent).toContain("Not for this device");
    expect(importing.plan).toBeNull();
  });
});

test("a device for one client is theirs from the greeting on, with no way to give it back", async () => {
  await open("kiosk", "Noor", client("Noor"));
  expect((await screen.findByTestId("kiosk-greeting")).textContent).toContain("Hello, Noor");
  await user.click(screen.getByTestId("kiosk-greeting"));
  expect(places()).toEqual(["discover", "search", "boards", "quiz"]);
  await expect.poll(() => bridge.asked("next_cards").at(-1)?.profile).toBe("Noor");
  expect(bridge.calls.filter(({ name }) => name === "kiosk")).toEqual([]);
});

test("a device for one client is theirs also where the settings come late", async () => {
  await open("kiosk", "Noor", async (of) => {
    await client("Noor")(of);
    const { settings } = of.answers;
    of.answers.settings = async (request, onEvent) => {
      await new Promise((done) => setTimeout(done, 700));
      return settings(request, onEvent);
    };
  });
  await screen.findByTestId("kiosk-greeting");
  await expect.poll(() => bridge.asked("next_cards").length).toBeGreaterThan(0);
  expect([...new Set(bridge.asked("next_cards").map(({ profile }) => profile))]).toEqual(["Noor"]);
  expect(clients.current).toBe("Noor");
});

test("a stylist has the clients and the catalogue, and neither imports, nor settings of the shop, nor devices", async () => {
  await open("stylist");
  await user.click(await screen.findByTestId("nav-catalogue"));
  expect(await screen.findByTestId("library-facts")).toBeTruthy();
  for (const testid of ["import-file", "import-folder"]) expect(screen.queryByTestId(testid), testid).toBeNull();
  await user.click(screen.getByTestId("nav-settings"));
  for (const testid of ["shop-name", "backup", "models", "devices"]) expect(screen.queryByTestId(testid), testid).toBeNull();
  expect(bridge.calls.filter(({ name }) => ["models", "learning", "newer_version"].includes(name))).toEqual([]);
});

describe("the owner's device", () => {
  beforeEach(async () => {
    await open("owner", null, client("Noor"));
    await user.click(await screen.findByTestId("nav-settings"));
    await screen.findAllByTestId("device");
  });

  test("lists all devices and takes one off, after a yes", async () => {
    const [own, other] = screen.getAllByTestId("device");
    expect(within(own!).queryByTestId("device-remove"), "this one signs out").toBeNull();
    expect(other?.textContent).toContain("Shop floor");
    await user.click(within(other!).getByTestId("device-remove"));
    await user.click(await screen.findByTestId("question-yes"));
    await waitFor(() => expect(screen.getAllByTestId("device")).toHaveLength(2));
  });

  test("adds one by a code that can be scanned, typed and compared, and that is told to run out", async () => {
    await user.click(screen.getByTestId("device-add"));
    await user.click(await screen.findByTestId("role-kiosk"));
    expect((screen.getByTestId("make-code") as HTMLButtonElement).disabled, "a client's device is somebody's").toBe(true);
    await user.selectOptions(screen.getByTestId("device-client"), "Noor");
    await user.click(screen.getByTestId("make-code"));
    expect((await screen.findByTestId("code-letters")).textContent).toBe("K7MP-42XQ");
    expect(server.made).toEqual([["kiosk", "Noor"]]);
    expect(screen.getByTestId("code-qr").getAttribute("src")).toMatch(/^data:image\/svg\+xml,%3Csvg/);
    expect(screen.getByTestId("code-address").textContent, "the code is for whoever scans").toBe("https://192.168.1.20:8750/");
    expect(screen.getByTestId("code-fingerprint").textContent).toMatch(/^9F2C41/);
    expect(screen.getByTestId("code-left").textContent).toBe("Counts for 10 minutes more");
    const { violations } = await axe.run(screen.getByTestId("add-device"), { rules: { "color-contrast": { enabled: false } } });
    expect(violations.map(({ id }) => id)).toEqual([]);
  });

  test("chooses no folder of another machine", async () => {
    await user.click(screen.getByTestId("nav-catalogue"));
    expect(await screen.findByTestId("import-file")).toBeTruthy();
    expect(screen.queryByTestId("import-folder")).toBeNull();
  });
});
