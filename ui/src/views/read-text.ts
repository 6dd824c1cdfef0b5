// The parts of a sentence as they were read, in words.
import { price, t } from "../i18n";
import { forWearer } from "../state/wearers";
import type { ReadPart, Understanding } from "../ipc/generated";

const amounts = ({ price: limit }: Understanding): string => {
  if (!limit) return "";
  const [min, max] = [limit.min, limit.max].map((value) => price(value, limit.currency ?? ""));
  if (limit.wish) return t("read.about", { price: (limit.min !== null && limit.max !== null && limit.min !== limit.max ? `${min}–${max}` : max || min) ?? "" });
  if (limit.min !== null && limit.max !== null) return t("read.between", { min: min ?? "", max: max ?? "" });
  return limit.max !== null ? t("read.upto", { price: max ?? "" }) : t("read.from", { price: min ?? "" });
};

/** A part as its chip says it; `whole` is the sentence that it is of. */
export function partText(part: ReadPart, whole: Understanding): string {
  switch (part.role) {
    case "refused":
      return t(part.mild ? "read.less" : "read.not", { what: part.name });
    case "price":
      return amounts(whole);
    case "size":
      return t("read.size", { size: part.name });
    case "unread":
      return t("read.unread", { what: part.said });
    default:
      return part.facet === "wearer" ? (forWearer(part.id) ?? t("read.for", { what: part.name })) : part.name;
  }
}

/** What a part was taken for beyond its words. */
export function noteOf(part: ReadPart): string {
  // A reading in the words themselves tells nothing.
  const own = [part.name, part.said].map((words) => words.toLowerCase());
  const reading = part.reading.filter((word) => !own.includes(word.toLowerCase()));
  if (reading.length > 0) return t("read.as", { what: reading.join(", ") });
  return part.meant ? t("read.meant", { what: part.said }) : "";
}

/** How a part is meant, for its look. */
export const mannerOf = ({ role }: ReadPart): "wanted" | "refused" | "limit" | "unread" =>
  role === "price" || role === "size" ? "limit" : role;

/** The colour of the palette that a part names; null of any other. */
export const colourOf = ({ facet, id }: ReadPart): string | null => (facet === "colour" ? id : null);
