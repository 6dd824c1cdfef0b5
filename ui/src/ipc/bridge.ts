// What the page asks of whatever holds it: commands, dialogs, the clipboard, pictures, dropped files.
// The window's bridge is tauri.ts, a browser's is http.ts, the one for tests and the development page is fake/. Nothing here acts.
// Callers go through client.ts.
import type { Commands } from "./generated";
import type { Server } from "./server";

export type CommandName = keyof Commands;
export type Request<K extends CommandName> = Commands[K]["req"];
export type Response<K extends CommandName> = Commands[K]["res"];
export type JobEvent<K extends CommandName> = Commands[K]["event"];

/** Files dragged over the window. `paths` are absolute, or of a server's uploads. */
export type FileDrag =
  | { phase: "over"; paths: string[] }
  | { phase: "drop"; paths: string[] }
  | { phase: "leave" }
  /** They were dropped, and could not be taken. */
  | { phase: "refused"; failure: unknown };

export interface PastedPhoto {
  path: string;
  width: number;
  height: number;
}

export type SaveKind = "backup" | "board" | "client" | "print";

/** What stands in a dialog: its title, and what the files are called that it lists. */
export interface DialogWords {
  title: string;
  files?: string;
}

/** A report of a crash: the file it lies in, and what it says. */
export interface CrashReport {
  path: string;
  text: string;
}

export interface Bridge {
  /** The server that the page is signed in at; the window has none. */
  readonly server?: Server;
  /** Runs a command of the table; rejects with a wire error. `onEvent` hears the events of a job. */
  rpc<K extends CommandName>(
    name: K,
    request: Request<K>,
    onEvent: (event: JobEvent<K>) => void,
  ): Promise<Response<K>>;
  /** Saves the clipboard's image in the library; null when the clipboard holds none. */
  pastePhoto(): Promise<PastedPhoto | null>;
  /** Saves picture bytes that a paste event carried and answers with the file's path. */
  savePasted(name: string, bytes: Uint8Array): Promise<{ path: string }>;
  choosePhoto(words: DialogWords): Promise<string | null>;
  chooseLogo(words: DialogWords): Promise<string | null>;
  chooseCatalogue(words: DialogWords): Promise<string | null>;
  chooseFolder(words: DialogWords): Promise<string | null>;
  /** Lets the user say where a file of that kind is written; `name` is what is offered. */
  chooseSave(kind: SaveKind, name: string, words: DialogWords): Promise<string | null>;
  chooseBackup(words: DialogWords): Promise<string | null>;
  /** What an earlier run left behind when it crashed. */
  crashReport(): Promise<CrashReport | null>;
  dismissCrash(): Promise<void>;
  /** Writes down an error of the page that nobody caught. */
  reportCrash(text: string): Promise<void>;
  /** Puts the picture of a product on the clipboard. */
  copyPicture(id: string): Promise<void>;
  /** Lets the window fill the screen, or no longer. */
  toggleFullScreen(): Promise<void>;
  /** Opens the system's dialog to print the page. */
  printPage(): Promise<void>;
  /** Makes the whole page so many times as large as it is made. */
  zoomPage(factor: number): Promise<void>;
  /** Key of a thumbnail of a photo that the user brought, for `pictureUrl("photo/" + key)`. */
  photoPreview(path: string): Promise<string>;
  /** Address of a picture: `thumb/KEY`, `picture/PRODUCT_ID` or `photo/KEY`. */
  pictureUrl(key: string): string;
  /** Listens for dragged files; the answer stops listening. */
  onFileDrag(listener: (drag: FileDrag) => void): Promise<() => void>;
}
