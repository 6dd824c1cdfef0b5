// How each error code is shown. Complete by type: a new code does not compile without its presentation.
import type { PlainKey } from "../i18n";
import type { ErrorCode } from "../ipc/generated";

export interface Presentation {
  title: PlainKey;
  /** Whether the same request may succeed if it is made again. */
  retry: boolean;
  /** What carries the explanation: the engine's hint, or its message where the hint says too little. */
  body: "hint" | "message-and-hint";
}

export const presentations: { readonly [Code in ErrorCode]: Presentation } = {
  ModelMissing: { title: "error.ModelMissing", retry: true, body: "message-and-hint" },
  ModelInvalid: { title: "error.ModelInvalid", retry: true, body: "message-and-hint" },
  PhotoUnreadable: { title: "error.PhotoUnreadable", retry: false, body: "message-and-hint" },
  CatalogInvalid: { title: "error.CatalogInvalid", retry: true, body: "message-and-hint" },
  DownloadFailed: { title: "error.DownloadFailed", retry: true, body: "message-and-hint" },
  LibraryLocked: { title: "error.LibraryLocked", retry: true, body: "message-and-hint" },
  LibraryTooNew: { title: "error.LibraryTooNew", retry: false, body: "message-and-hint" },
  DiskFull: { title: "error.DiskFull", retry: true, body: "message-and-hint" },
  Cancelled: { title: "error.Cancelled", retry: true, body: "hint" },
  NotFound: { title: "error.NotFound", retry: false, body: "message-and-hint" },
  InvalidInput: { title: "error.InvalidInput", retry: false, body: "message-and-hint" },
  Busy: { title: "error.Busy", retry: true, body: "hint" },
  Internal: { title: "error.Internal", retry: true, body: "message-and-hint" },
};

/** The presentation of a code; one that this page does not know yet counts as Internal. */
export const presentationOf = (code: string): Presentation =>
  Object.hasOwn(presentations, code) ? presentations[code as ErrorCode] : presentations.Internal;

/** The sentences under the title of an error, empty and repeated ones left out. */
export function explanation(code: string, message: string, hint: string): string[] {
  const sentences = presentationOf(code).body === "hint" ? [hint || message] : [message, hint];
  return [...new Set(sentences)].filter((sentence) => sentence !== "");
}
