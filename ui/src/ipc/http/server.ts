// What a server has beside the commands: sessions, devices, changes.
import type { Device, PairingCode, Server, Session } from "../server";
import type { Calls } from "./calls";
import { listen } from "./events";

/** Milliseconds after which access is made anew, so that pictures, which nobody asks again for, never find it over. */
const freshFor = 8 * 60_000;

/** Keeps access fresh while the page is in sight, and makes it so when it comes into sight. */
function keepFresh(calls: Calls): () => void {
  let last = Date.now();
  const look = (): void => {
    if (document.visibilityState !== "visible" || Date.now() - last < freshFor) return;
    last = Date.now();
    void calls.refresh().then((signed) => signed || calls.ended("over"), () => undefined);
  };
  const timer = setInterval(look, 30_000);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

export function serverOver(calls: Calls): Server {
  return {
    session: () => calls.json<Session>("session"),
    pair: (code, name) => calls.json<Session>("session", { method: "POST", json: { code, name }, signing: true }),
    async signOut() {
      await calls.fetch("session", { method: "DELETE" });
      calls.ended("left");
    },
    devices: async () => (await calls.json<{ devices: Device[] }>("devices")).devices,
    makeCode: (role, profile) => calls.json<PairingCode>("devices/codes", { method: "POST", json: { role, ...(profile !== null && { profile }) } }),
    removeDevice: async (id) => void (await calls.fetch(`devices/${encodeURIComponent(id)}`, { method: "DELETE" })),
    listen(heard) {
      const ends = [listen(calls, heard), keepFresh(calls)];
      return () => ends.forEach((end) => end());
    },
    onEnded: (listener) => calls.onEnded(listener),
  };
}
