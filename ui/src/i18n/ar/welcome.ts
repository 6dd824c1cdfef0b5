// The Arabic texts of the welcome.
import type { welcomeTexts as english } from "../en/welcome";
import type { PartOf } from "../messages";

export const welcomeTexts: PartOf<typeof english> = {
  "welcome.kicker": "مرحبًا بك في StyleNova",
  "welcome.title": "صِف ما ترى، تجد ما يليق.",
  "welcome.text": "ابحث بالكلمات أو بصورة، ووزّع الأوراق على زبون، وشاهد الذوق يتشكل. كل ذلك يجري على هذا الجهاز.",
  "welcome.coming": "تُعرض المجموعة التوضيحية. يمكنك التجول من الآن.",
  "welcome.there": "مجموعة توضيحية معروضة لك. تجوّل فيها أو أحضر مجموعتك.",
  "welcome.empty": "لا شيء في المكتبة بعد.",
  "welcome.look": "تجوّل",
  "welcome.demo": "ابدأ بالتوضيحي",
  "welcome.file": "كتالوجك…",
  "welcome.folder": "مجلد صور…",
  "welcome.restore": "نسخة احتياطية…",
  "welcome.drop": "أو أفلت جدولًا أو مجلدًا على هذه النافذة.",
  "welcome.place": "مكتبتك في",
};
