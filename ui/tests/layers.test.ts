// The page's layers: views → actions → state → ipc, and only ipc knows Tauri.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve("src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => /\.(ts|svelte)$/.test(file));

/** What a file imports: folders of src, or package names. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/from "([^"]+)"/g)].map(([, target = ""]) =>
    target.startsWith(".") ? relative(root, resolve(root, file, "..", target)) : target,
  );
}

function offenders(within: string, forbidden: RegExp): string[] {
  return files
    .filter((file) => file.startsWith(within))
    .flatMap((file) => imports(file).filter((target) => forbidden.test(target)).map((target) => `${file} imports ${target}`));
}

test("the files were found", () => {
  expect(files.filter((file) => file.startsWith("components")).length).toBeGreaterThan(10);
  expect(imports("actions/search.ts")).toContain("ipc/client");
});

test("components know no commands", () => {
  expect(offenders("components", /^(actions|views)|^ipc\/(?!generated)/)).toEqual([]);
});

test("state asks nothing of the engine and knows no action or view", () => {
  const callers = offenders("state", /^(actions|views|components)|^ipc\/(tauri|bridge|fake)/);
  expect(callers).toEqual([]);
  const calling = files.filter((file) => file.startsWith("state") && /import \{[^}]*\bcall\b/.test(readFileSync(join(root, file), "utf8")));
  expect(calling).toEqual([]);
});

test("actions know no view or component", () => {
  expect(offenders("actions", /^(views|components)/)).toEqual([]);
});

test("only ipc imports Tauri, and the page never imports the fake", () => {
  expect(offenders("", /^@tauri-apps/).filter((line) => !line.startsWith("ipc/tauri.ts"))).toEqual([]);
  expect(offenders("", /^ipc\/fake/).filter((line) => !line.startsWith("ipc/fake/"))).toEqual([]);
});

test("what a module of state holds is made when a page is opened", () => {
  const holding = files.filter((file) => /^state\/.*\.svelte\.ts$/.test(file)).map((file) => [file, readFileSync(join(root, file), "utf8")] as const);
  expect(holding.filter(([, text]) => /^held\(/m.test(text)).length).toBeGreaterThan(25);
  expect(holding.filter(([, text]) => /^export const \w+ = new /m.test(text)).map(([file]) => file)).toEqual([]);
});

/** All files of the page that an entry brings with it. */
function broughtBy(entry: string): Set<string> {
  const found = new Set<string>();
  const follow = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    const text = readFileSync(join(root, file), "utf8");
    for (const [, target = ""] of text.matchAll(/(?:from|import\()\s?"(\.[^"]+)"/g)) {
      const path = relative(root, resolve(root, file, "..", target));
      const known = [path, `${path}.ts`, `${path}/index.ts`].find((one) => files.includes(one));
      if (known) follow(known);
    }
  };
  follow(entry);
  return found;
}

test("the window brings no bridge of browsers, and a browser none of the window's", () => {
  const window = broughtBy("main.ts");
  const web = broughtBy("../web/main.ts");
  expect([window.has("ipc/tauri.ts"), window.has("views/Frame.svelte"), web.has("ipc/http.ts"), web.has("views/Frame.svelte")]).toEqual([true, true, true, true]);
  expect([...window].filter((file) => file.startsWith("ipc/http") || file === "web.ts" || file.startsWith("ipc/fake"))).toEqual([]);
  expect([...web].filter((file) => file === "ipc/tauri.ts" || file.startsWith("ipc/fake"))).toEqual([]);
});
