// How each error code is shown. Complete by type: a new code does not compile without its presentation.
import { t, type PlainKey } from "../i18n";
import type { Code } from "../ipc/client";
import type { Advice, Happened } from "../ipc/generated";
import { problemText } from "./fact-text";

/** What is shown of a failure. */
export interface Failure {
  readonly code: string;
  /** What happened, for the terminal or already in the page's language. */
  readonly message: string;
  /** An advice of the engine's, or a sentence. */
  readonly hint: string;
  /** What happened as a fact, which counts where there is one. */
  readonly problem?: Happened | undefined;
}

export interface Presentation {
  title: PlainKey;
  /** Whether the same request may succeed if it is made again. */
  retry: boolean;
  /** What carries the explanation: the engine's advice, or its message where the advice says too little. */
  body: "hint" | "message-and-hint";
  /** What to do, where the page knows that by the code alone. */
  said?: PlainKey;
}

export const presentations: { readonly [C in Code]: Presentation } = {
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
  DatabaseUnreachable: { title: "error.DatabaseUnreachable", retry: true, body: "message-and-hint" },
  Busy: { title: "error.Busy", retry: true, body: "hint" },
  Kiosk: { title: "error.Kiosk", retry: false, body: "hint" },
  SignedOut: { title: "error.SignedOut", retry: false, body: "hint", said: "advice.SignedOut" },
  Forbidden: { title: "error.Forbidden", retry: false, body: "hint", said: "advice.Forbidden" },
  TooManyRequests: { title: "error.TooManyRequests", retry: true, body: "hint", said: "advice.TooManyRequests" },
  TooLarge: { title: "error.TooLarge", retry: false, body: "hint", said: "advice.TooLarge" },
  WrongCode: { title: "error.WrongCode", retry: false, body: "hint", said: "advice.WrongCode" },
  Unreachable: { title: "error.Unreachable", retry: true, body: "hint", said: "advice.Unreachable" },
  Unsupported: { title: "error.Unsupported", retry: false, body: "hint", said: "advice.Unsupported" },
  Internal: { title: "error.Internal", retry: true, body: "message-and-hint" },
};

/** What the engine advises, in the page's language. Complete by type, as the codes are. */
const advices: { readonly [A in Advice]: PlainKey } = {
  "put-model-back": "advice.put-model-back",
  "copy-model-anew": "advice.copy-model-anew",
  "choose-another-photo": "advice.choose-another-photo",
  "save-and-drop": "advice.save-and-drop",
  "correct-file": "advice.correct-file",
  "look-at-connection": "advice.look-at-connection",
  "close-other": "advice.close-other",
  update: "advice.update",
  "make-room": "advice.make-room",
  "go-on": "advice.go-on",
  "look-again": "advice.look-again",
  correct: "advice.correct",
  wait: "advice.wait",
  "try-again": "advice.try-again",
  "keep-clients": "advice.keep-clients",
  "import-again": "advice.import-again",
  "rename-file": "advice.rename-file",
  "give-back": "advice.give-back",
};

const advised = (hint: string): string => (Object.hasOwn(advices, hint) ? t(advices[hint as Advice]) : hint);

/** The presentation of a code; one that this page does not know yet counts as Internal. */
export const presentationOf = (code: string): Presentation =>
  Object.hasOwn(presentations, code) ? presentations[code as Code] : presentations.Internal;

/** The sentences under the title of an error, empty and repeated ones left out. */
export function explanation({ code, message, hint, problem }: Failure): string[] {
  const happened = problem ? problemText(problem) : [message];
  // A request that is rejected says itself what to do otherwise.
  const advice = problem?.kind === "rejected" && hint === "correct" ? "" : advised(hint);
  const { body, said } = presentationOf(code);
  if (said) return [t(said)];
  const sentences = body === "hint" ? [advice || message] : [...happened, advice];
  return [...new Set(sentences)].filter((sentence) => sentence !== "");
}
