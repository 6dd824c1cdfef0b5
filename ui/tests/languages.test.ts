// Languages: every text with its values in each, forms of numbers, the direction of lines, and that a choice is kept.
import { render, screen } from "@testing-library/svelte";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import App from "../src/App.svelte";
import { chooseLanguage } from "../src/actions/language";
import { loadSettings } from "../src/actions/settings";
import { number, percent, price, t } from "../src/i18n";
import { ar } from "../src/i18n/ar";
import { de } from "../src/i18n/de";
import { en } from "../src/i18n/en";
import { es } from "../src/i18n/es";
import { fr } from "../src/i18n/fr";
import type { Messages } from "../src/i18n/messages";
import { languages, spoken } from "../src/i18n/spoken.svelte";
import { zh } from "../src/i18n/zh";
import { freshWorld } from "./world";

beforeEach(() => freshWorld());
afterEach(async () => {
  await spoken.speak("en");
});

const named = (text: string): string[] => [...new Set(text.match(/\{\w+\}/g) ?? [])].toSorted();
const longest = (message: Messages[keyof Messages]): string => (typeof message === "string" ? message : message.other);

describe.each([["fr", fr], ["es", es], ["de", de], ["zh", zh], ["ar", ar]] as const)("the texts in %s", (_, messages) => {
  test("use the same values as the English ones", () => {
    for (const key of Object.keys(en) as (keyof Messages)[]) expect(named(longest(messages[key])), key).toEqual(named(longest(en[key])));
  });

  test("are translated, but for what is the same everywhere", () => {
    const same = (Object.keys(en) as (keyof Messages)[]).filter((key) => JSON.stringify(messages[key]) === JSON.stringify(en[key]));
    expect(same.length, same.join()).toBeLessThan(30);
  });
});

test("numbers take the form of their language", async () => {
  await spoken.speak("ar");
  expect([1, 2, 5, 30].map((count) => t("count.pieces", { count }))).toEqual(["قطعة واحدة", "قطعتان", "5 قطع", "30 قطعة"]);
  await spoken.speak("fr");
  expect([0, 1, 2].map((count) => t("count.pieces", { count }))).toEqual(["0 pièce", "1 pièce", "2 pièces"]);
});

test("figures and prices are written as in the language", async () => {
  await spoken.speak("de");
  expect([number(12345), percent(0.5), price(1234.5, "EUR")]).toEqual(["12.345", "50 %", "1.234,50 €"].map((text) => text.replace(/ (?=[%€])/, "\u{a0}")));
});

test("another language speaks at once, turns the lines, and is kept", async () => {
  const user = userEvent.setup();
  render(App);
  await user.click(screen.getByTestId("nav-settings"));
  await user.click(await screen.findByTestId("language-ar"));
  await expect.poll(() => screen.getByTestId("nav-search").textContent).toContain("بحث");
  expect([document.documentElement.dir, document.documentElement.lang]).toEqual(["rtl", "ar"]);
  await spoken.speak("en");
  await loadSettings();
  expect(spoken.language, "the library keeps it").toBe("ar");
});

test("the system's language is spoken until another is chosen", async () => {
  await loadSettings();
  expect(spoken.language).toBe("en");
  expect(languages).toContain(spoken.language);
  await chooseLanguage("es");
  expect(document.documentElement.dir).toBe("ltr");
});
