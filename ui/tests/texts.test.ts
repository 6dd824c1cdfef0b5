import { expect, test } from "vitest";
import { duration, megabytes, price, t } from "../src/i18n";
import { spoken } from "../src/i18n/spoken.svelte";
import { reasonsOf } from "../src/views/client-text";
import { factsOf, whyOf } from "../src/views/hit-text";
import { headline } from "../src/state/headline";
import type { Card, Hit } from "../src/ipc/generated";

test("one piece is singular and none is plural", () => {
  expect(t("count.pieces", { count: 1 })).toBe("1 piece");
  expect(t("count.pieces", { count: 0 })).toBe("0 pieces");
  expect(t("count.pieces", { count: 40056 })).toBe("40,056 pieces");
});

test("words that look like a placeholder stay as they were typed", () => {
  expect(headline({ text: "{words} $& red" })).toBe("“{words} $& red”");
});

test("prices carry their currency, cents only where there are any, and nothing where there is no price", () => {
  expect(price(133, "EUR")).toBe("€133");
  expect(price(49.5, "EUR")).toBe("€49.50");
  expect(price(12, "points"), "a currency that is no ISO code").toBe("12 points");
  expect(price(12, "")).toBe("12");
  expect(price(null, "EUR")).toBe("");
});

test("durations use the largest unit that fits", () => {
  expect(duration(0.2)).toBe("1 second");
  expect(duration(75)).toBe("75 seconds");
  expect(duration(600)).toBe("10 minutes");
  expect(duration(7200)).toBe("2 hours");
});

test("sizes are told in megabytes", () => {
  expect(megabytes(61_300_000)).toBe("61 MB");
});

test("the headline names what is shown", () => {
  expect(headline(null)).toBe("The collection");
  expect(headline({ text: "red dress" })).toBe("“red dress”");
  expect(headline({ image: "/a.jpg" })).toBe("Near your photo");
  expect(headline({ text: "red dress", image: "/a.jpg" })).toBe("“red dress” near your photo");
  expect(headline({ image: "/a.jpg", images: ["/b.jpg"] })).toBe("Near your photos");
  expect(headline({ like: "p1" })).toBe("More like this piece");
  expect(headline({ text: "red", like: "p1" })).toBe("Like this piece, but “red”");
  expect(headline({ text: "x".repeat(10_000) }).length, "a very long query is cut").toBeLessThan(70);
});

test("a card's line holds colour and type, and the brand where the type is unknown", () => {
  const hit = { colours: ["Navy", "White", "Red"], type: "Shirt", brand: "Ferrand", why: [] as string[] } as Hit;
  expect(factsOf(hit)).toBe("Navy & White · Shirt");
  expect(factsOf({ ...hit, colours: [], type: "" })).toBe("Ferrand");
  expect(whyOf(hit)).toBe("");
});

test("reasons are said in the language of the page; what the shop calls things stays", async () => {
  const card = {
    explored: true,
    why: ["it is new to you on purpose", "navy is one of your colours", "it looks like what you liked"],
    terms: [
      { kind: "base", amount: 3 },
      { kind: "picture", amount: 0.4 },
      { kind: "attribute", field: "colour", value: "Navy", amount: 0.8 },
      { kind: "attribute", field: "type", value: "Shirts", amount: -0.5 },
    ],
  } as unknown as Card;
  const hit = { why: ["navy and check, as you said", "close to your photo", "a reason of a later engine"] } as Hit;
  expect(reasonsOf(card).map(({ text }) => text)).toEqual(["It is new to you on purpose", "Navy is one of your colours", "It looks like what you liked"]);
  await spoken.speak("de");
  expect(reasonsOf(card)).toEqual([
    { text: "Mit Absicht etwas Neues für Sie", share: null },
    { text: "Navy ist eine Ihrer Farben", share: 1 },
    { text: "Sieht aus wie das, was Ihnen gefiel", share: 0.5 },
  ]);
  expect(whyOf(hit)).toBe("Navy, check, wie gesagt · Nah an Ihrem Foto · a reason of a later engine");
  await spoken.speak("en");
  expect(whyOf(hit)).toBe("Navy and check, as you said · Close to your photo · a reason of a later engine");
});
