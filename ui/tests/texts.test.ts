import { expect, test } from "vitest";
import { duration, megabytes, price, t } from "../src/i18n";
import { factsOf, whyOf } from "../src/views/hit-text";
import { headline } from "../src/state/headline";
import type { Hit } from "../src/ipc/generated";

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
