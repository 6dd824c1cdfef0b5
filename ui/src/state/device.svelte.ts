// This device as a server knows it, and what may be done here. The window has no server, and may do everything.
import type { CommandError, Ended, Role, Session } from "../ipc/client";
import { held } from "./page";
import { neededFor, rightsOf, type Right } from "./roles";
import type { Place } from "./shell.svelte";

class DeviceState {
  /** Null in the window, and before this device has signed in. */
  session = $state.raw<Session | null>(null);
  /** Why it is signed in no longer, where it was. */
  ended = $state<Ended | null>(null);
  /** What is typed to connect it. */
  code = $state("");
  name = $state("");
  busy = $state(false);
  failure = $state.raw<CommandError | null>(null);

  readonly role = $derived<Role | "window">(this.session?.role ?? "window");
  readonly served = $derived(this.session !== null);
  /** The client whose window this always is; null where it can be another's. */
  readonly keptFor = $derived(this.role === "kiosk" ? (this.session?.profile ?? null) : null);
  readonly ready = $derived(!this.busy && this.code.trim() !== "" && this.name.trim() !== "");

  may(right: Right): boolean {
    return rightsOf[this.role].includes(right);
  }

  mayGo(place: Place): boolean {
    const needed = neededFor[place];
    return needed === null || this.may(needed);
  }
}

export let device: DeviceState;
held(() => (device = new DeviceState()));
