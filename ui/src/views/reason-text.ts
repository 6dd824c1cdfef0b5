// Reasons in the language of the page; what the shop calls things stays as it is. The engine sends facts
// (crates/nova-domain/src/reason.rs): a kind of reason without its phrase here, or without a text in one of the
// languages, does not compile.
import { capital, listed, t } from "../i18n";
import type { Attribute, Reason, TasteField } from "../ipc/generated";
import { wearerName } from "../state/wearers";

type Kind = Reason["kind"];
type Of<K extends Kind> = Extract<Reason, { kind: K }>;

const phrases: { readonly [K in Kind]: (reason: Of<K>) => string } = {
  said: ({ words }) => t("reason.said", { words: listed(words) }),
  looks: ({ words }) => t("reason.looks", { words: listed(words) }),
  suits: ({ what, read_as }) => {
    const reading = read_as.filter((word) => word.toLowerCase() !== what.toLowerCase());
    return reading.length > 0 ? t("reason.suits", { what, reading: reading.join(", ") }) : t("reason.suits.plain", { what });
  },
  photo: () => t("reason.photo"),
  view: () => t("reason.view"),
  context: ({ value }) => t("reason.context", { value: value.toLowerCase() }),
  explored: () => t("reason.explored"),
  picture: () => t("reason.picture"),
  crowd: () => t("reason.crowd"),
  content: () => t("reason.content"),
  attribute: (attribute) => t(liked[attribute.field], { value: spelt(attribute) }),
  harmony: ({ own, other }) => t("reason.harmony", { own: own.toLowerCase(), other: other.toLowerCase() }),
  shared: (attribute) => t(attribute.field === "style" ? "reason.shared.style" : "reason.shared.for", { value: spelt(attribute) }),
  together: () => t("reason.together"),
};

const liked = {
  colour: "reason.colour", gender: "reason.gender", occasion: "reason.occasion", season: "reason.occasion",
  style: "reason.style", tag: "reason.style", brand: "reason.kind", category: "reason.kind", subcategory: "reason.kind", type: "reason.kind",
} as const satisfies { readonly [F in TasteField]: string };

/** A brand is a name; what else a shop says is lower case within a sentence. */
const spelt = ({ field, value }: Attribute): string => (field === "brand" ? value : field === "gender" ? wearerName(value) : value.toLowerCase());

/** A reason as a sentence that stands by itself. */
export function reasonText<K extends Kind>(reason: Of<K>): string {
  const phrase: (reason: Of<K>) => string = phrases[reason.kind as K];
  return capital(phrase(reason));
}
