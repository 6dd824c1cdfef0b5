// Models in Settings: which is in use, changing over, downloading, and what a failure says.
import { readFileSync } from "node:fs";
import { render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import type { KnownModel, ModelInfo } from "../src/ipc/generated";
import { refreshLibrary } from "../src/actions/library";
import { spoken } from "../src/i18n/spoken.svelte";
import { models } from "../src/state/models.svelte";
import Models from "../src/views/Models.svelte";
import { bestAt } from "../src/views/models-text";
import { freshWorld, held } from "./world";

const mini: ModelInfo = {
  name: "nova-mini", family: "nova_mini", dim: 512, size: 58_000_000, hash: "aa", device: "cpu", device_reason: "", active: true, built_in: true,
};
const large: ModelInfo = { ...mini, name: "large", family: "clip", active: false, built_in: false };
const offered: KnownModel = {
  name: "fashion", family: "clip", source: "someone/fashion", dim: 512, licence: "MIT", bytes: 605_000_000, best_at: "studio pictures", published: null, installed: false,
};

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(async () => {
  bridge = freshWorld();
  bridge.answers.models = async () => ({ models: [mini, large], known: [offered] });
  user = userEvent.setup();
  await refreshLibrary();
  render(Models);
});
const row = (name: string): HTMLElement => screen.getByText(name, { exact: false }).closest("li")!;

describe("the models", () => {
  test("say which is in use, and that one can be neither chosen nor removed", () => {
    expect(row("nova-mini").textContent).toContain("In use");
    expect(within(row("nova-mini")).queryAllByRole("button")).toHaveLength(0);
    expect(within(row("large")).getAllByRole("button").map(({ textContent }) => textContent?.trim())).toEqual(["Use", "Remove"]);
  });

  test("change over as a job that shows how far it is and can be stopped", async () => {
    const answer = held<Awaited<ReturnType<FakeBridge["answers"]["use_model"]>>>();
    bridge.answers.use_model = (request, hear) => {
      hear({ job: request.job ?? "", step: "embedding", done: 40, total: 100, quarantined: 0 });
      return answer.promise;
    };
    await user.click(within(row("large")).getByText("Use"));
    expect(screen.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("40");
    await user.click(screen.getByTestId("import-cancel"));
    expect(bridge.asked("cancel"), "the job is named").toEqual([{ job: models.job?.id }]);
    answer.fail(wireError("Cancelled"));
    await expect.poll(() => models.busy).toBeNull();
    expect(models.failure, "a stop is no failure").toBeNull();
  });

  test("are downloaded from where the list says, and a failure says what to do", async () => {
    bridge.answers.add_model = () => Promise.reject(wireError("DownloadFailed", "it was cut off", "Try again."));
    await user.click(within(row("fashion")).getByText("Download"));
    await expect.poll(() => models.failure?.code).toBe("DownloadFailed");
    expect(bridge.asked("add_model")[0]).toMatchObject({ source: "someone/fashion", name: "fashion" });
    expect(screen.getByText("Try again.", { exact: false })).toBeTruthy();
  });

  test("are added from a folder that the user chooses, and nothing happens when none is chosen", async () => {
    await user.click(screen.getByTestId("add-model"));
    expect(bridge.asked("add_model")).toEqual([]);
    bridge.chosenFolder = "/models/mine";
    await user.click(screen.getByTestId("add-model"));
    await expect.poll(() => bridge.asked("add_model")).toMatchObject([{ source: "/models/mine" }]);
  });
});

test("what each model that is offered is good for is said in the page's language", async () => {
  const offers = [...readFileSync("../models/manifest.toml", "utf8").matchAll(/^name = "(.+)"\n[^[]*?^best_at = "(.+)"/gm)];
  expect(offers.length).toBeGreaterThan(5);
  await spoken.speak("fr");
  try {
    for (const [, name = "", best_at = ""] of offers) expect(bestAt({ ...offered, name, best_at }).toLowerCase(), name).not.toBe(best_at.toLowerCase());
    expect(bestAt({ ...offered, name: "newer", best_at: "coats" }), "a newer one speaks for itself").toBe("Coats");
  } finally {
    await spoken.speak("en");
  }
});
