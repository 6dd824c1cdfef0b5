// The language that the page speaks. Only English is part of the first script; the others come when they are chosen.
import { en } from "./en";
import type { Messages } from "./messages";

export const languages = ["en", "fr", "es", "de", "zh", "ar"] as const;
export type Language = (typeof languages)[number];

/** Each language by its own name. */
export const languageNames: { readonly [L in Language]: string } = {
  en: "English", fr: "Français", es: "Español", de: "Deutsch", zh: "中文", ar: "العربية",
};

const catalogues: { readonly [L in Language]: () => Promise<Messages> } = {
  en: async () => en,
  fr: async () => (await import("./fr")).fr,
  es: async () => (await import("./es")).es,
  de: async () => (await import("./de")).de,
  zh: async () => (await import("./zh")).zh,
  ar: async () => (await import("./ar")).ar,
};

const regions: { readonly [L in Language]: string } = { en: "en-GB", fr: "fr-FR", es: "es-ES", de: "de-DE", zh: "zh-CN", ar: "ar" };
const begins = (tag: string, language: Language): boolean => tag.toLowerCase().split("-")[0] === language;

class Spoken {
  language = $state<Language>("en");
  messages = $state.raw<Messages>(en);
  /** Figures follow the texts' language, in the region's manner where the system names one. The default of Intl will
   *  not do: where a system has no language set, it writes neither separators nor currencies as people do. */
  readonly locale = $derived(navigator.languages.find((tag) => begins(tag, this.language) && tag.includes("-")) ?? regions[this.language]);

  /** Speaks `language` once its texts are here. */
  async speak(language: Language): Promise<void> {
    this.messages = await catalogues[language]();
    this.language = language;
    Object.assign(document.documentElement, { lang: language, dir: language === "ar" ? "rtl" : "ltr" });
  }
}

export const spoken = new Spoken();

/** The first language of the system that the page speaks. */
export function systemLanguage(): Language {
  for (const tag of navigator.languages) {
    const found = languages.find((language) => begins(tag, language));
    if (found) return found;
  }
  return "en";
}
