// What the check of the library says, in the page's language: each part by its name, and what to do where it is not sound.
// What the engine says of it is for the terminal.
import { t } from "../i18n";
import type { Check } from "../ipc/generated";

const parts = {
  library: "check.library",
  catalogue: "catalogue.title",
  embeddings: "catalogue.embedded",
  thumbnails: "check.thumbnails",
  learnt: "learning.title",
  index: "catalogue.index",
} as const;
const isPart = (name: string): name is keyof typeof parts => Object.hasOwn(parts, name);

/** A part as a term and what is true of it. What is no part of the library's own is a model. */
export function checkText({ name, ok }: Check): { term: string; text: string } {
  const text = ok ? t("check.sound") : t(`check.${isPart(name) ? name : "model"}.failed`);
  return { term: `${ok ? "✓" : "✗"} ${isPart(name) ? t(parts[name]) : name}`, text };
}
