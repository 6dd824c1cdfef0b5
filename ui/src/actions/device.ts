// Connects this device to a server, and takes it off again. What the page shows without being connected is views/Pairing.svelte.
import { asCommandError, pair, session, signOut } from "../ipc/client";
import { t } from "../i18n";
import { device } from "../state/device.svelte";
import { question } from "../state/question.svelte";

/** Asks the server who this device is. False where it is to be connected first. */
export async function meetServer(): Promise<boolean> {
  try {
    device.session = await session();
    device.failure = null;
    return true;
  } catch (thrown) {
    const failure = asCommandError(thrown);
    // Nobody is told that they were never signed in.
    device.failure = failure.code === "SignedOut" ? null : failure;
    return false;
  }
}

/** Takes the code out of the address, where it came with one; null without one. */
export function codeFromAddress(): string | null {
  const code = new URLSearchParams(location.hash.slice(1)).get("pair");
  if (code === null) return null;
  // Whoever looks at the address, or goes back to it, finds no code.
  history.replaceState(null, "", location.pathname + location.search);
  return code;
}

/** What kind of device this is, as a name for it until it is given another. */
export function ownKind(): string {
  const { userAgent, maxTouchPoints } = navigator;
  const [known] = /iPad|iPhone/.exec(userAgent) ?? [];
  if (known) return known;
  // Safari on a tablet says that it is a Mac.
  if (userAgent.includes("Macintosh") && maxTouchPoints > 1) return "iPad";
  if (/Android/.test(userAgent)) return t(/Mobile/.test(userAgent) ? "device.kind.phone" : "device.kind.tablet");
  return t("device.kind.computer");
}

/** Connects it by the code that was typed. False where that failed, which is told. */
export async function connectDevice(): Promise<boolean> {
  if (!device.ready) return false;
  Object.assign(device, { busy: true, failure: null });
  try {
    const found = await pair(device.code.trim(), device.name.trim());
    Object.assign(device, { session: found, ended: null, code: "" });
    return true;
  } catch (thrown) {
    device.failure = asCommandError(thrown);
    return false;
  } finally {
    device.busy = false;
  }
}

/** Signs this device out, after a yes. */
export function askToSignOut(): void {
  question.asked = {
    title: t("device.out.ask"),
    text: t("device.out.text"),
    yes: t("device.out"),
    no: t("device.out.no"),
    perform: async () => {
      try {
        await signOut();
      } catch (thrown) {
        device.failure = asCommandError(thrown);
      }
    },
  };
}
