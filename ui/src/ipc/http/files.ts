// Files between the browser and the server: chosen and uploaded, made there and downloaded. A path that stands in a
// request is `upload:KEY/NAME` or `download:UUID/NAME`.
import type { SaveKind } from "../bridge";
import type { Calls } from "./calls";

/** The endings of what can be chosen, as an input of a page has them. */
export const accepted = {
  photo: "image/*",
  logo: "image/svg+xml,image/png,image/jpeg,image/webp,image/gif",
  table: ".csv,.tsv,.txt,.tab,.json,.jsonl,.ndjson,.xml,.rss,.atom,.yml,.sql,.impex,.xlsx,.xlsm,.xls,.ods",
  backup: ".zip,application/zip",
} as const;

/** The endings of what is written, the usual one first. */
const endings: { readonly [K in SaveKind]: readonly string[] } = {
  backup: ["zip"],
  board: ["html", "pdf", "csv"],
  client: ["json"],
  print: ["pdf"],
};

const newId = (): string => {
  // Browsers have randomUUID only where a page came encrypted.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
};

/** Where a file of that kind is to be written, for a name that may have no ending. */
export function newDownload(kind: SaveKind, name: string): string {
  const known = endings[kind].some((ending) => name.toLowerCase().endsWith(`.${ending}`));
  return `download:${newId()}/${known ? name : `${name}.${endings[kind][0]}`}`;
}

/** The path of the server's for what a request has written; null where it wrote nothing to be downloaded. */
export function downloadOf(request: object): { path: string; name: string } | null {
  const file = "file" in request ? request.file : null;
  const [, id, name] = (typeof file === "string" && /^download:([^/]+)\/(.+)$/s.exec(file)) || [];
  return id === undefined || name === undefined ? null : { path: `downloads/${id}/${encodeURIComponent(name)}`, name };
}

/** Lets the browser save what lies at an address. */
export function save(address: string, name: string): void {
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}

/** Asks for a file; a tablet offers its camera for photos. Null where the user thought better of it. */
export function askFile(accept: string): Promise<File | null> {
  const input = document.createElement("input");
  Object.assign(input, { type: "file", accept, hidden: true });
  input.dataset["testid"] = "file-input";
  // Safari lets go of an input that is in no page.
  document.body.append(input);
  return new Promise<File | null>((done) => {
    input.addEventListener("change", () => done(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => done(null));
    input.click();
  }).finally(() => input.remove());
}

/** Brings a file to the server. The answer is its path there. */
export async function upload(calls: Calls, name: string, body: Blob): Promise<string> {
  const { path } = await calls.json<{ path: string }>(`uploads?name=${encodeURIComponent(name)}`, { method: "POST", body });
  return path;
}
