// A small server for tests of the bridge over HTTP: answers by route, and remembers what it was asked.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  route: string;
  body: string;
  headers: IncomingMessage["headers"];
}
export type Answer = (asked: Asked, response: ServerResponse) => void | Promise<void>;

export interface TestServer {
  origin: string;
  asked: Asked[];
  /** The routes that were asked, such as `POST commands/stats`. */
  routes(): string[];
  /** Answers a route from here on. */
  on(route: string, answer: Answer): void;
  close(): Promise<void>;
}

export function answerJson(response: ServerResponse, body: unknown, status = 200, headers: Record<string, string> = {}): void {
  const type = status < 400 ? "application/json" : "application/problem+json";
  response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
}

/** A failure as the server tells it. */
export const problem = (code: string, status: number) => ({ type: "about:blank", title: code, status, detail: code, code, message: `${code} happened`, hint: "" });

export const fails = (code: string, status: number, headers: Record<string, string> = {}): Answer => (_, response) => answerJson(response, problem(code, status), status, headers);

export async function testServer(): Promise<TestServer> {
  const answers = new Map<string, Answer>();
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = (request.url ?? "").replace("/api/v1/", "");
    const one = { route: `${request.method} ${path}`, body: Buffer.concat(chunks).toString(), headers: request.headers };
    asked.push(one);
    const answer = answers.get(one.route) ?? answers.get(one.route.replace(/\?.*$/, ""));
    if (answer) await answer(one, response);
    else answerJson(response, problem("NotFound", 404), 404);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    routes: () => asked.map(({ route }) => route),
    on: (route, answer) => void answers.set(route, answer),
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
