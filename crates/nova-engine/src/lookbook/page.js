// Takes down what is answered, keeps it while the page is open, and gives it back as a file or a code.
(() => {
  const book = JSON.parse(document.getElementById("book").textContent);
  const answers = new Map();
  const pieces = [...document.querySelectorAll(".piece")];
  const money = document.querySelectorAll("[data-price]");
  for (const place of money) {
    // As the reader's language writes it; the page has it in figures where a currency is none.
    try {
      const { price, currency } = place.dataset;
      const minimumFractionDigits = Number.isInteger(Number(price)) ? 0 : 2;
      place.textContent = new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency, minimumFractionDigits }).format(Number(price));
    } catch {}
  }
  const answered = () => [...answers.entries()].filter(([, { says, word }]) => says || word).sort(([a], [b]) => a - b);
  const count = document.querySelector(".answered");
  const told = () => (count.textContent = `${answered().length} / ${pieces.length}`);
  pieces.forEach((piece, at) => {
    const answer = { says: null, word: "" };
    answers.set(at, answer);
    const buttons = [...piece.querySelectorAll(".says button")];
    for (const button of buttons) {
      button.addEventListener("click", () => {
        answer.says = answer.says === button.value ? null : button.value;
        for (const one of buttons) one.setAttribute("aria-pressed", String(one.value === answer.says));
        told();
      });
    }
    piece.querySelector(".word").addEventListener("input", (event) => {
      answer.word = event.target.value.trim();
      told();
    });
  });
  told();
  document.querySelector(".save").addEventListener("click", () => {
    const sheet = { stylenova: "reactions", version: 1, lookbook: book.lookbook, at: Date.now(), pieces: answered().map(([at, { says, word }]) => ({ id: book.pieces[at], says, word })) };
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(sheet)], { type: "application/json" }));
    link.download = `stylenova-${book.lookbook}.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const code = document.querySelector(".code");
  document.querySelector(".copy").addEventListener("click", async () => {
    const coded = { l: book.lookbook, a: Date.now(), p: answered().map(([at, { says, word }]) => [at, says && says[0], word]) };
    const bytes = new TextEncoder().encode(JSON.stringify(coded));
    const letters = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    code.value = `SN1.${letters}`;
    code.hidden = false;
    code.focus();
    code.select();
    // Where a page from a file may not write to the clipboard, the code is selected to be copied by hand.
    try {
      await navigator.clipboard.writeText(code.value);
    } catch {}
  });
})();
