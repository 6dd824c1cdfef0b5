import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { choosePhoto } from "../src/actions/choose-photo";
import { dropFiles } from "../src/actions/drop-files";
import { mostPhotos } from "../src/actions/bring-photo";
import { pastePhoto } from "../src/actions/paste-photo";
import { removePhoto } from "../src/actions/remove-photo";
import { start } from "../src/actions/start";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { dropKind } from "../src/state/file-kind";
import { importing } from "../src/state/importing.svelte";
import { query, type Photo } from "../src/state/query.svelte";
import { shell } from "../src/state/shell.svelte";
import { freshWorld, titles } from "./world";

const photo = (path: string): Photo => ({ path, preview: null, crop: null });

let bridge: FakeBridge;
beforeEach(() => {
  bridge = freshWorld();
});

describe("a dropped file", () => {
  test("that is a photo is searched with", async () => {
    await dropFiles(["/photos/4.JPG", "/notes.txt"]);
    expect(bridge.asked("search")).toMatchObject([{ image: "/photos/4.JPG" }]);
    expect(query.photos, "its thumbnail is shown in the box").toEqual([{ path: "/photos/4.JPG", preview: "4.JPG", crop: null }]);
    expect(importing.plan, "nothing is imported").toBeNull();
  });

  test("that is a catalogue is imported only after a yes", async () => {
    await dropFiles(["/shop/spring.csv"]);
    expect(importing.plan).toMatchObject({ source: "/shop/spring.csv", folder: false });
    expect(bridge.calls.map(({ name }) => name), "it is only looked at").toEqual(["import_preview"]);
  });

  test("that is a folder is a catalogue of pictures", async () => {
    await dropFiles(["/shop/Spring 2026"]);
    expect(importing.plan).toMatchObject({ source: "/shop/Spring 2026", folder: true });
  });

  test("of another kind is refused with what would do", async () => {
    await dropFiles(["/music/song.mp3"]);
    expect(shell.notice?.code).toBe("InvalidInput");
    expect(shell.notice?.hint).toContain("CSV");
    expect(bridge.calls).toEqual([]);
  });

  test("comes through the window, and what a drop would do is told while dragging", async () => {
    await start();
    bridge.drag({ phase: "over", paths: ["/photos/4.jpg"] });
    expect(shell.dragging).toBe("photo");
    bridge.drag({ phase: "leave" });
    expect(shell.dragging).toBeNull();
    bridge.drag({ phase: "over", paths: ["C:\\shop\\spring.xlsx"] });
    expect(shell.dragging).toBe("catalogue");
    bridge.drag({ phase: "drop", paths: ["/photos/4.jpg"] });
    expect(shell.dragging, "the overlay is gone").toBeNull();
    await expect.poll(titles).toContain("Red Shirt");
  });

  test.each([
    ["a.webp", "photo"], ["a.tiff", "photo"], ["a.tsv", "catalogue"], ["a.json", "catalogue"], ["folder", "catalogue"], ["a.exe", "unknown"],
  ])("named %s counts as %s", (name, kind) => {
    expect(dropKind([`/x/${name}`])).toBe(kind);
  });

  test("counts as what the system's dialogs list it as", () => {
    const dialogs = readFileSync("../src-tauri/src/dialogs.rs", "utf8");
    const listed = (name: string): string[] =>
      [...(new RegExp(`const ${name}: [^=]*=([^;]*);`).exec(dialogs)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, ending]) => ending ?? "");
    const kinds = { photo: listed("PICTURES"), catalogue: listed("TABLES") };
    expect(kinds.photo.length > 8 && kinds.catalogue.length > 8, "the endings were found").toBe(true);
    expect(kinds.catalogue, "feeds of products").toContain("xml");
    for (const [kind, endings] of Object.entries(kinds)) for (const ending of endings) expect(dropKind([`/x/a.${ending}`]), ending).toBe(kind);
  });
});

