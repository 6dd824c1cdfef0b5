// The quiz and the taste that follows: steps, answers sent, limits, weights moved by hand.
import { fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { openQuiz } from "../src/actions/quiz";
import { call } from "../src/ipc/client";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { shell } from "../src/state/shell.svelte";
import { freshWorld } from "./world";

let bridge: FakeBridge;
let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  bridge = freshWorld();
  user = userEvent.setup();
  render(App);
});
const question = (): string | null => screen.getByTestId("quiz-question").textContent;
const choice = (value: string): HTMLElement => screen.getAllByTestId("choice").find((one) => one.dataset["value"] === value)!;
async function begin(): Promise<void> {
  await openQuiz();
  await screen.findByTestId("quiz-question");
}
const next = () => user.click(screen.getByTestId("quiz-next"));

describe("the quiz", () => {
  test("asks only what this catalogue can answer, with counts", async () => {
    await openQuiz();
    expect((await screen.findByTestId("quiz-progress")).getAttribute("aria-valuetext")).toBe("1 of 6");
    expect(choice("Dress").textContent).toContain("4");
    expect(screen.queryByTestId("quiz-fewer"), "all is asked").toBeNull();
    const { quiz_options } = bridge.answers;
    bridge.answers.quiz_options = async (request, hear) => ({ ...(await quiz_options(request, hear)), brands: [], sizes: [] });
    await openQuiz();
    await expect.poll(() => screen.getByTestId("quiz-progress").getAttribute("aria-valuetext")).toBe("1 of 4");
    expect(screen.getByTestId("quiz-fewer").textContent).toBe("Not asked, as this catalogue does not say: labels and sizes.");
  });

  test("shows nothing of an earlier quiz while the next one is brought, in which a choice would be lost", async () => {
    await begin();
    const { quiz_options } = bridge.answers;
    let bring = (): void => undefined;
    const brought = new Promise<void>((resolve) => (bring = resolve));
    bridge.answers.quiz_options = async (request, hear) => brought.then(() => quiz_options(request, hear));
    const opened = openQuiz();
    await expect.poll(() => screen.queryAllByTestId("choice"), { message: "no choice can be made before it counts" }).toEqual([]);
    bring();
    await opened;
    await user.click(choice("Women"));
    await next();
    expect(question()).toBe("Which colours?");
  });

  test("sends what was chosen, leaves out what was skipped, and ends in the deck", async () => {
    await begin();
    await user.click(choice("Women"));
    await user.click(choice("Dress"));
    await next();
    expect(question()).toBe("Which colours?");
    await user.click(choice("Red"));
    await user.click(choice("Olive"));
    await user.click(choice("Olive"));
    await next();
    await user.click(choice("Maison Ferrand"));
    await user.click(screen.getByTestId("quiz-skip"));
    await user.click(screen.getByTestId("quiz-skip"));
    await user.click(choice("M"));
    await next();
    await fireEvent.change(screen.getByTestId("price-max"), { target: { value: "90" } });
    await next();
    await expect.poll(() => shell.place).toBe("discover");
    expect(bridge.asked("quiz")).toEqual([
      { profile: "guest", answers: { categories: ["Women", "Dress"], colours: ["Red"], sizes: ["M"], budget: { max: 90 } } },
    ]);
    await expect.poll(() => screen.getByTestId("reasons").textContent).toContain("You like dress");
  });

  test("asks for sizes of shoes apart from those of clothes where there are both, and parts earlier answers so", async () => {
    const { quiz_options } = bridge.answers;
    const size = (field: string, value: string) => ({ field, value, count: 3, thumbs: [] });
    const sizes = [size("clothes_size", "38"), size("clothes_size", "M"), size("shoe_size", "38"), size("shoe_size", "40")];
    bridge.answers.quiz_options = async (request, hear) => ({ ...(await quiz_options(request, hear)), sizes });
    await call("quiz", { profile: "guest", answers: { sizes: ["M", "40"] } });
    await openQuiz("sizes");
    const shoes = within((await screen.findByRole("heading", { name: "Shoe size" })).parentElement!);
    const clothes = within(screen.getByRole("heading", { name: "Clothing size" }).parentElement!);
    await user.click(shoes.getAllByTestId("choice").find((one) => one.dataset["value"] === "38")!);
    const pressed = (group: typeof shoes) => group.getAllByTestId("choice").filter((one) => one.getAttribute("aria-checked") === "true").map((one) => one.dataset["value"]);
    expect([pressed(clothes), pressed(shoes)]).toEqual([["M"], ["38", "40"]]);
    await next();
    await next();
    await expect.poll(() => bridge.asked("quiz").at(-1)).toEqual({ profile: "guest", answers: { sizes: ["M"], shoe_sizes: ["40", "38"] } });
  });

  test("goes back with the answers in place, and begins from those of the last time", async () => {
    await begin();
    await user.click(choice("Women"));
    await next();
    await user.click(screen.getByTestId("quiz-back"));
    expect(choice("Women").getAttribute("aria-checked")).toBe("true");
    for (let step = 0; step < 6; step += 1) await next();
    await expect.poll(() => shell.place).toBe("discover");
    await openQuiz();
    await expect.poll(() => choice("Women").getAttribute("aria-checked")).toBe("true");
  });

  test("that cannot be kept says so and keeps the answers for another try", async () => {
    const { quiz } = bridge.answers;
    bridge.answers.quiz = () => Promise.reject(wireError("DiskFull", "no space is left", "Free some space."));
    await openQuiz("budget");
    await fireEvent.change(await screen.findByTestId("price-max"), { target: { value: "90" } });
    await next();
    const error = await screen.findByTestId("error");
    expect([shell.place, error.textContent?.includes("Free some space.")]).toEqual(["quiz", true]);
    bridge.answers.quiz = quiz;
    await user.click(within(error).getByTestId("retry"));
    await expect.poll(() => shell.place).toBe("discover");
    expect(bridge.asked("quiz").at(-1)?.answers?.budget?.max).toBe(90);
  });
});

describe("the taste", () => {
  async function open(): Promise<void> {
    await bridge.answers.quiz({ profile: "guest", answers: { colours: ["Red"] } }, () => undefined);
    await user.click(screen.getByTestId("nav-taste"));
    await screen.findByTestId("weight");
  }
  const row = (value: string): HTMLElement => screen.getAllByTestId("weight").find((one) => one.dataset["value"] === value)!;

  test("shows each weight with its evidence", async () => {
    await open();
    expect(row("Red").textContent).toContain("From the quiz");
    expect(row("Red").textContent).toContain("drawn");
  });

  test("moved by hand is pinned there, and unpinned goes back to the swipes", async () => {
    await open();
    await fireEvent.change(within(row("Red")).getByTestId("weight-slider"), { target: { value: "-2" } });
    await expect.poll(() => bridge.asked("set_weight")).toEqual([{ profile: "guest", field: "colour", value: "Red", weight: -2, pinned: true }]);
    await expect.poll(() => row("Red").textContent).toContain("Pinned");
    await user.click(within(row("Red")).getByTestId("weight-pin"));
    await expect.poll(() => bridge.asked("set_weight").at(-1)).toEqual({ profile: "guest", field: "colour", value: "Red" });
    await expect.poll(() => row("Red").textContent).toContain("drawn");
  });

  test("of whom nothing is known says what to do about it", async () => {
    await user.click(screen.getByTestId("nav-taste"));
    expect((await screen.findByTestId("empty")).textContent).toContain("Answer the quiz");
  });
});
