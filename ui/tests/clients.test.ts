// Clients: made, chosen, erased after a yes, and kept apart from each other.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { bringPhoto } from "../src/actions/bring-photo";
import { renameClient } from "../src/actions/edit-clients";
import { loadSettings } from "../src/actions/settings";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { clients } from "../src/state/clients.svelte";
import { deck } from "../src/state/deck.svelte";
import { detail } from "../src/state/detail.svelte";
import { query } from "../src/state/query.svelte";
import { results } from "../src/state/results.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
  await user.click(screen.getByTestId("nav-clients"));
});
const row = (name: string): HTMLElement => screen.getAllByTestId("client").find((one) => one.dataset["name"] === name)!;

async function make(name: string): Promise<void> {
  await user.click(screen.getByTestId("nav-clients"));
  await user.type(screen.getByTestId("client-name"), `${name}{Enter}`);
  await screen.findByTestId("quiz-question");
  await user.click(screen.getByTestId("nav-clients"));
  await expect.poll(() => screen.getAllByTestId("client").length).toBeGreaterThan(1);
}

describe("clients", () => {
  test("begin with a guest, who needs no making", () => {
    expect(screen.getAllByTestId("client").map(({ dataset }) => dataset["name"])).toEqual(["guest"]);
    expect(row("guest").textContent).toContain("With you now");
  });

  test("are made by name, are with you from then on, and begin with the quiz", async () => {
    await user.type(screen.getByTestId("client-name"), "Amélie{Enter}");
    expect((await screen.findByTestId("quiz-question")).textContent).toBe("What are we looking for?");
    expect(clients.current).toBe("Amélie");
    expect(screen.getByTestId("nav-clients").getAttribute("aria-label"), "the rail says who is here").toBe("Clients: Amélie");
  });

  test("of a name that there is already are refused in place", async () => {
    await make("Amélie");
    await user.type(screen.getByTestId("client-name"), "Amélie{Enter}");
    expect((await screen.findByTestId("error")).textContent).toContain("Choose another name.");
    expect((screen.getByTestId("client-name") as HTMLInputElement).value, "what was typed stays").toBe("Amélie");
  });

  test("take along what they asked and opened, and find it again when they are back; who is erased does not", async () => {
    await make("Amélie");
    const pieces = async (): Promise<void> => void (await expect.poll(() => results.pending).toBe(false));
    const come = async (name: string): Promise<void> => {
      await user.click(screen.getByTestId("nav-clients"));
      await user.click(within(row(name)).getByTestId("client-choose"));
      await user.click(screen.getByTestId("nav-search"));
      await pieces();
    };
    await user.click(screen.getByTestId("nav-search"));
    await bringPhoto("/photos/wedding.jpg");
    await user.type(screen.getByTestId("search-input"), "shirt{Enter}");
    await pieces();
    await user.click(screen.getAllByTestId("card")[0]!);
    const opened = detail.current?.id;
    await come("guest");
    expect([query.words, query.photos, detail.current, results.answered?.text, results.answered?.image]).toEqual(["", [], null, undefined, undefined]);
    expect((screen.getByTestId("search-input") as HTMLInputElement).value).toBe("");
    await come("Amélie");
    expect([query.words, query.photos.map(({ path }) => path), detail.current?.id]).toEqual(["shirt", ["/photos/wedding.jpg"], opened]);
    expect(results.answered).toMatchObject({ text: "shirt", image: "/photos/wedding.jpg" });
    await user.click(screen.getByTestId("nav-clients"));
    await user.click(within(row("Amélie")).getByTestId("client-delete"));
    await user.click(await screen.findByTestId("question-yes"));
    await expect.poll(() => clients.current).toBe("guest");
    expect([query.words, query.photos, detail.current, [...clients.left.keys()]]).toEqual(["", [], null, ["guest"]]);
  });

  test("keep their swipes to themselves", async () => {
    await make("Amélie");
    await user.click(within(row("Amélie")).getByTestId("client-choose"));
    await expect.poll(() => deck.cards.length).toBeGreaterThan(0);
    await user.keyboard("{ArrowRight}");
    await expect.poll(() => bridge.asked("swipe")).toMatchObject([{ profile: "Amélie" }]);
    await user.click(screen.getByTestId("nav-clients"));
    await expect.poll(() => row("Amélie").textContent).toContain("1 swipe · 1 like");
    await user.click(within(row("guest")).getByTestId("client-choose"));
    await expect.poll(() => shell.place).toBe("discover");
    await expect.poll(() => bridge.asked("next_cards").at(-1)?.profile).toBe("guest");
    expect(screen.getByTestId("client-head").textContent).toContain("Nothing swiped yet");
  });

  test("are remembered until the next start, by name alone and in the library alone", async () => {
    await make("Amélie");
    await expect.poll(async () => (await bridge.answers.settings({}, () => undefined)).values["client"]).toBe("Amélie");
    clients.choose("guest");
    await loadSettings();
    expect(clients.current, "the next start turns to them").toBe("Amélie");
    await user.click(within(row("guest")).getByTestId("client-choose"));
    await expect.poll(async () => (await bridge.answers.settings({}, () => undefined)).values["client"]).toBeUndefined();
    expect(Object.values({ ...localStorage }).join(), "no name is in the web view").not.toContain("Amélie");
  });

  test("have a name that can be taken back", async () => {
    await make("Amélie");
    await renameClient("Amélie", "Amélie Roux");
    expect(clients.current).toBe("Amélie Roux");
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(() => clients.all.map(({ name }) => name)).toContain("Amélie");
    expect(clients.current).toBe("Amélie");
  });

  test("are read from a file that the user chooses", async () => {
    await user.click(screen.getByTestId("client-import"));
    expect(bridge.asked("import_profile"), "nothing was chosen").toHaveLength(0);
    bridge.chosenFile = "/shop/Inès.json";
    await user.click(screen.getByTestId("client-import"));
    await expect.poll(() => clients.current).toBe("Inès");
  });
});

