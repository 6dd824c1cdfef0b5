// The bridge to a server, against a real one: signing in anew, waiting, jobs, files, what the device keeps for itself.
import { Blob as NodeBlob, File as NodeFile } from "node:buffer";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Bridge } from "../src/ipc/bridge";
import { httpBridge } from "../src/ipc/http";
import { answerJson, fails, testServer, type TestServer } from "./http-server";

let server: TestServer;
let bridge: Bridge;
const nothing = (): void => undefined;
beforeEach(async () => {
  // What jsdom calls a file is none to the fetch of Node.
  vi.stubGlobal("Blob", NodeBlob);
  vi.stubGlobal("File", NodeFile);
  localStorage.clear();
  server = await testServer();
  bridge = httpBridge(server.origin);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await server.close();
});
const stats = () => bridge.rpc("stats", {}, nothing);

test("a command is posted as JSON, and its failure comes out as the wire error", async () => {
  server.on("POST commands/product", ({ body }, response) => answerJson(response, { echo: JSON.parse(body) }));
  expect(await bridge.rpc("product", { id: "p1" }, nothing)).toEqual({ echo: { id: "p1" } });
  expect(server.asked[0]?.headers["content-type"]).toBe("application/json");
  server.on("POST commands/product", fails("NotFound", 404));
  await expect(bridge.rpc("product", { id: "p2" }, nothing)).rejects.toMatchObject({ code: "NotFound", message: "NotFound happened" });
});

test("a failure that is no problem document, and a server that is not there, have a code all the same", async () => {
  server.on("POST commands/stats", (_, response) => void response.writeHead(502).end("<html>"));
  await expect(stats()).rejects.toMatchObject({ code: "Busy" });
  await server.close();
  await expect(stats()).rejects.toMatchObject({ code: "Unreachable" });
});

describe("a device whose access is over", () => {
  let signed = false;
  beforeEach(() => {
    signed = false;
    server.on("POST commands/stats", (_, response) => (signed ? answerJson(response, { products: 7 }) : fails("SignedOut", 401)({} as never, response)));
  });

  test("signs in anew once for all calls, and makes each of them once more", async () => {
    server.on("POST session/refresh", async (_, response) => {
      await new Promise((done) => setTimeout(done, 50));
      signed = true;
      answerJson(response, {});
    });
    const ended = vi.fn();
    bridge.server?.onEnded(ended);
    expect(await Promise.all([stats(), stats(), stats()])).toHaveLength(3);
    expect(server.routes().filter((route) => route === "POST session/refresh")).toHaveLength(1);
    expect(ended).not.toHaveBeenCalled();
  });

  test("says that it is signed out where it may not come back", async () => {
    server.on("POST session/refresh", fails("SignedOut", 401));
    const ended = vi.fn();
    bridge.server?.onEnded(ended);
    await expect(stats()).rejects.toMatchObject({ code: "SignedOut" });
    expect(ended).toHaveBeenCalledWith("over");
    expect(server.routes(), "it is not tried again and again").toEqual(["POST commands/stats", "POST session/refresh"]);
  });

  test("stays signed in where the server only could not answer", async () => {
    server.on("POST session/refresh", fails("Internal", 500));
    const ended = vi.fn();
    bridge.server?.onEnded(ended);
    await expect(stats()).rejects.toMatchObject({ code: "Internal" });
    expect(ended).not.toHaveBeenCalled();
  });

  test("takes a wrong code for an answer, and no reason to sign in anew", async () => {
    server.on("POST session", fails("WrongCode", 401));
    await expect(bridge.server?.pair("abc", "Tablet")).rejects.toMatchObject({ code: "WrongCode" });
    expect(server.routes()).toEqual(["POST session"]);
  });
});

test("a server that is busy is asked again when it says so, and not for longer than anybody waits", async () => {
  let times = 0;
  server.on("POST commands/stats", (asked, response) => ((times += 1) < 3 ? fails("Busy", 503, { "retry-after": "0" })(asked, response) : answerJson(response, { products: 7 })));
  expect(await stats()).toEqual({ products: 7 });
  server.on("POST commands/stats", fails("TooManyRequests", 429, { "retry-after": "60" }));
  await expect(stats()).rejects.toMatchObject({ code: "TooManyRequests" });
});

describe("a job", () => {
  const stream = (...parts: string[]) => server.on("POST commands/import", async (_, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const part of parts) {
      response.write(part);
      await new Promise((done) => setTimeout(done, 5));
    }
    response.end();
  });
  const heard: unknown[] = [];
  const run = () => (heard.splice(0), bridge.rpc("import", { source: "upload:1/a.csv" }, (event) => heard.push(event)));

  test("tells its progress and answers at its end, however the stream is cut", async () => {
    stream(": hello\r\n\r\nevent: prog", 'ress\ndata: {"done":1}\n\n', 'event: progress\r\ndata: {"done":', '2}\r\n\r', '\nevent: done\ndata: {"added":2}\n\n');
    expect(await run()).toEqual({ added: 2 });
    expect(heard).toEqual([{ done: 1 }, { done: 2 }]);
    expect(server.asked[0]?.headers["accept"]).toContain("text/event-stream");
  });

  test("that failed says why, and one that was cut off says that", async () => {
    stream('event: failed\ndata: {"code":"CatalogInvalid","message":"no column"}\n\n');
    await expect(run()).rejects.toMatchObject({ code: "CatalogInvalid" });
    stream('event: progress\ndata: {"done":1}\n\n');
    await expect(run()).rejects.toMatchObject({ code: "Unreachable" });
  });
});

