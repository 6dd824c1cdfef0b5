// Backup and restore: where the user says, after a yes, and with an account of what it came to.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test } from "vitest";
import App from "../src/App.svelte";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { chosen } from "../src/state/chosen.svelte";
import { clients } from "../src/state/clients.svelte";
import { importing } from "../src/state/importing.svelte";
import { query } from "../src/state/query.svelte";
import { recent } from "../src/state/recent.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await screen.findAllByTestId("card");
  await user.click(screen.getByTestId("nav-settings"));
});

test("a backup is written where the user says, and told", async () => {
  await user.click(screen.getByTestId("backup-make"));
  expect(bridge.asked("backup"), "the dialog was closed").toHaveLength(0);
  bridge.chosenSave = "/keep/stylenova.zip";
  await user.click(screen.getByTestId("backup-make"));
  const outcome = await screen.findByTestId("backup-outcome");
  expect(bridge.asked("backup")).toEqual([{ file: "/keep/stylenova.zip" }]);
  expect(outcome.textContent).toContain("/keep/stylenova.zip");
  expect(outcome.textContent).toContain("4.2 MB");
});

test("a backup that cannot be written says why in place", async () => {
  bridge.chosenSave = "/keep/stylenova.zip";
  bridge.answers.backup = () => Promise.reject(wireError("DiskFull", "the disk is full", "Make room."));
  await user.click(screen.getByTestId("backup-make"));
  expect((await within(screen.getByTestId("backup")).findByTestId("error")).textContent).toContain("Make room.");
});

test("a restore asks first; then everything is of the backup, and what was here is named", async () => {
  bridge.chosenBackup = "/keep/stylenova.zip";
  await user.click(screen.getByTestId("backup-restore"));
  await user.click(await screen.findByTestId("question-no"));
  expect(bridge.asked("restore")).toHaveLength(0);
  const { restore } = bridge.answers;
  bridge.answers.restore = async (request, onEvent) => {
    await bridge.answers.create_profile({ name: "Noor" }, onEvent);
    await bridge.answers.set_setting({ key: "client", value: "Noor" }, onEvent);
    return restore(request, onEvent);
  };
  const asked = bridge.asked("stats").length;
  await user.click(screen.getByTestId("backup-restore"));
  await user.click(await screen.findByTestId("question-yes"));
  const outcome = await screen.findByTestId("backup-outcome");
  expect(outcome.textContent).toContain("/home/you/.local/share/stylenova/before-restore");
  expect(bridge.asked("stats").length, "the library was asked anew").toBeGreaterThan(asked);
  expect(clients.current, "with the client of the backup").toBe("Noor");
});

test("nothing of the library before is left on the screen after a restore", async () => {
  await user.click(screen.getByTestId("nav-search"));
  await user.click(screen.getAllByTestId("card")[1]!);
  await user.click(await screen.findByTestId("more-like"));
  await screen.findByTestId("piece-chip");
  await user.keyboard("{Control>}");
  await user.click(screen.getAllByTestId("card")[0]!);
  await user.keyboard("{/Control}");
  bridge.chosenFile = "/shop/spring.csv";
  await user.click(screen.getByTestId("nav-catalogue"));
  await user.click(screen.getByTestId("import-file"));
  await user.click(await screen.findByTestId("import-confirm"));
  await screen.findByTestId("import-summary");
  const left = () => [query.like, chosen.hits.length, recent.pieces.length, importing.outcome].map(Boolean);
  expect(left(), "all of that is there before").toEqual([true, true, true, true]);
  bridge.chosenBackup = "/keep/stylenova.zip";
  await user.click(screen.getByTestId("nav-settings"));
  await user.click(screen.getByTestId("backup-restore"));
  await user.click(await screen.findByTestId("question-yes"));
  await screen.findByTestId("backup-outcome");
  expect(left()).toEqual([false, false, false, false]);
});
