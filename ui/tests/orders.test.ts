// Orders and looks on the Catalogue screen: looked at first, asked about where unclear, brought in after a yes.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
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

async function openOrders(): Promise<void> {
  await user.click(screen.getByTestId("nav-catalogue"));
  bridge.chosenFile = "/shop/orders.csv";
  await user.click(await screen.findByTestId("import-orders"));
}

test("a file of orders is looked at, asked about, and comes in after a yes", async () => {
  await openOrders();
  const take = await screen.findByTestId("orders-take");
  const dates = await screen.findByTestId("orders-dates");
  expect(bridge.asked("import_orders")).toEqual([{ file: "/shop/orders.csv", dry_run: true }]);
  expect(take, "nobody said yet how its dates are read").toHaveProperty("disabled", true);
  expect(screen.getByTestId("orders-plan").textContent).toContain("31");
  await user.selectOptions(screen.getByTestId("orders-person"), "guest");
  await user.selectOptions(dates, "month");
  expect(take).toHaveProperty("disabled", false);
  expect(screen.getByTestId("orders-person"), "an answer stays in sight").toHaveProperty("value", "guest");
  await user.click(take);
  expect((await screen.findByTestId("orders-came")).textContent).toContain("12");
  const said = bridge.asked("import_orders").at(-1);
  expect(said).toMatchObject({ file: "/shop/orders.csv", dates: "month", people: { "ada@x.org": "guest" } });
  expect(said).not.toHaveProperty("dry_run");
});

test("a column can be named, and the file left", async () => {
  await openOrders();
  const columns = await screen.findAllByTestId("orders-column");
  await user.selectOptions(columns[2] as HTMLSelectElement, "Who");
  expect(bridge.asked("import_orders").at(-1)).toMatchObject({ map: ["size=Who"], dry_run: true });
  await user.click(screen.getByTestId("orders-leave"));
  expect(screen.queryByTestId("orders-plan")).toBeNull();
});

test("a file that cannot be read says why in place", async () => {
  bridge.answers.import_orders = () => Promise.reject(wireError("InvalidInput", "it has no column of products", "Name it."));
  await openOrders();
  const part = screen.getByTestId("orders-and-looks");
  expect((await within(part).findByTestId("error")).textContent).toContain("no column of products");
  expect(screen.getByTestId("orders-take")).toHaveProperty("disabled", true);
});

test("looks come in and tell what they taught", async () => {
  await user.click(screen.getByTestId("nav-catalogue"));
  bridge.chosenFile = "/shop/looks.csv";
  await user.click(await screen.findByTestId("import-looks"));
  const came = await screen.findByTestId("orders-came");
  expect(bridge.asked("import_looks")[0]).toMatchObject({ file: "/shop/looks.csv" });
  expect(came.textContent).toContain("80");
});

test("the way of dealing is chosen, and compared with another", async () => {
  await user.click(screen.getByTestId("nav-insights"));
  await user.selectOptions(await screen.findByTestId("way"), "seed");
  expect(bridge.asked("set_strategy")).toEqual([{ profile: clients.current, strategy: "seed" }]);
  await user.selectOptions(screen.getByTestId("way-against"), "linucb");
  expect(bridge.asked("set_strategy").at(-1)).toMatchObject({ against: "linucb" });
});
