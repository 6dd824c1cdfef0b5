// What somebody writes for a currency, as its code of ISO 4217 or its sign. Pure.

/** Names and signs that mean one currency. Those of several, such as $ and kr, stay signs. */
const names: Readonly<Record<string, string>> = {
  "€": "EUR", euro: "EUR", euros: "EUR", "欧元": "EUR", "يورو": "EUR",
  "£": "GBP", pound: "GBP", pounds: "GBP", "livre sterling": "GBP", "英镑": "GBP",
  "us$": "USD", "us dollar": "USD", "us dollars": "USD", "美元": "USD",
  franken: "CHF", sfr: "CHF", "fr.": "CHF",
  "₹": "INR", rupee: "INR", rupees: "INR",
  rmb: "CNY", yuan: "CNY", "元": "CNY", "人民币": "CNY",
  yen: "JPY", zloty: "PLN", "zł": "PLN", "₺": "TRY", "₩": "KRW", "₪": "ILS", "درهم": "AED",
};

const known = new Set(Intl.supportedValuesOf("currency"));

/** The code or the sign of what was written; empty where nothing was, and null where it is no currency. */
export function currencyOf(written: string): string | null {
  const text = written.trim();
  if (text === "") return "";
  const named = names[text.toLowerCase()];
  if (named) return named;
  if (/^[a-z]{3}$/i.test(text)) return known.has(text.toUpperCase()) ? text.toUpperCase() : null;
  const sign = /^[\p{L}.]{0,3}\p{Sc}$/u.test(text) || text.toLowerCase() === "kr";
  return sign ? text : null;
}
