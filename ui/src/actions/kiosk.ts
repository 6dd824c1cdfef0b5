// Hands the window to a client and takes it back. What the engine lets a client do is its own matter; here the screen is
// cleared of what is the stylist's, and of what the client left once nobody is there.
import { asCommandError, call } from "../ipc/client";
import type { PinAnswer } from "../ipc/generated";
import { t } from "../i18n";
import { clients } from "../state/clients.svelte";
import { detail } from "../state/detail.svelte";
import { kiosk, type PinSheet } from "../state/kiosk.svelte";
import { putAway } from "../state/page";
import { nothingAsked, query } from "../state/query.svelte";
import { settings } from "../state/settings.svelte";
import { shell } from "../state/shell.svelte";
import { loadBoards } from "./boards";
import { go } from "./go";
import { search } from "./search";
import { unsettle } from "./settle";
import { reload } from "./start";
import { loadTaste } from "./taste";

export const openPin = (sheet: PinSheet): void => kiosk.open(sheet);

/** Takes what was asked and opened off the screen. */
function clearScreen(): void {
  unsettle();
  query.take(nothingAsked);
  Object.assign(detail, { walk: [], closer: false });
  shell.forgetDone();
}

/** Shows a client what is theirs, from the cards on. */
async function greet(): Promise<void> {
  putAway("client");
  clearScreen();
  await Promise.all([search(), loadTaste(), loadBoards(), go("discover")]);
}

/** Hands the window to the client at hand. */
async function handOver(): Promise<void> {
  const { client, pin_set } = await call("start_kiosk", { profile: clients.current, ...(kiosk.pinSet ? {} : { pin: kiosk.typed }) });
  // What other clients left behind is no part of what this one may come across.
  clients.left.clear();
  Object.assign(kiosk, { client, pinSet: pin_set, asleep: true, visit: null });
  kiosk.close();
  await greet();
}

/** Takes the window back, where the PIN is right, with all that is the stylist's. */
async function takeBack(): Promise<void> {
  const answer = await heard(call("end_kiosk", { pin: kiosk.typed }));
  if (answer.outcome !== "right") return;
  Object.assign(kiosk, { client: null, asleep: false, visit: answer.visit });
  kiosk.close();
  putAway("client");
  clearScreen();
  // A client was told only some of what is kept.
  settings.known = false;
  await Promise.all([reload(), go("clients")]);
}

async function changePin(): Promise<void> {
  const answer = await heard(call("set_pin", { current: kiosk.current, pin: kiosk.typed }));
  if (answer.outcome !== "right") return;
  kiosk.close();
  shell.tell(t("kiosk.changed"));
}

/** What the engine says of a PIN. A wrong one is typed anew. */
async function heard(answering: Promise<PinAnswer>): Promise<PinAnswer> {
  const answer = await answering;
  kiosk.answer = answer;
  if (answer.outcome !== "right") Object.assign(kiosk, { current: "", typed: kiosk.sheet === "back" ? "" : kiosk.typed });
  return answer;
}

const doing: Record<PinSheet, () => Promise<void>> = { hand: handOver, back: takeBack, change: changePin };

/** Does what the sheet with the PIN is open for. */
export async function confirmPin(): Promise<void> {
  if (kiosk.sheet === null || !kiosk.ready) return;
  Object.assign(kiosk, { busy: true, failure: null, answer: null });
  try {
    await doing[kiosk.sheet]();
  } catch (thrown) {
    kiosk.failure = asCommandError(thrown);
  } finally {
    kiosk.busy = false;
  }
}

/** Nobody has touched the screen for long: the greeting comes, and what the client asked goes. */
export async function fallAsleep(): Promise<void> {
  if (!kiosk.active || kiosk.asleep) return;
  kiosk.asleep = true;
  kiosk.close();
  clearScreen();
  await Promise.all([search(), go("discover")]);
}
