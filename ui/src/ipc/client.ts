// The typed door to the commands: every failure comes out as a CommandError, whatever was thrown.
// Which bridge carries the calls is decided once, by connect().
import type { Bridge, CommandName, DialogWords, JobEvent, Request, Response, SaveKind } from "./bridge";
import type { Happened, WireError } from "./generated";
import type { Code, Server } from "./server";

export type { Bridge, CrashReport, SaveKind } from "./bridge";
export type { Changed, Code, Device, Ended, PairingCode, Role, Session } from "./server";
export { roles } from "./server";

/** A wire error, with the codes of servers and browsers as well. */
type Thrown = Omit<WireError, "code"> & { code: Code };

/** A command that failed, with the code the page acts on and what the user can do: the name of an advice of the engine's,
 *  which state/failures.ts says in the page's language, or a sentence where it has none. What happened is a fact as well, and
 *  the message is that in English, or in the page's language where the page itself failed. */
export class CommandError extends Error {
  readonly code: Code;
  readonly hint: string;
  readonly problem: Happened | undefined;

  constructor({ code, message, hint, advice, problem }: Thrown) {
    super(message);
    this.name = "CommandError";
    this.code = code;
    this.hint = advice ?? hint;
    this.problem = problem;
  }
}

let connected: Bridge | null = null;

/** Chooses the bridge for all further calls; state/page.ts opens a page on it. */
export function connect(bridge: Bridge): void {
  connected = bridge;
}

function bridge(): Bridge {
  if (!connected) throw new Error("connect() comes before the first call");
  return connected;
}

function isWireError(thrown: unknown): thrown is Thrown {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "message" in thrown;
}

/** Anything thrown, as a CommandError; what carries no code counts as Internal. */
export function asCommandError(thrown: unknown): CommandError {
  if (thrown instanceof CommandError) return thrown;
  if (isWireError(thrown)) return new CommandError({ ...thrown, hint: thrown.hint ?? "" });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CommandError({ code: "Internal", message, hint: "" });
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw asCommandError(thrown);
  }
}

/** Runs a command; rejects with a CommandError. `onEvent` hears the events of a job. */
export function call<K extends CommandName>(
  name: K,
  request: Request<K>,
  onEvent: (event: JobEvent<K>) => void = () => undefined,
): Promise<Response<K>> {
  return guarded(() => bridge().rpc(name, request, onEvent));
}

/** What is asked of a server beside the commands. Only a page that has one asks. */
const server = (): Server => {
  const { server: found } = bridge();
  if (!found) throw new Error("the window has no server");
  return found;
};
/** Whether the page is in a browser, and has a server. */
export const isServed = (): boolean => bridge().server !== undefined;
export const session = () => guarded(() => server().session());
export const pair = (code: string, name: string) => guarded(() => server().pair(code, name));
export const signOut = () => guarded(() => server().signOut());
export const listDevices = () => guarded(() => server().devices());
export const makeCode: Server["makeCode"] = (role, profile) => guarded(() => server().makeCode(role, profile));
export const removeDevice = (id: string) => guarded(() => server().removeDevice(id));
export const listenForChanges: Server["listen"] = (heard) => server().listen(heard);

export const pastePhoto = () => guarded(() => bridge().pastePhoto());
export const savePasted = (name: string, bytes: Uint8Array) =>
  guarded(() => bridge().savePasted(name, bytes));
export const choosePhoto = (words: DialogWords) => guarded(() => bridge().choosePhoto(words));
export const chooseLogo = (words: DialogWords) => guarded(() => bridge().chooseLogo(words));
export const chooseCatalogue = (words: DialogWords) => guarded(() => bridge().chooseCatalogue(words));
export const chooseFolder = (words: DialogWords) => guarded(() => bridge().chooseFolder(words));
export const chooseSave = (kind: SaveKind, name: string, words: DialogWords) => guarded(() => bridge().chooseSave(kind, name, words));
export const chooseBackup = (words: DialogWords) => guarded(() => bridge().chooseBackup(words));
export const copyPicture = (id: string) => guarded(() => bridge().copyPicture(id));
export const toggleFullScreen = () => guarded(() => bridge().toggleFullScreen());
export const printPage = () => guarded(() => bridge().printPage());
export const crashReport = () => guarded(() => bridge().crashReport());
export const dismissCrash = () => guarded(() => bridge().dismissCrash());
export const reportCrash = (text: string) => guarded(() => bridge().reportCrash(text));
export const zoomPage = (factor: number) => guarded(() => bridge().zoomPage(factor));
export const photoPreview = (path: string) => guarded(() => bridge().photoPreview(path));
export const onFileDrag: Bridge["onFileDrag"] = (listener) =>
  guarded(() => bridge().onFileDrag(listener));

/** Address of a product's thumbnail, or null where it has none. */
export const thumbUrl = (thumb: string | null): string | null =>
  thumb === null ? null : bridge().pictureUrl(`thumb/${thumb}`);
/** Address of a product's full picture. */
export const fullPictureUrl = (id: string): string =>
  bridge().pictureUrl(`picture/${encodeURIComponent(id)}`);
/** Address of the shop's mark by its name in the settings. */
export const logoUrl = (logo: string): string => bridge().pictureUrl(`logo/${logo}`);
/** Address of the thumbnail of a photo that the user brought. */
export const photoUrl = (key: string): string => bridge().pictureUrl(`photo/${key}`);
