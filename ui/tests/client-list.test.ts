// Clients found by their files and put in order, pieces in their sizes, and who waited for what came.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import { createClient } from "../src/actions/edit-clients";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import type { Pinned } from "../src/ipc/generated";
import { clients } from "../src/state/clients.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
});

async function make(name: string): Promise<void> {
  clients.draft = name;
  await createClient();
}
const names = (): (string | undefined)[] => screen.getAllByTestId("client").map(({ dataset }) => dataset["name"]);

test("clients are found by a word of their files, and put in order", async () => {
  await make("Zoe");
  await make("Ada");
  await bridge.answers.set_entry({ profile: "Zoe", entry: { kind: "note", text: "lives in Lyon" } }, () => undefined);
  await user.click(screen.getByTestId("nav-clients"));
  await user.type(await screen.findByTestId("clients-find"), "lyon");
  await expect.poll(names).toEqual(["Zoe"]);
  await user.clear(screen.getByTestId("clients-find"));
  await user.selectOptions(screen.getByTestId("clients-sort"), "name");
  await expect.poll(names).toEqual(["Ada", "guest", "Zoe"]);
  expect(bridge.asked("list_clients").at(-1)).toEqual({ sort: "name" });
  await user.type(screen.getByTestId("clients-find"), "paris");
  expect(await screen.findByText("Nothing like that is written in any file.")).toBeTruthy();
});

test("the list tells what is due and near", async () => {
  await make("Ada");
  const [ada] = (await bridge.answers.profiles({}, () => undefined)).profiles;
  if (!ada) throw new Error("there is a client");
  const birthday = { day: "2026-12-01", days: 5, name: null };
  bridge.answers.list_clients = async () => ({
    profiles: [{ ...ada, last_seen: null, birthday, due: { count: 2, day: "2026-11-28" }, found: null }], guest: "guest", strategies: [],
  });
  await user.click(screen.getByTestId("nav-clients"));
  const line = await screen.findByTestId("client-file-line");
  expect(line.textContent).toContain("Birthday");
  expect(line.textContent).toContain("2 things to do");
});

test("an opened piece says whether it is here in the client’s size", async () => {
  bridge.answers.fit = async () => ({ fit: { kind: "here", sizes: ["38"] } });
  await user.click(screen.getAllByTestId("card")[0]!);
  expect((await screen.findByTestId("fit")).textContent).toBe("Here in 38 for Guest");
});

test("the catalogue tells who waited for what came, each piece once", async () => {
  const piece: Pinned = { id: "p1", title: "Camel coat", note: "", at: 1, price: 90, currency: "EUR", in_stock: true, thumb: null, gone: false, instead: null };
  bridge.answers.arrivals = async () => ({
    since: Date.UTC(2026, 10, 26),
    new: 1,
    changed: 2,
    clients: [{ profile: "guest", wanted: [{ piece, want: { kind: "back" } }, { piece, want: { kind: "cheaper", before: 120 } }] }],
  });
  await user.click(screen.getByTestId("nav-catalogue"));
  const awaited = await screen.findByTestId("awaited");
  expect(awaited.textContent).toContain("Camel coat");
  expect(awaited.textContent).toContain("here again");
  expect(awaited.textContent).toContain("before €120");
});