describe("files", () => {
  test("that were pasted are uploaded, and their path stands for them", async () => {
    server.on("POST uploads", ({ body }, response) => answerJson(response, { path: `upload:k/${body}` }, 201));
    expect(await bridge.savePasted("été 1.png", new TextEncoder().encode("bytes"))).toEqual({ path: "upload:k/bytes" });
    expect(server.routes()).toEqual([`POST uploads?name=${encodeURIComponent("été 1.png")}`]);
    server.on("POST previews", ({ body }, response) => answerJson(response, { key: JSON.parse(body).path }));
    expect(await bridge.photoPreview("upload:k/bytes")).toBe("upload:k/bytes");
  });

  test("that were chosen are uploaded; a camera is offered for photos, and nothing happens without one", async () => {
    server.on("POST uploads", (_, response) => answerJson(response, { path: "upload:k/me.jpg" }, 201));
    const choosing = bridge.choosePhoto({ title: "" });
    const input = document.querySelector<HTMLInputElement>("input[type=file]")!;
    expect(input.accept).toBe("image/*");
    Object.defineProperty(input, "files", { value: [new File(["x"], "me.jpg", { type: "image/jpeg" })] });
    input.dispatchEvent(new Event("change"));
    expect(await choosing).toBe("upload:k/me.jpg");
    const again = bridge.choosePhoto({ title: "" });
    document.querySelector("input[type=file]")?.dispatchEvent(new Event("cancel"));
    expect(await again).toBeNull();
    expect(document.querySelector("input[type=file]"), "nothing is left in the page").toBeNull();
  });

  test("that a command wrote are downloaded once it has succeeded", async () => {
    const saved: [string, string][] = [];
    vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
      saved.push([this.href, this.download]);
    });
    const file = (await bridge.chooseSave("print", "Paris – list", { title: "" }))!;
    expect(file).toMatch(/^download:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\/Paris – list\.pdf$/);
    server.on("POST commands/backup", fails("DiskFull", 507));
    await expect(bridge.rpc("backup", { file }, nothing)).rejects.toMatchObject({ code: "DiskFull" });
    expect(saved).toEqual([]);
    server.on("POST commands/backup", (_, response) => answerJson(response, { file }));
    server.on("GET session", (_, response) => answerJson(response, {}));
    await bridge.rpc("backup", { file }, nothing);
    expect(saved).toEqual([[`${server.origin}/api/v1/downloads/${file.slice(9, 45)}/Paris%20%E2%80%93%20list.pdf`, "Paris – list.pdf"]]);
  });

  test("that are dragged over the page are told by their kind, and uploaded where they are dropped", async () => {
    server.on("POST uploads", (_, response) => answerJson(response, { path: "upload:k/me.jpg" }, 201));
    const heard = vi.fn();
    const stop = await bridge.onFileDrag(heard);
    const send = (type: string, dataTransfer: object, more: object = {}) => window.dispatchEvent(Object.assign(new Event(type), { dataTransfer, ...more }));
    send("dragover", { items: [{ kind: "string", type: "text/plain" }] });
    expect(heard, "a piece that is dragged is no file").not.toHaveBeenCalled();
    send("dragover", { items: [{ kind: "file", type: "image/png" }] });
    send("dragover", { items: [{ kind: "file", type: "image/png" }] });
    expect(heard.mock.calls).toEqual([[{ phase: "over", paths: ["file.jpg"] }]]);
    send("drop", { files: [new File(["x"], "me.jpg")] });
    await expect.poll(() => heard.mock.calls.at(-1)).toEqual([{ phase: "drop", paths: ["upload:k/me.jpg"] }]);
    server.on("POST uploads", fails("TooLarge", 413));
    send("drop", { files: [new File(["x"], "all.zip")] });
    await expect.poll(() => heard.mock.calls.at(-1)?.[0]).toMatchObject({ phase: "refused", failure: { code: "TooLarge" } });
    stop();
  });
});

test("changes of other devices are heard, also after the stream broke, until this one is taken off", async () => {
  let times = 0;
  server.on("GET events", (_, response) => {
    times += 1;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(`event: changed\ndata: {"command":"swipe","profile":"Noor","device":"d${times}"}\n\n`);
    if (times === 2) response.write("event: revoked\ndata: {}\n\n");
    setTimeout(() => response.end(), 20);
  });
  const [changed, again, ended] = [vi.fn(), vi.fn(), vi.fn()];
  bridge.server?.onEnded(ended);
  const stop = bridge.server!.listen({ changed, again });
  await expect.poll(() => ended.mock.calls, { timeout: 5_000 }).toEqual([["revoked"]]);
  expect(changed.mock.calls.map(([change]) => change.device)).toEqual(["d1", "d2"]);
  expect(again, "what was missed meanwhile nobody knows").toHaveBeenCalledTimes(1);
  stop();
});
