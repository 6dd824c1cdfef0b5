import { expect, test } from "vitest";
import { keyed, listed } from "../src/actions";
import { actionFor, type KeyPress } from "../src/actions/shortcuts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held,
});

test("no two actions share a shortcut or a name", () => {
  const shortcuts = keyed.flatMap(({ shortcut }) => shortcut ?? []).map((shortcut) => shortcut.toLowerCase());
  expect(new Set(shortcuts).size).toBe(shortcuts.length);
  expect(new Set(keyed.map(({ name }) => name)).size).toBe(keyed.length);
});

test("every listed action can be reached by each of its keys", () => {
  for (const action of keyed) {
    expect(action.shortcut, `${action.name} is listed for its keys`).not.toBeNull();
    for (const shortcut of action.shortcut ?? []) {
      const parts = shortcut.split("+");
      const held = { ctrlKey: parts.includes("Mod"), altKey: parts.includes("Alt"), shiftKey: parts.includes("Shift") };
      expect(actionFor(keyed, press(parts.at(-1) ?? "", held), false)?.name).toBe(action.name);
    }
  }
});

test("a slash is text while typing, and a shortcut elsewhere", () => {
  expect(actionFor(keyed, press("/"), true)).toBeUndefined();
  expect(actionFor(keyed, press("/"), false)?.name).toBe("focus-search");
});

test("shortcuts with Control, and Escape, work while typing", () => {
  expect(actionFor(keyed, press("f", { ctrlKey: true }), true)?.name).toBe("focus-search");
  expect(actionFor(keyed, press("Escape"), true)?.name).toBe("close");
});

test("a plain letter is no shortcut", () => {
  expect(actionFor(keyed, press("k"), false)).toBeUndefined();
});

test("a place's own keys count there alone, and never while typing", () => {
  const arrow = press("ArrowRight");
  expect(actionFor(keyed, arrow, false, "discover")?.name).toBe("like");
  expect(actionFor(keyed, arrow, false, "search"), "the grid has its arrows for itself").toBeUndefined();
  expect(actionFor(keyed, arrow, false, null), "and so has an opened piece").toBeUndefined();
  expect(actionFor(keyed, arrow, true, "discover")).toBeUndefined();
  expect(actionFor(keyed, press("z", { ctrlKey: true }), true, "discover"), "words are undone by the field").toBeUndefined();
});

test("Shift makes another shortcut of a letter, and none of a sign that needs it", () => {
  expect(actionFor(keyed, press("z", { ctrlKey: true }), false, "discover")?.name).toBe("undo");
  expect(actionFor(keyed, press("Z", { ctrlKey: true, shiftKey: true }), false, "discover")?.name).toBe("redo");
  expect(actionFor(keyed, press("/", { shiftKey: true }), false)?.name).toBe("focus-search");
});

test("every action has a key, or is listed", () => {
  const modules = Object.values(import.meta.glob<Record<string, unknown>>("../src/actions/*.ts", { eager: true }));
  const exported = modules.flatMap((module) => Object.values(module)).filter((one) => typeof one === "object" && one !== null && "perform" in one);
  expect(exported.length).toBeGreaterThan(20);
  expect(exported.filter((one) => ![...keyed, ...listed].some((action) => action === one))).toEqual([]);
  expect(keyed.filter(({ shortcut }) => shortcut === null)).toEqual([]);
});
