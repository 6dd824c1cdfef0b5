// The Arabic texts of what is done by hand: what is carried to a board, handed to others, and told after it. Part of ar.ts.
import type { handTexts as english } from "./en-hand";
import type { PartOf } from "./messages";

export const handTexts: PartOf<typeof english> = {
  "clients.export": "تصدير…",
  "clients.export.of": "تصدير {name} إلى ملف",
  "clients.exported": "كُتب {name} في ملف",
  "clients.exported.hint": "فيه الذوق واللوحات وعمليات البحث. اقرأه على جهاز آخر عبر «اقرأ من ملف…».",
  "boards.share": "مشاركة…",
  "boards.share.hint": "كتابة هذه اللوحة صفحةً للإرسال أو الطباعة",
  "boards.shared": { zero: "كُتبت صفحة بلا قطع", one: "كُتبت صفحة فيها قطعة واحدة", two: "كُتبت صفحة فيها قطعتان", few: "كُتبت صفحة فيها {count} قطع", many: "كُتبت صفحة فيها {count} قطعة", other: "كُتبت صفحة فيها {count} قطعة" },
  "carry.to": "ضع «{title}» على",
  "action.undo": "تراجع",
};
