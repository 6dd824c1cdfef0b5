// What happened, was left out or was found, in the page's language. The engine and the window send facts; the text of a fact is
// the one whose key ends in its kind, filled with its fields. A kind without its text, a text that names what the fact does
// not have, or a language without the text does not compile.
import { t } from "../i18n";
import type { MessageKey, Values } from "../i18n/messages";
import type { CatalogFault, FetchFault, Finding, Happened, LeftOut, LineFault, PictureFault, Rejection, RowFault, TableFault } from "../ipc/generated";

interface Fact {
  readonly kind: string;
}
type Of<F extends Fact, K extends string> = Extract<F, { readonly kind: K }>;
/** `true` where each kind of a fact has its text `part.kind`, which names nothing but the fact's fields. */
type Sayable<Part extends string, F extends Fact> = {
  [K in F["kind"]]: `${Part}.${K}` extends infer Key extends MessageKey
    ? keyof Values<Key> extends keyof Of<F, K> ? true : { names: Exclude<keyof Values<Key>, keyof Of<F, K>>; in: Key }
    : { lacks: `${Part}.${K}` };
}[F["kind"]];

function say<Part extends string, F extends Fact>(part: Part, fact: F, ..._all: [Sayable<Part, F>] extends [true] ? [] : [Sayable<Part, F>]): string {
  const text = t as unknown as (key: string, values: F) => string;
  return text(`${part}.${fact.kind}`, fact);
}

export const pictureText = (fault: PictureFault): string => say("picture", fault);
export const findingText = (finding: Finding): string => say("finding", finding);
const rowText = (fault: RowFault): string => say("row", fault);

const tableText = (fault: TableFault): string =>
  fault.kind === "no-good-row" ? `${say("table", fault)} ${rowText(fault.first)}` : say("table", fault);

type SourceFault = Exclude<CatalogFault, TableFault>;
const places = ["missing", "no-file", "no-picture-folder", "picture-folder-gone", "no-pictures", "too-many-pictures", "other"] as const satisfies readonly SourceFault["kind"][];
const isPlace = (fault: CatalogFault): fault is SourceFault => places.some((kind) => kind === fault.kind);
const catalogueText = (fault: CatalogFault): string => (isPlace(fault) ? say("source", fault) : tableText(fault));

const rejectionText = (rejection: Rejection): string => (rejection.kind === "table" ? tableText(rejection.fault) : say("rejection", rejection));

/** Why a row of orders or of clients, or a cell of it, cannot be used. */
export function lineText(fault: LineFault): string {
  switch (fault.kind) {
    case "row":
      return rowText(fault.fault);
    case "rejected":
      return rejectionText(fault.rejection);
    default:
      return say("line", fault);
  }
}

/** What happened, in sentences; what it is about stands below where the first does not name it. */
export function problemText(problem: Happened): string[] {
  switch (problem.kind) {
    case "rejected":
      return [rejectionText(problem.rejection), ...(problem.rejection.kind === "table" ? [problem.rejection.file] : [])];
    case "filter":
      return [say("filter", problem.fault)];
    case "catalogue":
      return [catalogueText(problem.fault), problem.path];
    case "picture":
      return [pictureText(problem.fault), problem.name];
    case "missing":
      return [t(`missing.${problem.thing.kind}`, { name: problem.name })];
    case "download":
      return [say("download", problem.fault), problem.model];
    default:
      return [say("problem", problem)];
  }
}

/** Why a row or a file was left out; what an older version left out has its English sentence alone. */
export function leftOutText(why: LeftOut | null, reason: string): string {
  switch (why?.kind) {
    case undefined:
      return reason;
    case "row":
      return rowText(why.fault);
    case "file":
      return problemText(why.problem)[0] ?? reason;
    default:
      return say("out", why as Exclude<LeftOut, { kind: "row" | "file" }>);
  }
}

/** Why a picture could not be downloaded. */
export const fetchText = (fault: FetchFault): string => (fault.kind === "picture" ? pictureText(fault.fault) : say("fetch", fault));
