// The page: all that it holds is made by one function from its bridge. What a module holds is an `export let` that is
// made in `held`, so that whoever imports it has the present one.
import { connect, type Bridge } from "../ipc/client";

const makers: (() => void)[] = [];

/** Has `make` make what a module holds: now, and again whenever a page is opened. */
export function held(make: () => void): void {
  make();
  makers.push(make);
}

/** Whose it is what a module holds. What is of a client is of their library as well. */
export type Owner = "client" | "library";
const forgetting: Record<Owner, (() => void)[]> = { client: [], library: [] };

/** Says how what a module holds is put away once another client, or another library, is there. */
export function belongs(owner: Owner, forget: () => void): void {
  forgetting[owner].push(forget);
}

/** Puts away all that is of the client at hand, or of the library with all its clients. */
export function putAway(owner: Owner): void {
  const all = owner === "library" ? [...forgetting.library, ...forgetting.client] : forgetting.client;
  for (const forget of all) forget();
}

/** Opens a page on a bridge: everything is as at the start, whatever was held before. */
export function openPage(bridge: Bridge): void {
  connect(bridge);
  for (const make of makers) make();
}
