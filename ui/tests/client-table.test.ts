// Clients from a table on the Clients screen: looked at first, asked about where unclear, brought in after a yes.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { clientsCame as cameText } from "../src/views/client-table-text";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { clientsCame } from "../src/ipc/fake/orders";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
});

async function openTable(): Promise<void> {
  await user.click(screen.getByTestId("nav-clients"));
  bridge.chosenFile = "/shop/clients.csv";
  await user.click(await screen.findByTestId("clients-table"));
}

test("a table is looked at, asked about, and its clients come in after a yes", async () => {
  bridge.answers.import_clients = async ({ dates, people }) => ({
    ...clientsCame,
    unclear_date: dates === undefined ? "03/04/1990" : null,
    unclear_people: people === undefined ? [{ person: "ada@y.org", client: "Ada", lines: 1 }] : [],
  });
  await openTable();
  const take = await screen.findByTestId("clients-take");
  const dates = await screen.findByTestId("clients-dates");
  expect(bridge.asked("import_clients")).toEqual([{ file: "/shop/clients.csv", dry_run: true }]);
  expect(take, "nobody said yet how its dates are read").toHaveProperty("disabled", true);
  expect(screen.getByTestId("clients-why").textContent).toContain("First say above");
  await user.selectOptions(screen.getByTestId("clients-person"), "Ada (ada@y.org)");
  await user.selectOptions(dates, "day");
  expect(take).toHaveProperty("disabled", false);
  expect(screen.queryByTestId("clients-why")).toBeNull();
  expect(dates.closest("label")?.textContent, "the question keeps its example").toContain("03/04/1990");
  expect(screen.getByTestId("clients-person"), "an answer stays in sight").toHaveProperty("value", "Ada (ada@y.org)");
  await user.click(take);
  expect((await screen.findByTestId("clients-came")).textContent).toContain("2 new clients");
  const said = bridge.asked("import_clients").at(-1);
  expect(said).toMatchObject({ file: "/shop/clients.csv", dates: "day", people: { "ada@y.org": "Ada (ada@y.org)" } });
  expect(said).not.toHaveProperty("dry_run");
});

test("a column is read as it is said, and the table left", async () => {
  await openTable();
  const columns = await screen.findAllByTestId("clients-column");
  await user.selectOptions(columns[2] as HTMLSelectElement, "note");
  expect(bridge.asked("import_clients").at(-1)).toMatchObject({ map: ["note=Spent"], dry_run: true });
  await user.selectOptions(columns[2] as HTMLSelectElement, "");
  expect(bridge.asked("import_clients").at(-1)).toMatchObject({ map: ["=Spent"], dry_run: true });
  await user.click(screen.getByTestId("clients-leave"));
  expect(screen.queryByTestId("clients-plan")).toBeNull();
});

test("a table that cannot be read says why in place", async () => {
  bridge.answers.import_clients = () => Promise.reject(wireError("InvalidInput", "nothing in it names anybody", "Name a column."));
  await openTable();
  expect((await screen.findByTestId("error")).textContent).toContain("othing in it names anybody");
  expect(screen.getByTestId("clients-take")).toHaveProperty("disabled", true);
});

test("what of a table could not be used is told after it came in as well", () => {
  expect(cameText({ ...clientsCame, quarantined: 2 })).toContain("2 rows or cells cannot be used.");
});
