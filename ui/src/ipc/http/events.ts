// Hears what other devices change, over a stream that is opened anew whenever it breaks: soon at first, then less and
// less often, and at once when the page is looked at again.
import type { Changed, Heard } from "../server";
import type { Calls } from "./calls";
import { eventsOf } from "./sse";

const first = 500;
const longest = 30_000;

/** Waits so many milliseconds, or until the page comes into sight, is back in the network, or `signal` ends it. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const woken = new AbortController();
    const wake = (): void => {
      clearTimeout(timer);
      woken.abort();
      done();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener("abort", wake, { signal: woken.signal });
    globalThis.addEventListener?.("online", wake, { signal: woken.signal });
    globalThis.document?.addEventListener("visibilitychange", () => document.visibilityState === "visible" && wake(), { signal: woken.signal });
  });
}

/** Milliseconds out of sight after which nobody knows whether a connection still is one. */
const doubtful = 20_000;

/** A signal that ends with `signal`, and when the page comes back into sight after long. */
function whileTrusted(signal: AbortSignal): { signal: AbortSignal; release: () => void } {
  const own = new AbortController();
  const heard = new AbortController();
  let hidden = 0;
  signal.addEventListener("abort", () => own.abort(), { signal: heard.signal });
  globalThis.document?.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hidden = Date.now();
    else if (hidden > 0 && Date.now() - hidden > doubtful) own.abort();
  }, { signal: heard.signal });
  return { signal: own.signal, release: () => heard.abort() };
}

/** Listens until the answer is called. */
export function listen(calls: Calls, heard: Heard): () => void {
  const stop = new AbortController();
  async function hear(): Promise<void> {
    let wait = first;
    for (let broken = false; !stop.signal.aborted; broken = true) {
      const { signal, release } = whileTrusted(stop.signal);
      try {
        const { body } = await calls.fetch("events", { accept: "text/event-stream", signal });
        if (broken) heard.again();
        for await (const { event, data } of eventsOf(body ?? new ReadableStream())) {
          wait = first;
          if (event === "changed") heard.changed(JSON.parse(data) as Changed);
          if (event === "revoked") return calls.ended("revoked");
        }
      } catch {
        // Whatever was wrong, it is tried again; that one is signed out ends it from elsewhere.
      } finally {
        release();
      }
      if (signal.aborted && !stop.signal.aborted) continue;
      await pause(wait * (0.75 + Math.random() / 2), stop.signal);
      wait = Math.min(longest, wait * 2);
    }
  }
  void hear();
  return () => stop.abort();
}
