import { readFileSync } from "node:fs";
import { expect, expectTypeOf, test } from "vitest";
import { en } from "../src/i18n/en";
import { asCommandError } from "../src/ipc/client";
import type { Code, ServerCode } from "../src/ipc/server";
import { explanation, presentationOf, presentations } from "../src/state/failures";

// The codes as the generated file spells them, whatever its formatting.
const generated = readFileSync("src/ipc/generated.ts", "utf8");
const codes = [...(/type ErrorCode =([^;]*);/.exec(generated)?.[1] ?? "").matchAll(/"(\w+)"/g)].map(([, code]) => code ?? "");

/** The codes of servers and browsers. Complete by type. */
const ofServers: Record<ServerCode, true> = { SignedOut: true, Forbidden: true, TooManyRequests: true, TooLarge: true, WrongCode: true, Unreachable: true, Unsupported: true };

test("every error code of the wire has a presentation, and no other has", () => {
  expectTypeOf<keyof typeof presentations>().toEqualTypeOf<Code>();
  expect(codes.length, "the codes were found in the generated file").toBeGreaterThan(8);
  expect(Object.keys(presentations).sort()).toEqual([...codes, ...Object.keys(ofServers)].sort());
});

test("what a server alone refuses is explained by the page", () => {
  expect(explanation({ code: "WrongCode", message: "no such code", hint: "" })).toEqual([en["advice.WrongCode"]]);
});

test("no two error codes share a title", () => {
  const titles = Object.values(presentations).map(({ title }) => en[title]);
  expect(new Set(titles).size).toBe(titles.length);
});

test("a code from a newer engine is shown as an internal error", () => {
  expect(presentationOf("SomethingNew")).toBe(presentations.Internal);
  expect(presentationOf("toString"), "names of object members are no codes").toBe(presentations.Internal);
});

test("an explanation holds no empty sentence", () => {
  expect(explanation({ code: "NotFound", message: "There is no product 7", hint: "" })).toEqual(["There is no product 7"]);
  expect(explanation({ code: "NotFound", message: "Gone", hint: "Gone" }), "and none twice").toEqual(["Gone"]);
  expect(explanation({ code: "Busy", message: "the queue is full", hint: "Try again." }), "where the hint says it all, it stands alone").toEqual(["Try again."]);
});

test("whatever a call throws comes out with a code", () => {
  expect(asCommandError({ code: "DiskFull", message: "m", hint: "h" })).toMatchObject({ code: "DiskFull", hint: "h" });
  expect(asCommandError("command rpc not found")).toMatchObject({ code: "Internal", message: "command rpc not found" });
  expect(asCommandError(new TypeError("x"))).toMatchObject({ code: "Internal", message: "x" });
});
