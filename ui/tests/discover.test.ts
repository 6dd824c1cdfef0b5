// The deck: swiping by keys, buttons and drags, undo, prefetching, running dry, and errors in place.
import { createEvent, fireEvent, render, screen, within } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { thrownWay, tiltOf, Track } from "../src/components/throw";
import { wireError, type FakeBridge } from "../src/ipc/fake/bridge";
import { deck, hand } from "../src/state/deck.svelte";
import { shell } from "../src/state/shell.svelte";
import { taste } from "../src/state/taste.svelte";
import { freshWorld, held } from "./world";

let user: ReturnType<typeof userEvent.setup>;
beforeEach(() => {
  user = userEvent.setup();
});

async function discover(bridge: FakeBridge = freshWorld()): Promise<FakeBridge> {
  render(App);
  await user.click(screen.getByTestId("nav-discover"));
  await expect.poll(() => deck.pending || (deck.top === null && deck.short === null)).toBe(false);
  return bridge;
}
const shown = (): string | undefined => screen.queryAllByTestId("deck-card").find((card) => card.dataset["top"] !== undefined)?.dataset["productId"];
const settled = (bridge: FakeBridge, swipes: number): Promise<void> => expect.poll(() => [bridge.asked("swipe").length, taste.now?.feedback_count, deck.pending]).toEqual([swipes, swipes, false]);

/** Drags the top card within 200 ms and lets it go after a rest, so that the distance alone decides. Events carry their
 *  times with them: nothing waits. */
async function drag(dx: number, dy: number, end: "pointerUp" | "pointerCancel" = "pointerUp"): Promise<void> {
  const card = screen.getAllByTestId("deck-card")[0]!;
  const fire = (type: "pointerDown" | "pointerMove" | typeof end, part: number, timeStamp: number) => {
    const at = { clientX: 400 + dx * part, clientY: 300 + dy * part, pointerId: 1, button: 0 };
    return fireEvent(card, Object.defineProperty(createEvent[type](card, at), "timeStamp", { value: timeStamp }));
  };
  await fire("pointerDown", 0, 0);
  for (const part of [0.25, 0.5, 0.75, 1]) await fire("pointerMove", part, part * 200);
  await fire(end, 1, 320);
}

describe("a swipe", () => {
  test.each([["ArrowRight", "like"], ["ArrowLeft", "pass"], ["ArrowUp", "super"]])("by %s says %s of the top card", async (key, verdict) => {
    const bridge = await discover();
    const first = shown();
    await user.keyboard(`{${key}}`);
    await settled(bridge, 1);
    expect(bridge.asked("swipe")[0]).toMatchObject({ product_id: first, verdict, profile: "guest" });
    expect(shown(), "the next card is on top").not.toBe(first);
  });

  test("lets the card leave at once, before the engine has answered", async () => {
    const bridge = await discover();
    const [first, second] = deck.cards.map(({ id }) => id);
    const answer = held<never>();
    bridge.answers.swipe = () => answer.promise;
    await user.click(screen.getByTestId("deck-like"));
    expect([first === second, shown()]).toEqual([false, second]);
    answer.fail(wireError("Busy"));
    await screen.findByTestId("error");
  });

  test("by a drag past the threshold counts, below it or taken back it does not", async () => {
    const bridge = await discover();
    const first = shown();
    await drag(60, 5);
    expect([shown(), bridge.asked("swipe").length], "60 of 400 pixels are not enough").toEqual([first, 0]);
    await drag(500, 0, "pointerCancel");
    expect(bridge.asked("swipe"), "a gesture that the system takes over says nothing").toHaveLength(0);
    await drag(-400, 10);
    await settled(bridge, 1);
    expect(bridge.asked("swipe")[0]).toMatchObject({ product_id: first, verdict: "pass" });
  });

  test("shows what it changed of the taste", async () => {
    const bridge = await discover();
    await user.keyboard("{ArrowRight}");
    await settled(bridge, 1);
    const bars = await screen.findByTestId("taste-bars");
    expect(bars.textContent, "in words and arrows, not in figures").toMatch(/↑\s*a little drawn/);
    for (let swipes = 2; swipes <= hand; swipes += 1) {
      await user.keyboard("{ArrowLeft}");
      await settled(bridge, swipes);
    }
    expect(screen.getByTestId("reasons").textContent, "the first card dealt since says that it comes of it").toContain("You like");
  });

  test("does nothing behind an opened piece, nor in another place", async () => {
    const bridge = await discover();
    await user.click(within(screen.getAllByTestId("deck-card")[0]!).getByRole("button"));
    await screen.findByTestId("detail");
    await user.keyboard("{ArrowRight}{ArrowUp}");
    expect(bridge.asked("swipe")).toHaveLength(0);
    await user.keyboard("{Escape}");
    await user.click(screen.getByTestId("nav-clients"));
    await user.keyboard("{ArrowRight}");
    expect(bridge.asked("swipe")).toHaveLength(0);
  });

  test("that fails brings its card back, and trying again sends the same swipe", async () => {
    const bridge = await discover();
    const { swipe } = bridge.answers;
    const first = shown();
    bridge.answers.swipe = () => Promise.reject(wireError("Busy", "the queue is full", "Wait a moment."));
    await user.keyboard("{ArrowRight}");
    const error = await screen.findByTestId("error");
    expect([shown(), error.textContent?.includes("Wait a moment.")]).toEqual([first, true]);
    bridge.answers.swipe = swipe;
    await user.click(within(error).getByTestId("retry"));
    await expect.poll(() => taste.now?.feedback_count).toBe(1);
    const [one, two] = bridge.asked("swipe");
    expect(two, "with its name, so that it counts once").toEqual(one);
    expect(screen.queryByTestId("error")).toBeNull();
  });
});

