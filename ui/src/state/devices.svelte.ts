// The shop's devices, and the sheet on which one is added.
import type { CommandError, Device, PairingCode, Role } from "../ipc/client";
import { belongs, held } from "./page";

class Devices {
  listed = $state.raw<readonly Device[]>([]);
  failure = $state.raw<CommandError | null>(null);

  /** The sheet is there: first with what the device is for, then with its code. */
  adding = $state(false);
  role = $state<Role>("stylist");
  /** The client of a kiosk. */
  profile = $state<string | null>(null);
  code = $state.raw<PairingCode | null>(null);
  busy = $state(false);
  refused = $state.raw<CommandError | null>(null);

  readonly ready = $derived(!this.busy && (this.role !== "kiosk" || this.profile !== null));

  open(): void {
    Object.assign(this, { adding: true, role: "stylist", profile: null, code: null, refused: null });
  }

  close(): void {
    Object.assign(this, { adding: false, code: null });
  }
}

export let devices: Devices;
held(() => (devices = new Devices()));
belongs("library", () => devices.close());