describe("erasing a client", () => {
  test("asks first and says that all goes; keeping keeps, and so does Escape", async () => {
    await make("Amélie");
    await user.click(within(row("Amélie")).getByTestId("client-delete"));
    const sheet = await screen.findByTestId("question");
    expect(sheet.textContent).toContain("Nothing of it stays on disk");
    expect(document.activeElement, "Enter by mistake keeps").toBe(within(sheet).getByTestId("question-no"));
    await user.click(within(sheet).getByTestId("question-no"));
    await user.click(within(row("Amélie")).getByTestId("client-delete"));
    await user.keyboard("{Escape}");
    await expect.poll(() => screen.queryByTestId("question")).toBeNull();
    expect(bridge.asked("delete_profile")).toHaveLength(0);
  });

  test("after a yes leaves neither the client nor their name, and turns to the guest", async () => {
    await make("Amélie");
    await user.click(within(row("Amélie")).getByTestId("client-delete"));
    await user.click(await screen.findByTestId("question-yes"));
    await expect.poll(() => screen.getAllByTestId("client").map(({ dataset }) => dataset["name"])).toEqual(["guest"]);
    expect(clients.current).toBe("guest");
    expect((await bridge.answers.settings({}, () => undefined)).values["client"], "nor is their name among the settings").toBeUndefined();
    expect(bridge.asked("delete_profile")).toEqual([{ profile: "Amélie" }]);
  });

  test("can be taken back from the line that tells of it, and from the list of who was erased", async () => {
    await make("Amélie");
    const erase = async (): Promise<void> => {
      await user.click(within(row("Amélie")).getByTestId("client-delete"));
      await user.click(await screen.findByTestId("question-yes"));
      await expect.poll(() => screen.queryByTestId("clients-erased")?.textContent).toContain("Amélie");
    };
    const back = (): void => void expect(row("Amélie")).toBeDefined();
    await erase();
    await user.click(await screen.findByTestId("toast-undo"));
    await expect.poll(() => clients.all.map(({ name }) => name)).toContain("Amélie");
    back();
    expect(screen.queryByTestId("clients-erased"), "nobody is left to be brought back").toBeNull();
    await erase();
    expect(screen.getByTestId("toast").textContent).toContain("was erased");
    await user.click(screen.getByTestId("client-bring-back"));
    await expect.poll(() => clients.all.map(({ name }) => name)).toContain("Amélie");
    expect(screen.queryByTestId("toast"), "nothing is offered that was done").toBeNull();
    back();
    expect(bridge.asked("undo_delete_profile")).toEqual([{ name: "Amélie" }, { name: "Amélie" }]);
  });

  test("also empties the guest, who stays", async () => {
    await user.click(screen.getByTestId("nav-discover"));
    await expect.poll(() => deck.cards.length).toBeGreaterThan(0);
    await user.keyboard("{ArrowRight}");
    await expect.poll(() => bridge.asked("swipe").length).toBe(1);
    await user.click(screen.getByTestId("nav-clients"));
    await expect.poll(() => clients.profile.swipes).toBe(1);
    await user.click(within(row("guest")).getByTestId("client-delete"));
    await user.click(await screen.findByTestId("question-yes"));
    await expect.poll(() => clients.profile.swipes).toBe(0);
    expect(deck.cards, "the old cards are laid down").toEqual([]);
  });
});
