import { beforeEach, describe, expect, test } from "vitest";
import { fetchPictures, lookForPictures, stopPictures } from "../src/actions/fetch-pictures";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import type { FetchPicturesResponse } from "../src/ipc/generated";
import { downloads } from "../src/state/downloads.svelte";
import { dropKind } from "../src/state/file-kind";
import { freshWorld } from "./world";

const none: FetchPicturesResponse = { wanted: 0, fetched: 0, failed: [], bytes: 0, hosts: [], took_ms: 0 };
const missing: FetchPicturesResponse = { ...none, wanted: 3, hosts: [{ host: "cdn.example", pictures: 3 }] };

let bridge: FakeBridge;
beforeEach(() => {
  bridge = freshWorld();
});

describe("pictures on the web", () => {
  test("are only looked for until the user asks for them", async () => {
    bridge.answers.fetch_pictures = async () => missing;
    await lookForPictures();
    expect(bridge.asked("fetch_pictures")).toEqual([{ dry_run: true }]);
    expect(downloads.missing).toEqual(missing);
  });

  test("come with progress, and what failed is told and can be tried again", async () => {
    const failed = [{ id: "7", address: "https://cdn.example/7.jpg", reason: "the server answered 404", why: { kind: "status" as const, status: 404 } }];
    let shown = 0;
    bridge.answers.fetch_pictures = async ({ dry_run, job = "" }, onEvent) => {
      if (dry_run) return { ...missing, wanted: 1 };
      onEvent({ job, step: "fetching", done: 2, total: 3, quarantined: 1 });
      shown = downloads.job?.done ?? 0;
      return { ...missing, fetched: 2, bytes: 2_000_000, failed };
    };
    await fetchPictures();
    expect(shown, "the bar moved").toBe(2);
    expect(downloads.job).toBeNull();
    expect(downloads.came?.failed).toEqual(failed);
    expect(downloads.missing?.wanted, "and one is still missing").toBe(1);
  });

  test("stop when they are told to, which is no failure", async () => {
    bridge.answers.fetch_pictures = async ({ dry_run }) => {
      if (dry_run) return missing;
      await stopPictures();
      throw wireError("Cancelled", "stopped as you asked; 1 of 3 pictures came and are kept");
    };
    await fetchPictures();
    expect(bridge.asked("cancel")).toHaveLength(1);
    expect([downloads.stopped, downloads.failure]).toEqual([true, null]);
  });
});

test("photos of phones and of the web are photos when they are dropped", () => {
  for (const name of ["IMG_1.HEIC", "dress.avif", "saved.jfif"]) expect(dropKind([`/tmp/${name}`]), name).toBe("photo");
});
