// The Arabic texts of Boards, and what is carried to one.
import type { boardsTexts as english } from "../en/boards";
import type { PartOf } from "../messages";

export const boardsTexts: PartOf<typeof english> = {
  "carry.hint": "أفلتها فوق لوحة",
  "carry.done": "على اللوحة {board}",
  "carry.to": "ضع «{title}» على",

  "boards.title": "لوحات {name}",
  "boards.title.guest": "اللوحات",
  "boards.favourites": "المفضلات",
  "boards.open": "افتح لوحة",
  "boards.create": "لوحة جديدة",
  "boards.name": "اسم اللوحة الجديدة",
  "boards.make": "أنشئ",
  "boards.add": "أضف إلى لوحة",
  "boards.keep": "احفظ في المفضلات",
  "boards.unkeep": "أزل من المفضلات",
  "boards.kept": "حُفظت في المفضلات",
  "boards.unkept": "أُزيلت من المفضلات",
  "boards.drag": "اسحب للترتيب",
  "boards.earlier": "قدّم {title}",
  "boards.later": "أخّر {title}",
  "boards.remove": "أزل {title}",
  "boards.note.of": "ملاحظة عن {title}",
  "boards.note.empty": "أضف ملاحظة",
  "boards.gone": "لم تعد في الكتالوج",
  "boards.empty": "لا شيء هنا بعد",
  "boards.empty.hint": "احفظ ورقة في «اكتشف»، أو أضف قطعة مفتوحة بـ«أضف إلى لوحة».",
  "boards.delete": "احذف هذه اللوحة",
  "boards.delete.title": "حذف «{name}»؟",
  "boards.delete.text": "تبقى القطع في الكتالوج، ويذهب ترتيبها وملاحظات هذه اللوحة.",
  "boards.share": "كتاب إطلالات…",
  "boards.share.hint": "كتابة هذه اللوحة كتاب إطلالات للإرسال أو الطباعة",
  "boards.shared": { zero: "كُتبت صفحة بلا قطع", one: "كُتبت صفحة فيها قطعة واحدة", two: "كُتبت صفحة فيها قطعتان", few: "كُتبت صفحة فيها {count} قطع", many: "كُتبت صفحة فيها {count} قطعة", other: "كُتبت صفحة فيها {count} قطعة" },
  "boards.taken": "أُزيلت من {board}",
};
