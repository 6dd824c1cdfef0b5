// One call to the server: signed in anew where that is over, made again where the server has too much to do, and its
// failure as a wire error. Which calls there are is bridge.ts and server.ts beside it.
import type { Code, Ended } from "../server";

/** Milliseconds for which a call waits all in all where the server asks it to. */
const patience = 8_000;

export interface Calls {
  /** The answer of a call that succeeded; rejects with a wire error. */
  fetch(path: string, options?: CallOptions): Promise<Response>;
  /** Its JSON. */
  json<T>(path: string, options?: CallOptions): Promise<T>;
  /** Signs in anew, once for all who ask meanwhile. False where that is over. */
  refresh(): Promise<boolean>;
  onEnded(listener: (why: Ended) => void): void;
  ended(why: Ended): void;
}

export interface CallOptions {
  method?: "GET" | "POST" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: Blob;
  accept?: string;
  signal?: AbortSignal;
  /** The call is made to sign in, so a 401 is its answer. */
  signing?: boolean;
}

const failure = (code: Code, message: string): object => ({ code, message, hint: "" });

/** What a failed answer says, as a wire error. */
async function problemOf(response: Response): Promise<object> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === "object" && body !== null && "code" in body && "message" in body) return body;
  return failure(codeOf(response.status), `${response.status} ${response.statusText}`.trim());
}

function codeOf(status: number): Code {
  if (status === 401) return "SignedOut";
  if (status === 403) return "Forbidden";
  if (status === 404) return "NotFound";
  if (status === 413) return "TooLarge";
  if (status === 429) return "TooManyRequests";
  return status === 502 || status === 503 || status === 504 ? "Busy" : "Internal";
}

/** Milliseconds after which the server wants to be asked again; null where it does not. */
function waitOf({ status, headers }: Response): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return (status === 429 || status === 503) && Number.isFinite(seconds) ? Math.max(100, seconds * 1_000) : null;
}

/** Lets one tab after another do `work`, where the browser can: two that sign in anew at once would disown each other. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = (globalThis.navigator as Navigator | undefined)?.locks;
  return locks ? locks.request("stylenova-refresh", work) : work();
}

/** Calls to the server at `origin`; empty where the page is its own. */
export function callsTo(origin: string): Calls {
  let refreshing: Promise<boolean> | null = null;
  const listeners: ((why: Ended) => void)[] = [];

  async function once(path: string, { method = "GET", json, body, accept = "application/json", signal }: CallOptions): Promise<Response> {
    const headers: Record<string, string> = { accept };
    if (json !== undefined) headers["content-type"] = "application/json";
    else if (body) headers["content-type"] = "application/octet-stream";
    try {
      return await fetch(`${origin}/api/v1/${path}`, {
        method, headers, credentials: "same-origin", cache: "no-store", signal: signal ?? null,
        body: json === undefined ? (body ?? null) : JSON.stringify(json),
      });
    } catch (thrown) {
      if (signal?.aborted) throw failure("Cancelled", "the call was given up");
      throw failure("Unreachable", thrown instanceof Error ? thrown.message : String(thrown));
    }
  }

  /** A call that is made again as long as the server asks for that, within reason. */
  async function patient(path: string, options: CallOptions): Promise<Response> {
    let left = patience;
    for (;;) {
      const response = await once(path, options);
      const wait = waitOf(response);
      if (wait === null || wait > left) return response;
      left -= wait;
      await response.body?.cancel();
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  const calls: Calls = {
    async fetch(path, options = {}) {
      let response = await patient(path, options);
      if (response.status === 401 && !options.signing) {
        if (await calls.refresh()) response = await patient(path, options);
        if (response.status === 401) calls.ended("over");
      }
      if (!response.ok) throw await problemOf(response);
      return response;
    },
    async json(path, options) {
      return (await calls.fetch(path, options)).json();
    },
    refresh() {
      refreshing ??= alone(async () => {
        const response = await patient("session/refresh", { method: "POST", json: {} });
        // What is no answer to the question leaves it open.
        if (!response.ok && response.status !== 401) throw await problemOf(response);
        return response.ok;
      }).finally(() => (refreshing = null));
      return refreshing;
    },
    onEnded: (listener) => void listeners.push(listener),
    ended: (why) => listeners.forEach((heard) => heard(why)),
  };
  return calls;
}
