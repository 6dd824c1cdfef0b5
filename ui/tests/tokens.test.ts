// Contrast of the design tokens, in both themes, by the formula of WCAG 2.2.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync("src/styles/tokens.css", "utf8");
const block = (selector: string): string => css.slice(css.indexOf(selector)).split("}")[0] ?? "";
const read = (text: string): Record<string, string> =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name ?? "", value ?? ""]));
const themes = { light: read(block(":root {")), dark: read(block(':root[data-theme="dark"]')) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ["paper", "card", "soft", "accent-soft"];
const texts = [
  ...grounds.flatMap((ground) => [["ink", ground], ["muted", ground]]),
  ["accent", "paper"], ["accent", "card"], ["accent", "soft"], ["good", "paper"], ["on-accent", "accent"], ["paper", "ink"],
] as [string, string][];

describe.each(Object.entries(themes))("in the %s theme", (_, tokens) => {
  test.each(texts)("%s can be read on %s", (text, ground) => {
    expect(contrast(tokens[text] ?? "", tokens[ground] ?? ""), "AA asks for 4.5").toBeGreaterThanOrEqual(4.5);
  });

  test.each(["paper", "card"])("edges of what is in use stand out on %s", (ground) => {
    expect(contrast(tokens["edge"] ?? "", tokens[ground] ?? ""), "AA asks for 3").toBeGreaterThanOrEqual(3);
  });

  test("every colour of the other theme is there too", () => {
    expect(Object.keys(tokens).sort()).toEqual(Object.keys(themes.light).sort());
  });
});
