import { expect, test } from "vitest";
import { duration, inLine, megabytes, price, t } from "../src/i18n";
import { spoken } from "../src/i18n/spoken.svelte";
import { checkText } from "../src/views/check-text";
import { totalText } from "../src/views/board-text";
import { reasonsOf } from "../src/views/client-text";
import { factsOf, whyOf } from "../src/views/hit-text";
import { noteOf, partText } from "../src/views/read-text";
import { asCommandError } from "../src/ipc/client";
import { currencyOf } from "../src/state/currency";
import { explanation } from "../src/state/failures";
import { headline } from "../src/state/headline";
import type { Card, Hit, ReadPart, Reason, Understanding } from "../src/ipc/generated";

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
  const hit = { colours: ["Navy", "White", "Red"], type: "Shirt", brand: "Ferrand", reasons: [] as Reason[] } as Hit;
  expect(factsOf(hit)).toBe("Navy & White · Shirt");
  expect(factsOf({ ...hit, colours: [], type: "" })).toBe("Ferrand");
  expect(whyOf(hit)).toBe("");
});

test("reasons are said in the language of the page; what the shop calls things stays", async () => {
  const card = {
    reasons: [
      { kind: "explored", share: null },
      { kind: "attribute", field: "colour", value: "Navy", share: 1 },
      { kind: "picture", share: 0.5 },
    ],
  } as unknown as Card;
  const hit = { reasons: [{ kind: "said", words: ["navy", "check"] }, { kind: "photo" }, { kind: "harmony", own: "Navy", other: "White" }] } as Hit;
  expect(reasonsOf(card).map(({ text }) => text)).toEqual(["It is new to you on purpose", "Navy is one of your colours", "It looks like what you liked"]);
  await spoken.speak("de");
  expect(reasonsOf(card)).toEqual([
    { text: "Mit Absicht etwas Neues für Sie", share: null },
    { text: "Navy ist eine Ihrer Farben", share: 1 },
    { text: "Sieht aus wie das, was Ihnen gefiel", share: 0.5 },
  ]);
  expect(whyOf(hit)).toBe("Navy und check, wie gesagt · Nah an Ihrem Foto · Navy passt zu white");
  await spoken.speak("en");
  expect(whyOf(hit)).toBe("Navy and check, as you said · Close to your photo · Navy goes with white");
});

test("what the engine advises is said in the language of the page, and is no command of the terminal", async () => {
  const failure = asCommandError({ code: "Internal", message: "user.db is damaged", hint: "Run `stylenova doctor`.", advice: "keep-clients" });
  expect(explanation(failure)[1]).toMatch(/^Keep the file/);
  await spoken.speak("de");
  expect(explanation(failure)[1]).toMatch(/^Behalten Sie die Datei/);
  await spoken.speak("en");
});

test("what the check of the library finds is said without a command of the terminal", () => {
  const detail = "7 pictures wait for their embedding; run `stylenova reindex` to make them";
  expect(checkText({ name: "embeddings", ok: false, detail })).toEqual({
    term: "✗ Searchable by look",
    text: "Some pictures have not been read yet. Import the catalogue again to go on.",
  });
  expect(checkText({ name: "model fashion-clip", ok: true, detail: "512 dimensions" })).toEqual({ term: "✓ model fashion-clip", text: "In order" });
});

test("facts in one line are told apart, and in Arabic not by what looks like a nought", async () => {
  expect(inLine("Favourites", "", "0")).toBe("Favourites · 0");
  await spoken.speak("ar");
  try {
    expect(inLine("المفضلات", "٠")).toBe("المفضلات، ٠");
  } finally {
    await spoken.speak("en");
  }
});

test("a sum says of how many pieces it is where it is not of all", () => {
  const piece = (price: number | null, in_stock = true) => ({ price, currency: "EUR", in_stock });
  expect(totalText([piece(40), piece(51)])).toBe("€91 together");
  expect(totalText([piece(40), piece(51), piece(20, false), piece(null)])).toBe("€91 for 2 of 4 pieces");
  expect(totalText([piece(40)])).toBe("");
});

test("what a currency is called is read as its code; what is none is refused", () => {
  expect(["euros", "eur", " € ", "US dollars", "zł", "$", "kr", "A$", ""].map(currencyOf)).toEqual(["EUR", "EUR", "EUR", "USD", "PLN", "$", "kr", "A$", ""]);
  expect(["money", "XYZ", "12", "€€"].map(currencyOf)).toEqual([null, null, null, null]);
});

test("for whom a piece is, is said in the language of the page", async () => {
  const wearer = { kind: "attribute", field: "gender", value: "Women", share: 1 } as const;
  const part = { role: "wanted", facet: "wearer", id: "women", name: "نسائي", said: "نسائي", start: 0, end: 5, reading: [], meant: false, mild: false } as const;
  await spoken.speak("fr");
  expect(reasonsOf({ reasons: [wearer] } as unknown as Card)[0]?.text).toMatch(/femmes$/);
  await spoken.speak("ar");
  try {
    expect(partText(part as unknown as ReadPart, {} as Understanding)).toBe("للنساء");
  } finally {
    await spoken.speak("en");
  }
});

test("a reading that only says the words once more is not told", () => {
  const part = { name: "gift", said: "gift", reading: ["gift"], meant: false } as unknown as ReadPart;
  expect(noteOf(part)).toBe("");
  expect(noteOf({ ...part, reading: ["gift", "jewellery"] })).toBe("read as: jewellery");
  expect(whyOf({ reasons: [{ kind: "suits", what: "gift", read_as: ["gift"] }] } as unknown as Hit)).toBe("Suits gift");
});
