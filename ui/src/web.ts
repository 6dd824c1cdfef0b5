// The page in a browser: the screen on which a device is connected, or everything, as long as the server knows the device.
import { mount, unmount } from "svelte";
import { hearChanges } from "./actions/changes";
import { watchErrors } from "./actions/crash";
import { codeFromAddress, meetServer, ownKind } from "./actions/device";
import { loadSettings } from "./actions/settings";
import App from "./App.svelte";
import { spoken, systemLanguage } from "./i18n/spoken.svelte";
import type { Bridge } from "./ipc/client";
import type { Ended } from "./ipc/server";
import { device } from "./state/device.svelte";
import { openPage } from "./state/page";
import { theme } from "./state/theme.svelte";
import Pairing from "./views/Pairing.svelte";

/** How long the first paint waits for what the server keeps, in milliseconds. */
const patience = 400;

/** Shows the page in `target`, on a bridge that has a server. */
export async function showPage(bridge: Bridge, target: HTMLElement): Promise<void> {
  let leave: () => Promise<void> = async () => undefined;

  async function show(): Promise<void> {
    await loadSettingsSoon();
    const unhear = hearChanges();
    const app = mount(App, { target });
    leave = async () => {
      unhear();
      await unmount(app);
    };
  }

  function connect(ended: Ended | null, code: string | null, name = ownKind()): void {
    Object.assign(device, { ended, code: code ?? "", name });
    const screen = mount(Pairing, { target, props: { onconnect: () => void turn(show) } });
    leave = () => unmount(screen);
  }

  /** Puts away what is there, with all that it showed of anybody. */
  async function turn(to: () => unknown): Promise<void> {
    await leave();
    await to();
  }

  function begin(): void {
    openPage(bridge);
    theme.start();
  }

  bridge.server?.onEnded((ended) => {
    // Several calls may find out at once.
    if (!device.session) return;
    const { name } = device.session.device;
    device.session = null;
    void turn(() => {
      begin();
      delete document.documentElement.dataset["ready"];
      // It keeps its name where it comes back.
      connect(ended, null, name);
    });
  });
  /** A code that was scanned while the page was open already. */
  addEventListener("hashchange", () => {
    const code = codeFromAddress();
    if (code !== null) void turn(() => (begin(), connect(null, code)));
  });

  begin();
  watchErrors();
  await spoken.speak(systemLanguage());
  const code = codeFromAddress();
  // Whoever scans a code wants that one to count, whatever this device was before.
  if (code === null && (await meetServer())) await show();
  else connect(null, code);
}

const loadSettingsSoon = (): Promise<unknown> => Promise.race([loadSettings(), new Promise((done) => setTimeout(done, patience))]);