describe("undo", () => {
  test("restores the card and the taste, and redo sends the card away again", async () => {
    const bridge = await discover();
    const first = shown();
    await user.keyboard("{ArrowRight}");
    await settled(bridge, 1);
    await user.keyboard("{Control>}z{/Control}");
    await expect.poll(shown).toBe(first);
    expect(taste.now?.attributes).toEqual([]);
    await user.click(screen.getByTestId("deck-redo"));
    await expect.poll(() => taste.now?.feedback_count).toBe(1);
    expect(shown()).not.toBe(first);
  });

  test("pressed while a swipe is on its way comes after it", async () => {
    const bridge = await discover();
    const { swipe } = bridge.answers;
    const gate = held<void>();
    const first = shown();
    bridge.answers.swipe = async (request, hear) => {
      await gate.promise;
      return swipe(request, hear);
    };
    await user.keyboard("{ArrowRight}");
    await user.keyboard("z");
    expect(bridge.asked("undo"), "there is nothing to undo yet").toHaveLength(0);
    gate.release();
    await expect.poll(shown).toBe(first);
    expect(taste.now?.feedback_count).toBe(0);
  });

  test("reaches into an earlier sitting, whose cards are asked for", async () => {
    const bridge = await discover();
    const first = shown();
    await user.keyboard("{ArrowRight}");
    await settled(bridge, 1);
    deck.clear();
    await user.click(screen.getByTestId("nav-discover"));
    await expect.poll(() => deck.cards.length).toBe(hand);
    await user.keyboard("z");
    await expect.poll(shown).toBe(first);
  });
});

