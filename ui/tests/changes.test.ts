// What other devices do is taken up: a swipe elsewhere moves the deck here, and what concerns somebody else changes nothing.
import { render, screen } from "@testing-library/svelte";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { concerned, hearChanges } from "../src/actions/changes";
import { go } from "../src/actions/go";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { FakeServer } from "../src/ipc/fake/server";
import { boards } from "../src/state/boards.svelte";
import { deck } from "../src/state/deck.svelte";
import { device } from "../src/state/device.svelte";
import { settings } from "../src/state/settings.svelte";
import { freshWorld } from "./world";

const server = new FakeServer("stylist");
let bridge: FakeBridge;
beforeEach(async () => {
  bridge = freshWorld({ server });
  device.session = server.signedIn;
  render(App);
  await screen.findAllByTestId("card");
  hearChanges();
});

test("a swipe on another device moves the deck that is in sight", async () => {
  await go("discover");
  const [top] = deck.cards;
  await bridge.answers.swipe({ product_id: top!.id, verdict: "like", swipe_id: "elsewhere", profile: "guest" }, () => undefined);
  server.tell("swipe", "guest");
  await expect.poll(() => deck.top?.id).not.toBe(top?.id);
  expect(deck.cards).toHaveLength(3);
});

test("a favourite that was kept elsewhere is here as well", async () => {
  await bridge.answers.set_favourite({ product_id: "p1", favourite: true }, () => undefined);
  server.tell("set_favourite", "guest");
  await expect.poll(() => boards.favourites.map(({ id }) => id)).toEqual(["p1"]);
});

test("what the shop is called is heard of", async () => {
  await bridge.answers.set_setting({ key: "shop", value: "Maison Aurore" }, () => undefined);
  server.tell("set_setting", null);
  await expect.poll(() => settings.get("shop")).toBe("Maison Aurore");
});

test("what this device did itself, and what was done with somebody else, brings nothing", () => {
  expect(concerned({ command: "swipe", profile: "guest", device: "d1" })).toEqual([]);
  expect(concerned({ command: "swipe", profile: "Noor", device: "d2" })).toEqual([]);
  expect(concerned({ command: "start_kiosk", profile: "guest", device: "d2" })).toEqual([]);
  expect(concerned({ command: "create_profile", profile: "Noor", device: "d2" }), "who is a client concerns all").toEqual(["clients"]);
  expect(concerned({ command: "set_entry", profile: "guest", device: "d2" })).toEqual(["file", "deck", "clients"]);
  expect(concerned({ command: "something_new", profile: "guest", device: "d2" })).toContain("deck");
});
