// The commands of the table over HTTP. A job answers with its events as they come, and with its end.
import type { CommandName, JobEvent, Request, Response } from "../bridge";
import type { Commands } from "../generated";
import type { Calls } from "./calls";
import { eventsOf } from "./sse";

type JobName = { [K in CommandName]: [Commands[K]["event"]] extends [never] ? never : K }[CommandName];

/** The commands that are jobs. Complete by type. */
const jobs: { readonly [K in JobName]: true } = {
  import: true, import_demo: true, fetch_pictures: true, add_model: true, use_model: true, learn: true,
  import_orders: true, import_clients: true, import_looks: true,
};

export async function command<K extends CommandName>(calls: Calls, name: K, request: Request<K>, onEvent: (event: JobEvent<K>) => void): Promise<Response<K>> {
  const path = `commands/${name}`;
  if (!Object.hasOwn(jobs, name)) return calls.json(path, { method: "POST", json: request });
  const answer = await calls.fetch(path, { method: "POST", json: request, accept: "text/event-stream" });
  if (!answer.headers.get("content-type")?.startsWith("text/event-stream") || !answer.body) return answer.json();
  for await (const { event, data } of eventsOf(answer.body)) {
    const said: unknown = JSON.parse(data);
    if (event === "progress") onEvent(said as JobEvent<K>);
    if (event === "done") return said as Response<K>;
    if (event === "failed") throw said;
  }
  throw { code: "Unreachable", message: "the connection ended before the job did", hint: "" };
}
