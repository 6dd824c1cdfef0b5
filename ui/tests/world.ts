// A fresh start for each test: the page's state as at start-up, over a new fake.
import { FakeBridge, type FakeOptions } from "../src/ipc/fake/bridge";
import { openPage } from "../src/state/page";
import { results } from "../src/state/results.svelte";

export function freshWorld(options: FakeOptions = {}): FakeBridge {
  // Somebody has been here before, but for tests of the welcome.
  const bridge = new FakeBridge({ settings: { welcomed: "true" }, ...options });
  openPage(bridge);
  return bridge;
}

/** A promise and the handle that settles it. */
export function held<T>(): { promise: Promise<T>; release: (value: T) => void; fail: (reason: unknown) => void } {
  let release!: (value: T) => void;
  let fail!: (reason: unknown) => void;
  const promise = new Promise<T>((resolve, reject) => {
    release = resolve;
    fail = reject;
  });
  return { promise, release, fail };
}

/** The titles that the page holds, from the top. */
export const titles = (): string[] => (results.pages[0] ?? []).map(({ title }) => title);
