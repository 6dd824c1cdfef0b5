// The client's file: entries are written, changed, ticked off and taken out, and belong to the client alone.
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { dropFiles } from "../src/actions/drop-files";
import App from "../src/App.svelte";
import type { FakeBridge } from "../src/ipc/fake/bridge";
import { clientFile } from "../src/state/client-file.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let user: ReturnType<typeof userEvent.setup>;
let bridge: FakeBridge;
beforeEach(async () => {
  bridge = freshWorld();
  await bridge.rpc("create_profile", { name: "Ada" }, () => undefined);
  await bridge.rpc("create_profile", { name: "Bo" }, () => undefined);
  user = userEvent.setup();
  render(App);
  await openFile("Ada");
});

async function openFile(name: string): Promise<void> {
  await user.click(screen.getByTestId("nav-clients"));
  await expect.poll(() => screen.getAllByTestId("client").map(({ dataset }) => dataset["name"])).toContain(name);
  const row = screen.getAllByTestId("client").find(({ dataset }) => dataset["name"] === name)!;
  await user.click(within(row).getByTestId("client-file-open"));
  await expect.poll(() => clientFile.visit).not.toBeNull();
}

const begin = (kind: string) => user.click(screen.getAllByTestId("entry-add").find(({ dataset }) => dataset["kind"] === kind)!);
const texts = () => screen.queryAllByTestId("entry").map((row) => row.querySelector(".text")?.textContent);

async function note(text: string): Promise<void> {
  await begin("note");
  await user.type(within(screen.getByTestId("entry-form")).getByRole("textbox"), text);
  await user.click(screen.getByTestId("entry-write"));
}

describe("the file of a client", () => {
  test("takes a note, and lets it be changed", async () => {
    await note("warm colours");
    await expect.poll(texts).toEqual(["warm colours"]);
    expect(screen.queryByTestId("entry-form"), "it is put away once it is written").toBeNull();
    await user.click(screen.getByLabelText("Change"));
    await user.type(within(screen.getByTestId("entry-form")).getByRole("textbox"), " only");
    await user.click(screen.getByTestId("entry-write"));
    await expect.poll(texts).toEqual(["warm colours only"]);
  });

  test("keeps a photo of an own piece, round which a look is made", async () => {
    await dropFiles(["/photos/coat.jpg"]);
    await user.type(await screen.findByLabelText("Piece"), "Camel coat");
    bridge.chosenPhoto = "/photos/better.jpg";
    await user.click(screen.getByTestId("entry-photo"));
    await user.click(screen.getByTestId("entry-write"));
    await expect.poll(texts).toEqual(["Camel coat"]);
    expect(bridge.asked("set_entry").at(-1)).toMatchObject({ entry: { kind: "wardrobe", name: "Camel coat", photo: "/photos/better.jpg" } });
    await user.click(screen.getByTestId("own-look-open"));
    expect((await screen.findAllByTestId("look-piece")).length).toBeGreaterThan(1);
    expect(bridge.asked("complete").at(-1)).toMatchObject({ image: "/photos/better.jpg", said: "Camel coat", profile: "Ada" });
    await user.click(screen.getByTestId("look-shuffle"));
    expect(bridge.asked("complete").at(-1)).toMatchObject({ image: "/photos/better.jpg", limit: 1 });
    await user.click(screen.getByTestId("own-look-close"));
    expect(screen.queryByTestId("own-look")).toBeNull();
  });

  test("gives back for a moment what was taken out", async () => {
    await note("warm colours");
    await expect.poll(texts).toHaveLength(1);
    await user.click(screen.getByTestId("entry-remove"));
    await expect.poll(texts).toEqual([]);
    shell.told?.undo?.();
    await expect.poll(texts).toEqual(["warm colours"]);
  });

  test("lists what is to be done for the next visit until it is ticked off", async () => {
    await begin("follow_up");
    await user.type(screen.getByLabelText("What to do"), "call about the coat");
    await user.click(screen.getByTestId("entry-write"));
    const visit = () => screen.getByTestId("visit").textContent;
    await expect.poll(visit).toContain("call about the coat");
    await user.click(screen.getByLabelText("Done"));
    await expect.poll(visit).toContain("Nothing is near, due or new.");
  });

  test("belongs to its client alone", async () => {
    await note("warm colours");
    await expect.poll(texts).toHaveLength(1);
    await openFile("Bo");
    await expect.poll(texts).toEqual([]);
  });

  test("says what cannot be written, and keeps what was typed", async () => {
    await begin("note");
    await user.type(within(screen.getByTestId("entry-form")).getByRole("textbox"), "  ");
    await user.click(screen.getByTestId("entry-write"));
    await expect.poll(() => clientFile.refused?.message).toBe("a note says nothing");
    expect(screen.getByTestId("entry-form")).toBeTruthy();
  });
});