describe("the deck", () => {
  test("stays full: what is in hand is never dealt again", async () => {
    const bridge = await discover();
    expect(deck.cards).toHaveLength(hand);
    for (let swipes = 1; swipes <= 4; swipes += 1) {
      const inHand = deck.cards.slice(1).map(({ id }) => id);
      await user.keyboard("{ArrowLeft}");
      await settled(bridge, swipes);
      expect(bridge.asked("swipe").at(-1)?.deal).toMatchObject({ n: 1, exclude: inHand });
      await expect.poll(() => deck.cards.length).toBe(hand);
    }
    expect(bridge.asked("next_cards"), "the next card comes with the answer to the swipe").toHaveLength(1);
  });

  test("that runs dry says so, and offers what the engine offers to relax", async () => {
    const bridge = freshWorld();
    await bridge.answers.quiz({ profile: "guest", answers: { budget: { max: 1 } } }, () => undefined);
    await discover(bridge);
    const dry = await screen.findByTestId("dry");
    expect(dry.textContent).toContain("keeps to the limits");
    expect(screen.getByTestId("relax-budget").textContent).toContain("16 pieces would come back");
    await user.click(within(screen.getByTestId("relax-budget")).getByRole("button"));
    expect((await screen.findByTestId("quiz-question")).textContent).toBe("What may a piece cost?");
  });

  test("that cannot be dealt says why in its place, and trying again helps", async () => {
    const bridge = freshWorld();
    const { next_cards } = bridge.answers;
    bridge.answers.next_cards = () => Promise.reject(wireError("LibraryLocked", "another StyleNova has this library open"));
    render(App);
    await user.click(screen.getByTestId("nav-discover"));
    const error = await screen.findByTestId("error");
    bridge.answers.next_cards = next_cards;
    await user.click(within(error).getByTestId("retry"));
    await expect.poll(shown).toBeTruthy();
  });

  test("is dealt anew for an occasion", async () => {
    const bridge = await discover();
    await user.click(within(screen.getByTestId("contexts")).getByText("Work"));
    await expect.poll(() => bridge.asked("next_cards").at(-1)).toMatchObject({ context: "Work", n: hand, exclude: [] });
    await expect.poll(() => screen.getByTestId("reasons").textContent).toContain("It is for work");
  });

  test("shows less of an attribute when asked, and keeps the card", async () => {
    const bridge = await discover();
    const first = shown();
    await user.click(screen.getAllByTestId("less")[0]!);
    await expect.poll(() => bridge.asked("swipe").at(-1)).toMatchObject({ verdict: "less", attribute: { field: "type", value: "Dress" } });
    await expect.poll(() => deck.cards.length).toBe(hand);
    expect(shown()).toBe(first);
    expect(deck.cards.slice(1).some(({ type }) => type === "Dress"), "those behind it are others").toBe(false);
  });

  test("keeps the top card among the favourites by B", async () => {
    const bridge = await discover();
    await user.keyboard("b");
    await expect.poll(() => screen.getByTestId("deck-keep").getAttribute("aria-pressed")).toBe("true");
    expect(bridge.asked("set_favourite")).toMatchObject([{ product_id: shown(), favourite: true }]);
    expect(shell.announcement).toBe("Kept among the favourites");
  });
});

describe("a thrown card", () => {
  const still = { vx: 0, vy: 0 };
  test("flies where it was dragged far, or flicked fast", () => {
    expect(thrownWay({ dx: 140, dy: 10, ...still }, 400)).toBe("right");
    expect(thrownWay({ dx: -40, dy: 0, vx: -0.9, vy: 0 }, 400)).toBe("left");
    expect(thrownWay({ dx: 20, dy: -160, ...still }, 400)).toBe("up");
  });

  test("springs back when it was dragged little, down, or is on its way back", () => {
    expect(thrownWay({ dx: 90, dy: 0, ...still }, 400)).toBeNull();
    expect(thrownWay({ dx: 30, dy: 300, ...still }, 400)).toBeNull();
    expect(thrownWay({ dx: 200, dy: 0, vx: -0.8, vy: 0 }, 400)).toBeNull();
  });

  test("tilts with the drag, and the other way when it is held below", () => {
    expect(tiltOf(200, 400, false)).toBeGreaterThan(0);
    expect(tiltOf(200, 400, true)).toBe(-tiltOf(200, 400, false));
    expect(tiltOf(9000, 400, false), "never more than its fullest").toBe(tiltOf(400, 400, false));
  });

  test("has the speed of the last moments, and none after a rest", () => {
    const track = new Track();
    for (let at = 0; at <= 200; at += 20) track.note(at < 120 ? 0 : at - 120, 0, at);
    expect(track.speed(200).vx).toBeCloseTo(1, 5);
    expect(track.speed(400)).toEqual({ vx: 0, vy: 0 });
  });
});
