// The shop's devices: lists them, makes codes for new ones, takes them off.
import { asCommandError, listDevices, makeCode, removeDevice } from "../ipc/client";
import { t } from "../i18n";
import { devices } from "../state/devices.svelte";
import { question } from "../state/question.svelte";
import { shell } from "../state/shell.svelte";

export async function loadDevices(): Promise<void> {
  try {
    devices.listed = await listDevices();
    devices.failure = null;
  } catch (thrown) {
    devices.failure = asCommandError(thrown);
  }
}

/** Makes a code for a device that is used as was chosen. */
export async function newCode(): Promise<void> {
  if (!devices.ready) return;
  Object.assign(devices, { busy: true, refused: null });
  try {
    devices.code = await makeCode(devices.role, devices.role === "kiosk" ? devices.profile : null);
  } catch (thrown) {
    devices.refused = asCommandError(thrown);
  } finally {
    devices.busy = false;
  }
}

/** Puts the sheet away; whoever came with its code is in the list. */
export async function closeAdding(): Promise<void> {
  devices.close();
  await loadDevices();
}

async function takeOff(id: string, name: string): Promise<void> {
  try {
    await removeDevice(id);
    shell.tell(t("devices.removed", { name }));
  } catch (thrown) {
    devices.failure = asCommandError(thrown);
    return;
  }
  await loadDevices();
}

export function askToTakeOff({ id, name }: { id: string; name: string }): void {
  question.asked = {
    title: t("devices.remove.ask", { name }),
    text: t("devices.remove.text"),
    yes: t("devices.remove"),
    perform: () => void takeOff(id, name),
  };
}
