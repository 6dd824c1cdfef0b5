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
  "insights.liked.what": "ما نال الإعجاب",
  "reason.explored": "جديد عليك عن قصد",
  "reason.picture": "يشبه ما أعجبك",
  "reason.crowd": "أعجب زبائن آخرين",
  "reason.content": "فيه الكثير مما أعجبك",
  "reason.context": "يناسب: {value}",
  "reason.colour": "{value} من ألوانك",
  "reason.gender": "يعجبك ما صُنع لـ: {value}",
  "reason.occasion": "تعجبك أشياء لـ: {value}",
  "reason.style": "يعجبك هذا الأسلوب: {value}",
  "reason.kind": "يعجبك: {value}",
  "reason.said": "{words}، كما قلت",
  "reason.photo": "قريب من صورتك",
  "action.zoom.in": "كبّر كل شيء",
  "action.zoom.out": "صغّر كل شيء",
  "action.zoom.reset": "الحجم المعتاد",
  "zoom.told": "الحجم {percent}",
  "detail.zoom": "انظر عن قرب",
  "detail.zoom.hint": "انقر أو استعمل + و− للاقتراب، واسحب أو استعمل الأسهم للتحريك، وEsc للإغلاق.",
};
