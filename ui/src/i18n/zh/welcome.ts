// The Chinese texts of the welcome.
import type { welcomeTexts as english } from "../en/welcome";
import type { PartOf } from "../messages";

export const welcomeTexts: PartOf<typeof english> = {
  "welcome.kicker": "欢迎使用 StyleNova",
  "welcome.title": "说出所见，找到所配。",
  "welcome.text": "用文字或照片搜索，为顾客发牌，看着品味逐渐成形。一切都在这台电脑上进行。",
  "welcome.coming": "正在陈列演示单品，您现在就可以浏览。",
  "welcome.there": "演示单品已经备好。可以先浏览，也可以导入您自己的目录。",
  "welcome.empty": "资料库里还没有内容。",
  "welcome.look": "随便看看",
  "welcome.demo": "从演示开始",
  "welcome.file": "您的目录…",
  "welcome.folder": "图片文件夹…",
  "welcome.restore": "备份…",
  "welcome.drop": "也可以把表格或文件夹拖到此窗口。",
  "welcome.place": "您的资料库位于",
};
