// The Arabic texts of Clients.
import type { clientsTexts as english } from "../en/clients";
import type { PartOf } from "../messages";

export const clientsTexts: PartOf<typeof english> = {
  "clients.title": "الزبائن",
  "clients.guest": "زائر",
  "clients.guest.hint": "لمن يدخل فحسب. لا شيء يُملأ.",
  "clients.hint": "لكل زبون ذوقه ومفضلاته ولوحاته، محفوظة على هذا الجهاز فقط.",
  "clients.name": "اسم الزبون الجديد",
  "clients.create": "أضف زبونًا",
  "clients.import": "اقرأ من ملف…",
  "clients.choose": "اختر زبونًا",
  "clients.chosen": "الآن مع {name}",
  "clients.current": "معك الآن",
  "clients.switch": "انتقل إلى {name}",
  "clients.counts.swipes": { zero: "لا آراء", one: "رأي واحد", two: "رأيان", few: "{count} آراء", other: "{count} رأيًا" },
  "clients.counts.likes": { zero: "لا إعجاب", one: "إعجاب واحد", two: "إعجابان", few: "{count} إعجابات", other: "{count} إعجابًا" },
  "clients.counts.favourites": { zero: "لا مفضلات", one: "مفضلة واحدة", two: "مفضلتان", few: "{count} مفضلات", other: "{count} مفضلة" },
  "clients.counts.none": "لا رأي بعد",
  "clients.quiz.open": "الأسئلة بلا إجابة",
  "clients.delete.of": "احذف {name}",
  "clients.rename.of": "أعد تسمية {name}",
  "clients.delete.title": "حذف {name}؟",
  "clients.delete.text": "يذهب كل شيء: {swipes}، {favourites}، واللوحات والإجابات والذوق. لا يُحفظ منه شيء في أي مكان ولا رجوع عنه.",
  "clients.delete.yes": "احذف كل شيء",
  "clients.erased": "حُذف {name}",
  "clients.export": "تصدير…",
  "clients.export.of": "تصدير {name} إلى ملف",
  "clients.exported": "كُتب {name} في ملف",
  "clients.exported.hint": "فيه الذوق واللوحات وعمليات البحث. اقرأه على جهاز آخر عبر «اقرأ من ملف…».",
};
