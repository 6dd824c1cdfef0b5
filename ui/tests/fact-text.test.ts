// What the engine tells as facts is said in the page's language, with what it is about.
import { afterEach, describe, expect, test } from "vitest";
import { languages, spoken } from "../src/i18n/spoken.svelte";
import { asCommandError } from "../src/ipc/client";
import type { LeftOut, WireError } from "../src/ipc/generated";
import { explanation } from "../src/state/failures";
import { fetchText, findingText, leftOutText, problemText } from "../src/state/fact-text";

afterEach(async () => {
  await spoken.speak("en");
});

const refused: WireError = {
  code: "InvalidInput",
  message: "there is a profile \"Ada\" already",
  hint: "Choose another name, or use the one that is there.",
  advice: "correct",
  problem: { kind: "rejected", rejection: { kind: "client-exists", name: "Ada" } },
};

test("a rejected request is told in the page's language, without the sentence that the terminal prints", async () => {
  const failure = asCommandError(refused);
  expect(explanation(failure)).toEqual(["There is a client Ada already."]);
  await spoken.speak("fr");
  expect(explanation(failure), "also what was told before the language was chosen").toEqual(["Il y a déjà un client Ada."]);
});

test("what only a programmer brings about is told as it came", () => {
  const failure = asCommandError({ code: "InvalidInput", message: "the mix is 2", hint: "Choose a mix from 0 to 1.", advice: "correct" });
  expect(explanation(failure)).toEqual(["the mix is 2", "Correct it and try again."]);
});

test("a table that cannot be read names its first bad row and its file", async () => {
  const told = () => problemText({ kind: "catalogue", path: "/shop/spring.csv", fault: { kind: "no-good-row", first: { kind: "id-twice", line: 2 } } });
  expect(told()).toEqual(["None of its rows can be used. The id stands in line 2 already. Give every row an id of its own.", "/shop/spring.csv"]);
  await spoken.speak("de");
  expect(told()[0]).toBe("Keine ihrer Zeilen lässt sich verwenden. Die Kennung steht schon in Zeile 2. Geben Sie jeder Zeile eine eigene.");
});

test("a folder that is not there is told from a table that cannot be read", () => {
  expect(problemText({ kind: "catalogue", path: "/shop", fault: { kind: "missing" } })[0]).toBe("There is no such file or folder.");
  expect(problemText({ kind: "catalogue", path: "/shop", fault: { kind: "gone" } })[0]).toBe("It went away while it was read.");
});

test("what is not there is named by its kind", () => {
  expect(problemText({ kind: "missing", thing: { kind: "value", field: "colour" }, name: "teal" })).toEqual(["Nothing in the catalogue is teal."]);
});

test("what an older version left out keeps its sentence", () => {
  expect(leftOutText(null, "the row has no id")).toBe("the row has no id");
});

describe.each(languages)("in %s", (language) => {
  const leftOut: LeftOut[] = [
    { kind: "row", fault: { kind: "cells", cells: 7, columns: 5 } },
    { kind: "file", problem: { kind: "picture", name: "a.jpg", fault: { kind: "cut-off" } } },
    { kind: "not-there", folder: "/pictures" },
  ];

  test("nothing is left of the English reason, and no value is missing", async () => {
    await spoken.speak(language);
    const told = [
      ...leftOut.map((why) => leftOutText(why, "ENGLISH")),
      fetchText({ kind: "status", status: 404 }),
      fetchText({ kind: "picture", fault: { kind: "text" } }),
      findingText({ kind: "catalogue", products: 40 }),
      ...problemText({ kind: "download", model: "a/b", fault: { kind: "damaged", file: "model.safetensors" } }),
    ];
    for (const text of told) expect(text).not.toMatch(/ENGLISH|\{|undefined/);
    expect(new Set(told).size).toBe(told.length);
  });
});