describe("paste", () => {
  test("takes the clipboard's image", async () => {
    bridge.clipboard = { path: "/library/pasted/4.jpg", width: 600, height: 800 };
    await pastePhoto(null);
    expect(bridge.asked("search")).toMatchObject([{ image: "/library/pasted/4.jpg" }]);
  });

  test("takes the image that the event carried where the clipboard has none to give", async () => {
    await pastePhoto(new File([new Uint8Array([1, 2, 3])], "4.jpg", { type: "image/jpeg" }));
    expect(bridge.asked("search")).toMatchObject([{ image: "/pasted/4.jpg" }]);
  });

  test("of nothing changes nothing", async () => {
    await pastePhoto(null);
    expect(bridge.calls).toEqual([]);
    expect(shell.notice).toBeNull();
  });
});

describe("the photo", () => {
  test("that cannot be read is told of and taken out, and the words stay", async () => {
    bridge.photoPreview = () => Promise.reject(wireError("PhotoUnreadable", "4.jpg is not a picture"));
    query.words = "red";
    bridge.chosenPhoto = "/photos/4.jpg";
    await choosePhoto.perform();
    expect(shell.notice?.code).toBe("PhotoUnreadable");
    expect(query.photos).toEqual([]);
    expect(bridge.asked("search").at(-1), "the words are searched for alone").toEqual(expect.not.objectContaining({ image: expect.anything() }));
    expect(bridge.asked("search").at(-1)).toMatchObject({ text: "red" });
  });

  test("is removed without losing the words", async () => {
    query.words = "red";
    query.photos = [photo("/photos/4.jpg")];
    await removePhoto("/photos/4.jpg");
    expect(bridge.asked("search")).toEqual([expect.objectContaining({ text: "red" })]);
    expect(query.photos).toEqual([]);
  });

  test("a dialog that is closed leaves the photo that was there", async () => {
    query.photos = [photo("/photos/4.jpg")];
    await choosePhoto.perform();
    expect(query.photos).toEqual([photo("/photos/4.jpg")]);
  });
});

describe("several photos", () => {
  test("join each other, however each of them comes", async () => {
    await dropFiles(["/photos/4.jpg", "/photos/5.jpg"]);
    bridge.clipboard = { path: "/pasted/6.jpg", width: 3, height: 4 };
    await pastePhoto(null);
    expect(bridge.asked("search").at(-1)).toMatchObject({ image: "/photos/4.jpg", images: ["/photos/5.jpg", "/pasted/6.jpg"] });
    bridge.chosenPhoto = "/photos/4.jpg";
    await choosePhoto.perform();
    expect(query.photos.map(({ path }) => path), "one that is there is not there twice").toEqual(["/photos/4.jpg", "/photos/5.jpg", "/pasted/6.jpg"]);
    await removePhoto("/photos/4.jpg");
    expect(bridge.asked("search").at(-1)).toMatchObject({ image: "/photos/5.jpg", images: ["/pasted/6.jpg"] });
  });

  test("are no more than a search takes, and that is told", async () => {
    await dropFiles(Array.from({ length: mostPhotos + 2 }, (_, at) => `/photos/${at}.jpg`));
    expect(query.photos).toHaveLength(mostPhotos);
    expect(shell.notice?.code).toBe("InvalidInput");
  });

  test("of which one cannot be read leave the others", async () => {
    const working = bridge.photoPreview;
    bridge.photoPreview = (path) => (path.includes("broken") ? Promise.reject(wireError("PhotoUnreadable")) : working(path));
    await dropFiles(["/photos/broken.jpg", "/photos/5.jpg"]);
    expect(query.photos.map(({ path }) => path)).toEqual(["/photos/5.jpg"]);
    expect(bridge.asked("search").at(-1)).toMatchObject({ image: "/photos/5.jpg" });
    expect(shell.notice?.code).toBe("PhotoUnreadable");
  });
});
